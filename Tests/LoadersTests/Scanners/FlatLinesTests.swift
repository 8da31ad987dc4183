import Foundation
import TestSupport
import Testing

@testable import Loaders

@Suite struct FlatLinesTests {
  /// Each line as text: cells by column, or `no object`.
  private func read(_ text: String, _ columns: [String]) -> [String] {
    var result: [String] = []
    var lines = FlatLines(columns: columns)
    Array(text.utf8).withUnsafeBytes { bytes in
      lines.read(bytes) { line, isObject, cells in
        let shown = cells.map { cell -> String in
          switch cell {
          case .missing: "-"
          case .null: "null"
          case .integer(let value): "\(value)"
          case .text(let text): "'" + String(decoding: text, as: UTF8.self) + "'"
          case .other: "?"
          }
        }
        result.append("\(line) " + (isObject ? shown.joined(separator: " ") : "no object"))
      }
    }
    return result
  }

  @Test func `members in any order, with blanks, and others between`() {
    #expect(
      read(
        #"{"a":"x","n":1}"# + "\n" + #" { "n" : -9223372036854775807 , "z" : [1,{"n":2}], "a" : "y" }"# + "\n\n"
          + #"{"n":null}"# + "\r\n{}", ["a", "n"])
        == ["1 'x' 1", "2 'y' -9223372036854775807", "4 - null", "5 - -"])
  }

  @Test func `escapes, and values of another kind`() {
    #expect(
      read(
        #"{"a":"\"\u00e9\ud83d\ude00\\","n":3.0}"# + "\n" + #"{"a":7,"n":"7"}"# + "\n" + #"{"a":true,"n":1.5}"#,
        ["a", "n"])
        == ["1 '\"é😀\\' 3", "2 7 '7'", "3 ? ?"])
  }

  @Test(arguments: [
    "{", "[]", "x", #"{"a"}"#, #"{"a":}"#, #"{"a":"x""#, #"{"a":"x"} {"#, #"{"a":"x",}"#, #"{"a":01}"#, #"{"a":"x"#,
  ])
  func `what is no object`(text: String) {
    #expect(read(text, ["a"]) == ["1 no object"])
    #expect(read(text + "\n" + #"{"a":1}"#, ["a"]) == ["1 no object", "2 1"])
  }

  @Test func `as the standard library reads it`() throws {
    var random = SplitMix(state: 5)
    for _ in 0..<200 {
      let object: [String: Any] = [
        "a": String((0..<Int.random(in: 0...12, using: &random)).map { _ in "aé\"\\\n\t{}:,😀".randomElement() ?? "a" }),
        "n": Int.random(in: -1_000_000...1_000_000, using: &random),
      ]
      let text = try #require(String(data: JSONSerialization.data(withJSONObject: object), encoding: .utf8))
      #expect(read(text, ["a", "n"]) == ["1 '\(object["a"] ?? "")' \(object["n"] ?? "")"], "\(text)")
    }
  }
}
