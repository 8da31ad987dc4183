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

  /// The rows that have a bit, ascending.
  package func rows(with bit: Int) -> [Int] {
    guard bit >= 0, bit < bits else { return [] }
    let (words, word, mask) = (words, bit >> 6, UInt64(1) << UInt64(bit & 63))
    return storage.withUnsafeBufferPointer { storage in
      (0..<storage.count / words).filter { storage[$0 &* words &+ word] & mask != 0 }
    }
  }

  /// Whether any bit of a range is set.
  package func any(_ row: Int, _ range: Range<Int>) -> Bool {
    let range = range.clamped(to: 0..<bits)
    guard !range.isEmpty, row * words + (range.upperBound - 1) >> 6 < storage.count else { return false }
    for word in range.lowerBound >> 6...(range.upperBound - 1) >> 6 {
      let within = range.clamped(to: word * 64..<word * 64 + 64)
      let mask: UInt64 = (~0 >> UInt64(64 - within.count)) << UInt64(within.lowerBound & 63)
      if storage[row * words + word] & mask != 0 { return true }
    }
    return false
  }

  /// Every bit that is set, by row and then by place.
  func forEach(_ body: (_ row: Int, _ bit: Int) -> Void) {
    for index in storage.indices where storage[index] != 0 {
      var left = storage[index]
      while left != 0 {
        body(index / words, index % words * 64 + left.trailingZeroBitCount)
        left &= left - 1
      }
    }
  }

  package mutating func merge(_ other: BitRows, renumber: (Int) -> Int) {
    other.forEach { set(renumber($0), $1) }
  }
}
