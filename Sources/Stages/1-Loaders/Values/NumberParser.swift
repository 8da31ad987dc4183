/// Reads numbers as exports write them: a minus, digits, a dot; no thousands separators, no `nan`, no hexadecimals.
package enum NumberParser {
  /// A whole number; `200.0` is one, because data frames with a gap in the column write it like that.
  package static func int(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { int(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// A finite number.
  package static func double(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { double(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The whole number a cell holds, as a JSON number or as text.
  package static func int(_ value: Value) -> Int? { digits(of: value).flatMap { int($0) } }

  /// The number a cell holds, as a JSON number or as text.
  package static func double(_ value: Value) -> Double? { digits(of: value).flatMap { double($0) } }

  private static func digits(of value: Value) -> String? {
    switch value {
    case .text(let text), .number(let text): text
    case .flag, .nested: nil
    }
  }

  static func int(bytes: UnsafeRawBufferPointer) -> Int? {
    let bytes = trimmed(bytes)
    var index = 0
    let isNegative = bytes.first == .minus
    if isNegative { index = 1 }
    let first = index
    var value = 0
    while index < bytes.count, bytes[index].isDigit {
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, carries) = product.addingReportingOverflow(Int(bytes[index] &- 0x30))
      if overflows || carries { return nil }
      value = sum
      index += 1
    }
    guard index > first else { return nil }
    if index < bytes.count {
      guard bytes[index] == .dot, index + 1 < bytes.count, bytes[(index + 1)...].allSatisfy({ $0 == 0x30 }) else {
        return nil
      }
    }
    return isNegative ? -value : value
  }

  static func double(bytes: UnsafeRawBufferPointer) -> Double? {
    let bytes = trimmed(bytes)
    guard isDecimal(bytes), let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// `-12`, `12.5`, `.5`, `12.`, `1.2e-3`.
  private static func isDecimal(_ bytes: Slice) -> Bool {
    var index = bytes.first == .minus ? 1 : 0
    func skipDigits() -> Int {
      let first = index
      while index < bytes.count, bytes[index].isDigit { index += 1 }
      return index - first
    }
    var digits = skipDigits()
    if index < bytes.count, bytes[index] == .dot {
      index += 1
      digits += skipDigits()
    }
    guard digits > 0 else { return false }
    if index < bytes.count, bytes[index] | 0x20 == 0x65 {
      index += 1
      if index < bytes.count, bytes[index] == .minus || bytes[index] == 0x2B { index += 1 }
      if skipDigits() == 0 { return false }
    }
    return index == bytes.count
  }

  private static func trimmed(_ bytes: Slice) -> Slice {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] == .space || bytes[start] == .tab { start += 1 }
    while start < end, bytes[end - 1] == .space || bytes[end - 1] == .tab { end -= 1 }
    return Slice(rebasing: bytes[start..<end])
  }
}
