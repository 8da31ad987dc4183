/// Comparing and packing byte strings by whole words, without reading past their ends.
enum ShortText {
  /// The bytes of a string shorter than eight, packed so that two of one length are equal where their words are.
  @inline(__always)
  static func word(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 4 {
      let first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self).littleEndian
      let last = bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self).littleEndian
      return UInt64(last) << 32 | UInt64(first)
    }
    guard count > 0 else { return 0 }
    return UInt64(bytes[0]) | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count &- 1]) << 16
  }

  /// The first and the last eight bytes, which overlap in strings shorter than sixteen.
  @inline(__always)
  static func ends(_ bytes: UnsafeRawBufferPointer) -> (first: UInt64, last: UInt64) {
    let count = bytes.count
    guard count >= 8 else { return (word(bytes), 0) }
    return (
      bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self).littleEndian,
      bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self).littleEndian
    )
  }

  /// Whether two strings of one length are the same.
  @inline(__always)
  static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let count = right.count
    guard count >= 8 else { return word(left) == word(right) }
    var index = 0
    while index &+ 8 < count {
      let word = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word != right.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
      index &+= 8
    }
    let last = count &- 8
    return left.loadUnaligned(fromByteOffset: last, as: UInt64.self)
      == right.loadUnaligned(fromByteOffset: last, as: UInt64.self)
  }
}

/// The ids of short values seen lately, in front of a `ByteInterner`: dimensions with few values are found by
/// comparing two words.
struct ValueCache: Sendable {
  private struct Entry {
    var first: UInt64 = 0
    var last: UInt64 = 0
    /// 0 = free.
    var count: Int32 = 0
    var id: Int32 = 0
  }

  /// Longer values are not kept here.
  static let longest = 16
  private var entries = [Entry](repeating: Entry(), count: 256)

  /// The id of a value of 1 to `longest` bytes, or −1.
  @inline(__always)
  func find(_ bytes: UnsafeRawBufferPointer) -> Int {
    let (first, last) = ShortText.ends(bytes)
    let entry = entries[Self.place(first, last)]
    return entry.first == first && entry.last == last && entry.count == bytes.count ? Int(entry.id) : -1
  }

  mutating func keep(_ id: Int, for bytes: UnsafeRawBufferPointer) {
    let (first, last) = ShortText.ends(bytes)
    entries[Self.place(first, last)] = Entry(first: first, last: last, count: Int32(bytes.count), id: Int32(id))
  }

  @inline(__always)
  private static func place(_ first: UInt64, _ last: UInt64) -> Int {
    Int(truncatingIfNeeded: ((first ^ last &* 0x9E37_79B9_7F4A_7C15) &* 0xA076_1D64_78BD_642F) >> 56)
  }
}
