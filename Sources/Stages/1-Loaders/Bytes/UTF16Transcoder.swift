/// UTF-16 in, UTF-8 out, in pieces of any size; an unpaired surrogate becomes U+FFFD.
struct UTF16Transcoder {
  private let isBigEndian: Bool
  private var halfUnit: UInt8?
  private var highSurrogate: UInt16?
  private var pending: [UInt8] = []
  private var pendingStart = 0

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  var hasHalfUnit: Bool { halfUnit != nil }

  mutating func feed(_ bytes: ArraySlice<UInt8>) {
    pending.removeSubrange(..<pendingStart)
    pendingStart = 0
    for byte in bytes {
      guard let first = halfUnit else {
        halfUnit = byte
        continue
      }
      halfUnit = nil
      append(unit: isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first))
    }
  }

  /// Moves out what fits.
  mutating func drain(into output: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(output.count, pending.count - pendingStart)
    for index in 0..<count { output[index] = pending[pendingStart + index] }
    pendingStart += count
    return count
  }

  /// Ends the text; true where that left something to drain.
  mutating func finish() -> Bool {
    guard highSurrogate != nil else { return false }
    highSurrogate = nil
    append(scalar: "\u{FFFD}")
    return true
  }

  private mutating func append(unit: UInt16) {
    if let high = highSurrogate {
      highSurrogate = nil
      if unit & 0xFC00 == 0xDC00 {
        let value = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
        append(scalar: Unicode.Scalar(value) ?? "\u{FFFD}")
        return
      }
      append(scalar: "\u{FFFD}")
    }
    if unit & 0xFC00 == 0xD800 {
      highSurrogate = unit
    } else {
      append(scalar: Unicode.Scalar(unit) ?? "\u{FFFD}")
    }
  }

  private mutating func append(scalar: Unicode.Scalar) { pending.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
}
