import CMemory
import ReportModel

/// Comparing and packing byte strings by whole words, without reading past their ends.
enum ShortText {
  /// The bytes of a string shorter than eight, packed so that two of one length are equal where their words are.
  @inline(__always)
  static func word(_ text: CallText) -> UInt64 {
    let (start, count) = (text.start, text.count)
    if count >= 4 {
      let first = start.loadUnaligned(as: UInt32.self).littleEndian
      let last = start.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self).littleEndian
      return UInt64(last) << 32 | UInt64(first)
    }
    guard count > 0 else { return 0 }
    return UInt64(text[0]) | UInt64(text[count >> 1]) << 8 | UInt64(text[count &- 1]) << 16
  }

  /// The first sixteen bytes of a string of which as many may be read, zeros in place of what stands behind its end: two
  /// strings of one length up to sixteen are equal where their words are.
  @inline(__always)
  static func words(_ text: CallText) -> SIMD2<UInt64> {
    let mask = throughline_mask(min(text.count, 16)).loadUnaligned(as: SIMD2<UInt64>.self)
    let words = text.start.loadUnaligned(as: SIMD2<UInt64>.self) & mask
    return SIMD2(words.x.littleEndian, words.y.littleEndian)
  }

  /// The same of a string that is known to be no longer.
  @inline(__always)
  static func shortWords(_ text: CallText) -> SIMD2<UInt64> {
    let mask = throughline_mask(text.count).loadUnaligned(as: SIMD2<UInt64>.self)
    let words = text.start.loadUnaligned(as: SIMD2<UInt64>.self) & mask
    return SIMD2(words.x.littleEndian, words.y.littleEndian)
  }

  /// The same of its last sixteen bytes; of a shorter string, all.
  @inline(__always)
  static func lastWords(_ text: CallText) -> SIMD2<UInt64> {
    words(CallText(start: text.start + max(text.count &- 16, 0), count: text.count))
  }

  /// Whether a text is what stands at `other`, which has at least its length.
  @inline(__always)
  static func equal(_ text: CallText, _ other: UnsafeRawPointer) -> Bool {
    let (start, count) = (text.start, text.count)
    guard count >= 8 else { return word(text) == word(CallText(start: other, count: count)) }
    var index = 0
    while index &+ 8 < count {
      let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word != other.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
      index &+= 8
    }
    let last = count &- 8
    return start.loadUnaligned(fromByteOffset: last, as: UInt64.self)
      == other.loadUnaligned(fromByteOffset: last, as: UInt64.self)
  }
}
