/// Orders of many numbers, made by their digits rather than by comparison (radix sort; Knuth, The Art of Computer
/// Programming 3, 5.2.5): an ordinary sort of the leaves took longer than the search.
enum AscendingOrder {
  private static let digitBits: UInt64 = 11

  /// The indices by their values; those of equal values stay in the order in which they were given.
  static func sorted(_ indices: [Int32], by values: [Double]) -> [Int32] {
    sorted(indices.map { (key: key(values[Int($0)]), index: $0) }).map(\.index)
  }

  /// The same of keys that are whole already.
  static func sorted(_ keyed: [(key: UInt64, index: Int32)]) -> [(key: UInt64, index: Int32)] {
    var items = keyed
    let (all, any) = items.reduce((~UInt64(0), UInt64(0))) { ($0.0 & $1.key, $0.1 | $1.key) }
    // Bits that differ between some of them.
    let varying = all ^ any
    var other = items
    for shift in stride(from: UInt64(0), to: 64, by: Int(digitBits)) {
      let mask = UInt64(1) << digitBits - 1
      guard (varying >> shift) & mask != 0 else { continue }
      distribute(items, to: &other, shift: shift, mask: mask)
      swap(&items, &other)
    }
    return items
  }

  private static func distribute(
    _ items: [(key: UInt64, index: Int32)], to other: inout [(key: UInt64, index: Int32)], shift: UInt64, mask: UInt64
  ) {
    var next = [Int](repeating: 0, count: Int(mask) + 2)
    next.withUnsafeMutableBufferPointer { next in
      items.withUnsafeBufferPointer { items in
        other.withUnsafeMutableBufferPointer { other in
          for item in items { next[Int((item.key >> shift) & mask) + 1] &+= 1 }
          for digit in 1..<next.count { next[digit] &+= next[digit - 1] }
          for item in items {
            let digit = Int((item.key >> shift) & mask)
            other[next[digit]] = item
            next[digit] &+= 1
          }
        }
      }
    }
  }

  /// Whole numbers in the order of the doubles; −0 is 0.
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
}
