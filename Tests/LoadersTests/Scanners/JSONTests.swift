import ReportModel
import Testing

@testable import Loaders

@Suite struct JSONTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  private func read(_ text: String, name: String = "t.ndjson") throws -> RowsRead { RowsRead(try pad.file(name, text)) }

  @Test("Every kind of value is read as what it is")
  func values() throws {
    let read = try read(
      #"{"t":"x","n":-1.50e+3,"big":1712790000123000000,"yes":true,"no":false,"nil":null,"e":"","o":{"a":[1,{"b":"}"}]}}"#
    )
    #expect(
      read.rows.first?.cells == [
        "t": .text("x"), "n": .number("-1.50e+3"), "big": .number("1712790000123000000"), "yes": .flag(true),
        "no": .flag(false), "o": .nested(#"{"a":[1,{"b":"}"}]}"#),
      ])
    #expect(read.summary?.columns == ["t", "n", "big", "yes", "no", "nil", "e", "o"])
    #expect(read.summary?.format == "ndjson")
  }

  @Test("Escapes are resolved, in keys too")
  func escapes() throws {
    let read = try read(#"{"a\u0062":"\"\\\/\b\f\n\r\t \u00e9 \ud83d\ude00 \ud83d x \ude00","\"":"\u005c"}"#)
    #expect(
      read.texts == [["ab": "\"\\/\u{8}\u{C}\n\r\t é 😀 \u{FFFD} x \u{FFFD}", "\"": "\\"]])
  }

  @Test("Members of nested objects are reached by dotted names")
  func nested() {
    let row = Row(
      line: 1, ["a": .nested(#"{ "b" : {"c": 5, "d.e": "f"}, "b2": [1], "x\u0079": true }"#), "a.z": .text("w")])
    #expect(row["a.b.c"] == .number("5"))
    #expect(row["a.b.d.e"] == .text("f"))
    #expect(row["a.b2"] == .nested("[1]"))
    #expect(row["a.xy"] == .flag(true))
    #expect(row["a.z"] == .text("w"))
    #expect(row["a.q"] == nil)
    #expect(row["a.b2.c"] == nil)
    #expect(row["q.b"] == nil)
  }

  @Test("The last of two members of one name counts")
  func duplicateKeys() throws {
    let read = try read(#"{"a":1,"b":2,"a":3}"#)
    #expect(read.rows.first?.cells["a"] == .number("3"))
  }

  @Test("Lines, arrays, wrapped arrays and printed objects hold the same rows")
  func layouts() throws {
    let objects = [#"{"a":1,"b":[{"c":2}]}"#, #"{"a":2,"b":"]"}"#, #"{"a":3}"#]
    let pretty = objects.map {
      $0.replacing("{\"a\"", with: "{\n  \"a\"").replacing(",\"b\"", with: ",\n  \"b\"") + "\n"
    }
    let cases: [(name: String, text: String, format: String)] = [
      ("t.ndjson", objects.joined(separator: "\n"), "ndjson"),
      ("t.ndjson", objects.joined(separator: "\r\n") + "\r\n", "ndjson"),
      ("t.json", objects.joined(separator: "\n\n"), "ndjson"),
      ("t.json", "[" + objects.joined(separator: ",") + "]", "json"),
      ("t.json", " [\n" + pretty.joined(separator: ",") + "]\n", "json"),
      ("t.ndjson", "[" + objects.joined(separator: ",\n") + "]", "json"),
      ("t.json", "{\"data\":[" + objects.joined(separator: ",") + "],\"next\":null}", "json"),
      ("t.json", "{\n\"meta\": {\"n\": [3]},\n\"items\" : [ " + pretty.joined(separator: " , ") + "]}", "json"),
      ("t.json", pretty.joined(), "json"), ("t.ndjson", pretty.joined(), "json"),
      ("t.log", objects.joined(separator: "\n"), "ndjson"),
      ("t.json", "[" + objects[0] + "]\n[" + objects[1] + "," + objects[2] + "]", "json"),
    ]
    for (name, text, format) in cases {
      let read = try read(text, name: name)
      #expect(read.error == nil, "\(text)")
      #expect(read.texts.map { $0["a"] } == ["1", "2", "3"], "\(text)")
      #expect(read.summary?.format == format, "\(text)")
      #expect(read.rejects.isEmpty, "\(text)")
    }
  }

  @Test("Line numbers are those of the file")
  func lineNumbers() throws {
    #expect(try read("\n{\"a\":1}\n \n{\"a\":2}").rows.map(\.line) == [2, 4])
    #expect(try read("[\n{\"a\":\n1},\n\n{\"a\":2}, {\"a\":3}]", name: "t.json").rows.map(\.line) == [2, 5, 5])
  }

  @Test("A single object is a row, an empty array is no row")
  func single() throws {
    #expect(try read(#"{"a":1,"tags":["x"]}"#, name: "t.json").texts == [["a": "1", "tags": #"["x"]"#]])
    #expect(try read(#"{"a":1,"items":[{"b":2}]}"#, name: "t.ndjson").texts == [["a": "1", "items": #"[{"b":2}]"#]])
    let empty = try read("[]", name: "t.json")
    #expect(empty.error == nil)
    #expect(empty.rows.isEmpty)
    #expect(try read("{\"data\":[]}", name: "t.json").rows.isEmpty)
  }

  @Test(
    "A malformed line is rejected with a reason, and the next one is read",
    arguments: [
      ("{\"a\":1", "malformed JSON: it ends early"), ("{\"a\":1}x", "malformed JSON: expected the end of the line"),
      ("{\"a\" 1}", "malformed JSON: expected a colon"), ("{\"a\":}", "malformed JSON: expected a value"),
      ("{\"a\":01}", "malformed JSON: expected a comma or }"), ("{\"a\":1,}", "malformed JSON: expected a quote"),
      ("{a:1}", "malformed JSON: expected a quote"), ("{\"a\":\"\\x\"}", "malformed JSON: expected an escape"),
      ("{\"a\":\"\\u12g4\"}", "malformed JSON: expected four hexadecimal digits"),
      ("{\"a\":tru}", "malformed JSON: expected a value"),
      ("{\"a\":[1,}]}", "malformed JSON: expected a value"),
      ("{\"a\":\"\tx\"}", "malformed JSON: expected a closing quote before the control character"),
      ("[1]", "not a JSON object"), ("hello", "not a JSON object"),
      ("{\"a\":1}{\"b\":2}", "malformed JSON: expected the end of the line"),
      ("{\"a\":1.}", "malformed JSON: expected a value"), ("{\"a\":-}", "malformed JSON: expected a value"),
    ])
  func malformed(line: String, reason: String) throws {
    let read = try read("{\"a\":0}\n" + line + "\n{\"a\":2}\n")
    #expect(read.texts == [["a": "0"], ["a": "2"]])
    #expect(read.rejects.map(\.reason) == [reason])
    #expect(read.rejects.map(\.line) == [2])
  }

  @Test("NaN and Infinity make a cell unreadable, not a row")
  func notNumbers() throws {
    let read = try read(#"{"a":NaN,"b":-Infinity,"c":Infinity,"d":1}"#)
    #expect(read.texts == [["a": "NaN", "b": "-Infinity", "c": "Infinity", "d": "1"]])
    #expect(read.rows.first?.cells["a"].flatMap { NumberParser.double($0) } == nil)
  }

  @Test("A malformed element of an array costs that element")
  func malformedElements() throws {
    let read = try read(#"[{"a":1},{"a":tru},{"a":{"b":[}},{"a":"]}"},7,"x",[],{"a":4}]"#, name: "t.json")
    #expect(read.texts == [["a": "1"], ["a": "]}"], ["a": "4"]])
    #expect(read.rejects.count == 5)
    let lines = try self.read("[\n{\"a\":1},\n{\"a\":\"open},\n{\"a\":3},\n{\"a\":4}\n]\n", name: "t.json")
    #expect(lines.texts == [["a": "1"], ["a": "3"], ["a": "4"]])
    #expect(lines.rejects.map(\.line) == [3])
  }

  @Test("An array that stops before its end is an error, after the rows that are whole")
  func truncated() throws {
    for text in [#"[{"a":1},{"a":2"#, #"[{"a":1},"#, #"[{"a":1}"#, #"{"data":[{"a":1},{"#] {
      let read = try read(text, name: "t.json")
      #expect(read.error?.code == .truncated, "\(text)")
      #expect(read.rows.count == 1, "\(text)")
    }
    #expect(try read(#"[{"a":1}] x"#, name: "t.json").error?.code == .malformed)
    #expect(try read("ts,status\n1,2\n", name: "t.json").error?.code == .malformed)
    #expect(try read("{\"a\": 1, \"b\": \"x\n", name: "t.json").rejects.count == 1)
  }

  @Test("Nesting without end is refused, not followed")
  func depth() throws {
    let deep = String(repeating: "[", count: 100_000)
    let read = try read(
      "{\"a\":\(deep)\n{\"a\":\(String(repeating: "[", count: 400))\(String(repeating: "]", count: 400))}\n")
    #expect(read.rows.count == 1)
    #expect(read.rejects.map(\.reason) == ["malformed JSON: expected fewer levels"])
  }
}
