/// A choice of dimensions, and the segments that it cuts the leaves into.
struct Cuboid: Sendable {
  /// Ascending.
  let dimensions: [Int]
  /// Segment of each leaf, in `0..<count`; segments are numbered by their codes, not by the order of the leaves.
  let segment: [Int32]
  let count: Int
  /// Code in each of `dimensions`, by segment.
  let values: [[Int32]]

  /// Dense keys up to here; beyond, keys are sorted.
  private static let denseLimit = 1 << 21

  init(_ dimensions: [Int], of table: ScanTable) {
    self.dimensions = dimensions
    var keys = [Int](repeating: 0, count: table.count)
    var space = 1
    for dimension in dimensions {
      let size = table.sizes[dimension]
      let codes = table.codes[dimension]
      for leaf in keys.indices { keys[leaf] = keys[leaf] &* size &+ Int(codes[leaf]) }
      space = space.multipliedReportingOverflow(by: size).overflow ? Int.max : space * size
    }
    let distinct: [Int]
    var segment = [Int32](repeating: 0, count: keys.count)
    if space <= Self.denseLimit {
      var number = [Int32](repeating: -1, count: space)
      for key in keys { number[key] = 0 }
      var used: [Int] = []
      for key in number.indices where number[key] == 0 {
        number[key] = Int32(used.count)
        used.append(key)
      }
      for leaf in keys.indices { segment[leaf] = number[keys[leaf]] }
      distinct = used
    } else {
      distinct = Array(Set(keys)).sorted()
      let number = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, Int32($0)) })
      for leaf in keys.indices { segment[leaf] = number[keys[leaf]] ?? 0 }
    }
    self.segment = segment
    count = distinct.count
    values = distinct.map { key in
      var rest = key
      var codes: [Int32] = []
      for dimension in dimensions.reversed() {
        codes.append(Int32(rest % table.sizes[dimension]))
        rest /= table.sizes[dimension]
      }
      return codes.reversed()
    }
  }

  /// All choices of one to `depth` dimensions, the fewer and the earlier first.
  static func all(of table: ScanTable, depth: Int) -> [Cuboid] {
    var choices: [[Int]] = []
    func extend(_ chosen: [Int], from first: Int, to size: Int) {
      if chosen.count == size {
        choices.append(chosen)
        return
      }
      for dimension in table.sizes.indices where dimension >= first {
        extend(chosen + [dimension], from: dimension + 1, to: size)
      }
    }
    for size in 1...max(1, min(depth, table.sizes.count)) { extend([], from: 0, to: size) }
    return choices.map { Cuboid($0, of: table) }
  }

  func sums(_ values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for leaf in segment.indices { sums[Int(segment[leaf])] += values[leaf] }
    return sums
  }
}
