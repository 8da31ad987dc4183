import TestSupport
import ReportModel
import Rollup

typealias SeededRandom = SplitMix

extension SplitMix {
  init(seed: UInt64) { self.init(state: seed) }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
  mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }
}

/// Lends a text as bytes, behind which others stand, as in a row.
func withBytes<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
  let behind = [UInt8](repeating: 0xA5, count: CallRow.readableBehind)
  return try (Array(text.utf8) + behind).withUnsafeBytes {
    try body(UnsafeRawBufferPointer(rebasing: $0.dropLast(behind.count)))
  }
}

/// Lends the segments of a path.
func withSegments<Result>(_ path: String, _ body: ([UnsafeRawBufferPointer]) throws -> Result) rethrows -> Result {
  try withBytes(path) { bytes in
    var segments: [UnsafeRawBufferPointer] = []
    PathSegments.split(bytes, into: &segments)
    return try body(segments)
  }
}

func moment(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Instant {
  Int64(Civil.day(year: year, month: month, day: day)) * Duration.day + Int64(hour * 60 + minute) * Duration.minute
}

/// New York from autumn 2024 to autumn 2026, as numbers.
let newYork = ZoneTable(
  name: "America/New_York",
  transitions: [
    moment(2024, 11, 3, 6), moment(2025, 3, 9, 7), moment(2025, 11, 2, 6), moment(2026, 3, 8, 7),
    moment(2026, 11, 1, 6),
  ], offsets: [-4, -5, -4, -5, -4, -5].map { $0 * Duration.hour })

/// A small company of developers, tokens and companies, and what is asked of its calls.
struct SmallCompany {
  var configuration = ReportConfiguration()
  var window = ReportWindow(month: Month(year: 2026, month: 10), zone: .utc)
  var exports = Exports()

  func accumulator() -> CallAccumulator {
    CallAccumulator(
      plan: RollupPlan(window: window, configuration: configuration),
      identity: Identity(developers: exports.developers, companies: exports.companies, tokens: exports.tokens),
      catalogue: exports.endpoints,
      anchors: DeveloperAnchors.all(in: exports, quickstart: configuration.quickstart),
      plans: exports.developers.map { $0.plan ?? "" })
  }

  func rollup(_ calls: [ExampleCall]) -> Rollup {
    var accumulator = accumulator()
    accumulator.add(calls)
    return Rollup(finishing: accumulator)
  }
}
