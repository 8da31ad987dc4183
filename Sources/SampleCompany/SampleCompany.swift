import Foundation

/// How large the sample is, and which of its endless variants.
package struct SampleOptions: Sendable {
  /// Same seed, same bytes.
  package var seed: UInt64 = 42
  /// Sign-ups over the fourteen months, before insiders and those who were there already.
  package var developers = 3000
  /// Calls over the fourteen months, within a few per mille.
  package var calls = 1_000_000

  package init(seed: UInt64 = 42, developers: Int = 3000, calls: Int = 1_000_000) {
    self.seed = seed
    self.developers = developers
    self.calls = calls
  }
}

/// Fourteen months (2025-09-01 to 2026-10-31, UTC) of exports of the invented Larkspur Payments API.
///
/// A pure function of the options. Everything before October 2026 is steady with noise; what is planted in October
/// stands in `Story`.
package enum SampleCompany {
  /// Writes all exports below `directory` (created if missing) and returns the names of the files, sorted.
  ///
  /// - Parameter progress: called now and then with the number of call rows written so far.
  package static func write(
    to directory: String, options: SampleOptions, progress: ((_ rowsWritten: Int) -> Void)?
  ) throws -> [String] {
    let options = SampleOptions(
      seed: options.seed, developers: max(1, options.developers), calls: max(1, options.calls))
    let world = World(options)
    let journeys = Journeys(world)
    var exports = try Exports(directory)
    let traffic = Traffic(world, planned: journeys.calls.count)
    var writer = CallWriter(world, traffic, journeys.calls)
    try writer.write(&exports, progress: progress)
    try exports.writeAccounts(world)
    try exports.writeUsage(world, journeys, traffic)
    try exports.writeBusiness(world, liveCalls: writer.liveCalls)
    try exports.writeNotes(world, journeys)
    try exports.writeConfiguration(options)
    return exports.names.sorted()
  }
}
