@testable import Loaders

/// Plain readers of text logs, written without the scanners' ways: whole arrays, no pointers, one sign after the other.
enum FuzzOracle {
  /// Values of a pattern's fields; nil where the line does not fit.
  static func fields(_ line: [UInt8], _ pattern: LogPattern) -> [[UInt8]]? {
    var rest = line[...]
    guard rest.starts(with: pattern.literals[0]) else { return nil }
    rest = rest.dropFirst(pattern.literals[0].count)
    var values: [[UInt8]] = []
    for (index, field) in pattern.fields.enumerated() {
      let literal = pattern.literals[index + 1]
      let isLast = index == pattern.fields.count - 1
      guard let length = length(Array(rest), literal, field, isLast) else { return nil }
      values.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length + literal.count)
    }
    return rest.isEmpty ? values : nil
  }

  private static func length(_ text: [UInt8], _ literal: [UInt8], _ field: LogPattern.Field, _ isLast: Bool) -> Int? {
    if literal.isEmpty { return isLast ? text.count : 0 }
    if field.isQuoted {
      var place = 0
      while place < text.count, text[place] != 0x22 { place += text[place] == 0x5C ? 2 : 1 }
      return place < text.count && text[place...].starts(with: literal) ? place : nil
    }
    for place in text.indices where text[place...].starts(with: literal) {
      if isLast, place + literal.count < text.count { continue }
      if field.isList {
        let before = String(decoding: text[..<place], as: UTF8.self)
        let behind = String(decoding: text[place...], as: UTF8.self)
        if before.utf8.last == 0x2C || before.hasSuffix(" :") || behind.hasPrefix(" : ") { continue }
      }
      return place
    }
    return nil
  }

  /// Time, request, status and user agent of a line that is plainly in the combined format; nil says nothing.
  static func combined(_ line: String) -> (time: Substring, request: Substring, status: Substring, agent: Substring)? {
    let form =
      /[0-9.]+ - [a-z]+ \[(?<time>[^\]"\\]*)\] "(?<request>(?:[^"\\]|\\.)*)" (?<status>[0-9]{3}) [0-9]+ "(?:[^"\\]|\\.)*" "(?<agent>(?:[^"\\]|\\.)*)"/
      .asciiOnlyDigits().matchingSemantics(.unicodeScalar)
    guard let match = try? form.wholeMatch(in: line) else { return nil }
    return (match.time, match.request, match.status, match.agent)
  }
}
