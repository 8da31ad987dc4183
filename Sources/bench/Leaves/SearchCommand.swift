import ArgumentParser
import Foundation
import Statistics

/// How long the search itself takes on tables with planted causes: in this process, no file read.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "CPU time of the search on the tables of bench leaves (docs/leaves-benchmark.md).",
    discussion: "Example: bench search --seeds 100")

  @Option(help: "Tables of each kind.") var seeds = 100
  @Option(help: "The first seed.") var firstSeed: UInt64 = 1
  @Option(help: "Runs of each table, of which the fastest counts.") var repeats = 3

  func run() throws {
    print("| tables | n | leaves, median | median | 95 % | worst |")
    print("| --- | --- | --- | --- | --- | --- |")
    for kind in PlantedLeaves.Kind.allCases {
      measure(kind.rawValue, most: kind == .mixedSums ? 9 : 3) { PlantedLeaves.make(kind, seed: $0) }
    }
    measure("wide sums", most: 3) { PlantedSums.wide(seed: $0) }
  }

  private func measure(_ name: String, most: Int, _ make: (UInt64) -> PlantedLeaves) {
    var options = SegmentScan.Options()
    options.depth = 3
    options.most = most
    var leaves: [Double] = []
    var times: [Double] = []
    for seed in firstSeed..<(firstSeed + UInt64(max(1, seeds))) {
      let table = make(seed).scanTable
      leaves.append(Double(table.count))
      times.append((0..<max(1, repeats)).map { _ in Self.time(table, options) }.min() ?? 0)
    }
    times.sort()
    let figures = [0.5, 0.95, 1].map { String(format: "%.1f ms", 1_000 * (Quantile.linear(times, $0) ?? 0)) }
    let size = String(format: "%.0f", Quantile.median(leaves) ?? 0)
    print("| \(name) | \(times.count) | \(size) | \(figures.joined(separator: " | ")) |")
  }

  /// Seconds of CPU.
  private static func time(_ table: ScanTable, _ options: SegmentScan.Options) -> Double {
    let start = clock()
    let result = SegmentScan(table, options: options).run()
    let end = clock()
    precondition(result.explained.count == table.count)
    return Double(end - start) / Double(CLOCKS_PER_SEC)
  }
}

extension PlantedSums {
  /// 20 000 of the combinations of four dimensions with 20 to 500 values, nine in ten forecasts off by a few per cent
  /// and the others by far; two causes. The hardest for the search: many segments, and many leaves to set aside.
  static func wide(seed: UInt64) -> PlantedLeaves {
    var dice = Dice(seed: seed)
    var table = PlantedLeaves(sizes: [20, 60, 300, 500])
    var seen: Set<[Int]> = []
    while table.keys.count < 20_000 {
      let key = table.sizes.map { dice.below($0) }
      guard seen.insert(key).inserted else { continue }
      table.keys.append(key)
      let expected = exp(dice.uniform(1...7))
      let noise = dice.chance(0.1) ? 1.0 : 0.05
      var observed = expected * exp(noise * dice.normal())
      if key[0] == 3 && key[1] < 20 { observed *= 1.6 }
      if key[2] == 7 { observed *= 0.5 }
      table.numbers.append([observed, expected])
    }
    return table
  }
}

extension PlantedLeaves {
  /// The same table as the search takes it.
  var scanTable: ScanTable {
    let codes = sizes.indices.map { dimension in keys.map { Int32($0[dimension]) } }
    func column(_ index: Int) -> [Double] { numbers.map { $0[index] } }
    guard isShares else { return ScanTable(counts: column(0), expected: column(1), sizes: sizes, codes: codes) }
    return ScanTable(
      numerators: column(0), denominators: column(1), baseNumerators: column(2), baseDenominators: column(3),
      sizes: sizes, codes: codes)
  }
}
