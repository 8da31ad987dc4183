/// One row of bits per entity (weeks in which a token called), all rows equally long.
package struct BitRows: Sendable {
  package let bits: Int
  private let words: Int
  private var storage: [UInt64] = []

  package init(bits: Int) {
    self.bits = max(1, bits)
    words = (self.bits + 63) / 64
  }

  package var count: Int { storage.count / words }

  @inline(__always)
  package mutating func set(_ row: Int, _ bit: Int) {
    let index = row * words + bit >> 6
    if index >= storage.count {
      let needed = (row + 1) * words
      storage.append(contentsOf: repeatElement(0, count: needed - storage.count))
    }
    storage[index] |= 1 << UInt64(bit & 63)
  }

  package func contains(_ row: Int, _ bit: Int) -> Bool {
    guard bit >= 0, bit < bits, row * words + bit >> 6 < storage.count else { return false }
    return storage[row * words + bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  /// Whether any bit of a range is set.
  package func any(_ row: Int, _ range: Range<Int>) -> Bool {
    range.clamped(to: 0..<bits).contains { contains(row, $0) }
  }

  package mutating func merge(_ other: BitRows, renumber: (Int) -> Int) {
    for row in 0..<other.count {
      for bit in 0..<other.bits where other.contains(row, bit) { set(renumber(row), bit) }
    }
  }
}
