import CScan

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

typealias Bytes = UnsafePointer<UInt8>
typealias Slice = UnsafeRawBufferPointer

extension UInt8 {
  @inline(__always) static var tab: UInt8 { 0x09 }
  @inline(__always) static var lineFeed: UInt8 { 0x0A }
  @inline(__always) static var carriageReturn: UInt8 { 0x0D }
  @inline(__always) static var space: UInt8 { 0x20 }
  @inline(__always) static var quote: UInt8 { 0x22 }
  @inline(__always) static var comma: UInt8 { 0x2C }
  @inline(__always) static var minus: UInt8 { 0x2D }
  @inline(__always) static var dot: UInt8 { 0x2E }
  @inline(__always) static var slash: UInt8 { 0x2F }
  @inline(__always) static var colon: UInt8 { 0x3A }
  @inline(__always) static var equals: UInt8 { 0x3D }
  @inline(__always) static var openBracket: UInt8 { 0x5B }
  @inline(__always) static var backslash: UInt8 { 0x5C }
  @inline(__always) static var closeBracket: UInt8 { 0x5D }
  @inline(__always) static var openBrace: UInt8 { 0x7B }
  @inline(__always) static var closeBrace: UInt8 { 0x7D }

  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// 0–15, or nil.
  @inline(__always) var hexValue: UInt8? {
    if isDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}

/// Looking for bytes eight at a time.
///
/// Functions on `Bytes` may look up to 7 bytes past their end: every buffer of a `Window` is padded for it.
enum ByteSearch {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highs: UInt64 = 0x8080_8080_8080_8080
  static let zeroDigits: UInt64 = 0x3030_3030_3030_3030

  @inline(__always)
  static func word(_ bytes: Bytes) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  /// High bit set in each byte of `word` that equals `byte`; exact up to and including the lowest such byte.
  @inline(__always)
  static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highs
  }

  /// High bit set in each byte below `limit` (≤ 128); exact up to and including the lowest such byte.
  @inline(__always)
  static func below(_ word: UInt64, _ limit: UInt8) -> UInt64 {
    (word &- ones &* UInt64(limit)) & ~word & highs
  }

  /// High bit set in each byte that is more than 9; of digits that is none behind `^ zeroDigits`.
  @inline(__always)
  static func aboveNine(_ word: UInt64) -> UInt64 {
    (((word & ~highs) &+ 0x7676_7676_7676_7676) | word) & highs
  }

  /// High bit set in each byte that is a letter.
  @inline(__always)
  static func letters(_ word: UInt64) -> UInt64 {
    let lower = (word | 0x2020_2020_2020_2020) & ~highs
    // From `a` on, and not beyond `z`.
    return (lower &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(lower &+ 0x0505_0505_0505_0505) & ~word & highs
  }

  /// First `byte` in `start..<end`, or nil.
  @inline(__always)
  static func first(_ byte: UInt8, from start: Bytes, to end: Bytes) -> Bytes? {
    memchr(start, Int32(byte), end - start).map { Bytes($0.assumingMemoryBound(to: UInt8.self)) }
  }

  /// First of a quote, backslash or control character at or after `start`; one must exist.
  @inline(__always)
  static func stringStop(from start: Bytes) -> Bytes {
    var place = start
    while true {
      let word = word(place)
      let found = matches(word, .quote) | matches(word, .backslash) | below(word, 0x20)
      if found != 0 { return place + found.trailingZeroBitCount / 8 }
      place += 8
    }
  }

  static func count(_ byte: UInt8, in bytes: Slice) -> Int {
    guard var place = bytes.baseAddress.map({ Bytes($0.assumingMemoryBound(to: UInt8.self)) }) else { return 0 }
    let end = place + bytes.count
    var count = 0
    while let found = first(byte, from: place, to: end) {
      count += 1
      place = found + 1
    }
    return count
  }

  /// Whether all bytes are ASCII and none is NUL.
  static func isPlainText(_ bytes: Slice) -> Bool {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    return throughline_scan_is_ascii(LineIndex.means, base, bytes.count)
  }

  @inline(__always)
  static func equal(_ left: Slice, _ right: Slice) -> Bool {
    guard left.count == right.count else { return false }
    guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return true }
    return memcmp(leftBase, rightBase, left.count) == 0
  }
}
