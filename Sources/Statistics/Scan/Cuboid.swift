/// A choice of dimensions, and the segments that it cuts the leaves into.
struct Cuboid: Sendable {
  /// Ascending.
  let dimensions: [Int]
  /// Segment of each leaf, in `0..<count`; segments are numbered by their codes, not by the order of the leaves.
  let segment: [Int32]
  let count: Int
  /// Code in each of `dimensions`, one segment after the other.
  private let codes: [Int32]
  /// Leaves, one segment after the other, ascending in each.
  private let members: [Int32]
  /// Where the leaves of each segment begin in `members`, and at the end how many there are.
  private let starts: [Int32]

  /// Keys up to so many times the leaves are counted through; beyond, they are sorted.
  private static let sparseness = 8

  init(_ dimensions: [Int], of table: ScanTable) {
    self.dimensions = dimensions
    var keys = [Int](repeating: 0, count: table.count)
    var space = 1
    for dimension in dimensions {
      let size = table.sizes[dimension]
      let codes = table.codes[dimension]
      keys.withUnsafeMutableBufferPointer { keys in
        codes.withUnsafeBufferPointer { codes in
          for leaf in keys.indices { keys[leaf] = keys[leaf] &* size &+ Int(codes[leaf]) }
        }
      }
      space = space.multipliedReportingOverflow(by: size).overflow ? Int.max : space * size
    }
    let isDense = space <= Self.sparseness * max(keys.count, 64)
    let (distinct, segment) = isDense ? Self.counted(keys, space) : Self.sorted(keys)
    self.segment = segment
    count = distinct.count
    codes = Self.codes(distinct, sizes: dimensions.map { table.sizes[$0] })
    (members, starts) = Self.members(of: segment, count: distinct.count)
  }

  /// Keys taken apart again.
  private static func codes(_ keys: [Int], sizes: [Int]) -> [Int32] {
    var codes = [Int32](repeating: 0, count: keys.count * sizes.count)
    codes.withUnsafeMutableBufferPointer { codes in
      for (segment, key) in keys.enumerated() {
        var rest = key
        for position in sizes.indices.reversed() {
          let (quotient, code) = rest.quotientAndRemainder(dividingBy: sizes[position])
          codes[segment * sizes.count + position] = Int32(truncatingIfNeeded: code)
          rest = quotient
        }
      }
    }
    return codes
  }

  /// Keys that occur, ascending, and the position among them of each leaf's.
  private static func counted(_ keys: [Int], _ space: Int) -> ([Int], [Int32]) {
    var number = [Int32](repeating: -1, count: space)
    var distinct: [Int] = []
    for key in keys { number[key] = 0 }
    for key in number.indices where number[key] == 0 {
      number[key] = Int32(distinct.count)
      distinct.append(key)
    }
    return (distinct, keys.map { number[$0] })
  }

  /// The same where there are many more keys than leaves.
  private static func sorted(_ keys: [Int]) -> ([Int], [Int32]) {
    var distinct: [Int] = []
    var segment = [Int32](repeating: 0, count: keys.count)
    let items = keys.enumerated().map { (key: UInt64(bitPattern: Int64($1)), index: Int32($0)) }
    for item in AscendingOrder.sorted(items) {
      let key = Int(Int64(bitPattern: item.key))
      if key != distinct.last { distinct.append(key) }
      segment[Int(item.index)] = Int32(distinct.count - 1)
    }
    return (distinct, segment)
  }

  private static func members(of segment: [Int32], count: Int) -> ([Int32], [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    var members = [Int32](repeating: 0, count: segment.count)
    segment.withUnsafeBufferPointer { segment in
      members.withUnsafeMutableBufferPointer { members in
        starts.withUnsafeMutableBufferPointer { starts in
          for index in segment { starts[Int(index)] &+= 1 }
          var sum: Int32 = 0
          for index in starts.indices {
            sum &+= starts[index]
            starts[index] = sum
          }
          // From the last leaf to the first, so that each segment's end moves down to its beginning.
          for leaf in segment.indices.reversed() {
            let index = Int(segment[leaf])
            starts[index] &-= 1
            members[Int(starts[index])] = Int32(truncatingIfNeeded: leaf)
          }
        }
      }
    }
    return (members, starts)
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
}

extension Cuboid {
  /// Leaves of a segment, ascending.
  func leaves(of segment: Int) -> ArraySlice<Int32> {
    members[Int(starts[segment])..<Int(starts[segment + 1])]
  }

  /// Code in each of `dimensions`.
  func codes(of segment: Int) -> [Int32] {
    Array(codes[segment * dimensions.count..<(segment + 1) * dimensions.count])
  }

  func code(of segment: Int, at position: Int) -> Int32 { codes[segment * dimensions.count + position] }

  /// The segment with these codes; nil where no leaf has them.
  func index(of wanted: [Int32]) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if codes(of: middle).lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    return low < count && codes(of: low) == wanted ? low : nil
  }

  func sums(_ values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for leaf in segment.indices { sums[Int(segment[leaf])] += values[leaf] }
    return sums
  }
}
