import TestSupport
import ReportModel
import Testing

@testable import Loaders

@Suite struct DelimitedTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  private func read(_ text: String, name: String = "t.csv") throws -> RowsRead { RowsRead(try pad.file(name, text)) }

  @Test("Quotes hold delimiters, line ends and doubled quotes")
  func quotes() throws {
    let read = try read("a,b,c\n1,\"x, y\",\"say \"\"hi\"\"\"\n2,\"two\r\nlines\n\",\"\"\n3, \"padded\" ,5\" pipe\n")
    #expect(
      read.texts == [
        ["a": "1", "b": "x, y", "c": "say \"hi\""], ["a": "2", "b": "two\r\nlines\n"],
        ["a": "3", "b": "padded", "c": "5\" pipe"],
      ])
    #expect(read.rows.map(\.line) == [2, 3, 6])
    #expect(read.rejects.isEmpty)
  }

  @Test("Line feeds, carriage returns and both end lines, and the last one may be missing")
  func lineEnds() throws {
    for end in ["\n", "\r\n", "\r"] {
      for last in ["", end, end + end] {
        let read = try read(["a,b", "1,2", "", "3,\"4\"", "   ", "5,"].joined(separator: end) + last)
        #expect(read.texts == [["a": "1", "b": "2"], ["a": "3", "b": "4"], ["a": "5"]])
        #expect(read.rows.map(\.line) == [2, 4, 6])
      }
    }
  }

  @Test("The delimiter is found with quotes honoured", arguments: [",", ";", "\t", "|"])
  func delimiters(delimiter: String) throws {
    let rows = [["name", "note", "n"], ["Ada", "\"a,b;c|d,,,,\"", "1"], ["Bob", "x y", "2"]]
    let text = rows.map { $0.joined(separator: delimiter) }.joined(separator: "\n")
    let read = try read(text)
    #expect(
      read.texts == [["name": "Ada", "note": "a,b;c|d,,,,", "n": "1"], ["name": "Bob", "note": "x y", "n": "2"]])
    #expect(read.summary?.format == (delimiter == "\t" ? "tsv" : "csv"))
    #expect(try self.read("sep=\(delimiter)\n" + text).texts == read.texts)
  }

  @Test("A tab-separated file may have more commas than tabs")
  func tabs() throws {
    let read = try read("a,b,c\td\n1,2,3\t4\n", name: "t.tsv")
    #expect(read.texts == [["a,b,c": "1,2,3", "d": "4"]])
  }

  @Test("Names and unquoted cells are trimmed, quoted cells are not")
  func trimming() throws {
    let read = try read(" a , \"b \",c\n 1 ,\" x \",  \n")
    #expect(read.texts == [["a": "1", "b": " x "]])
    #expect(read.summary?.columns == ["a", "b", "c"])
  }

  @Test("A duplicate column is an error that names it")
  func duplicates() throws {
    let read = try read("\nts,status,ts\n1,2,3\n")
    #expect(read.error?.code == .duplicateColumn)
    #expect(read.error?.description == "t.csv:2: columns 1 and 3 are both named ts (rename or remove one of them)")
    #expect(try self.read("a,,\n1,2,3\n").texts == [["a": "1", "": "3"]])
  }

  @Test("A header line that comes again is skipped, also behind a byte order mark")
  func repeatedHeader() throws {
    let read = try read("a,b\n1,2\na,b\n3,4\n\u{FEFF}a,b\n5,6\n")
    #expect(read.texts.map { $0["a"] } == ["1", "3", "5"])
    #expect(read.rejects.isEmpty)
  }

  @Test("Rows with another number of fields are rejected and counted")
  func fieldCounts() throws {
    let read = try read("a,b,c\n1,2\n1,2,3,4\n1,2,3\nx\n")
    #expect(read.rows.count == 1)
    #expect(
      read.rejects.map(\.reason)
        == ["expected 3 fields, found 2", "expected 3 fields, found 4", "expected 3 fields, found 1"])
    #expect(read.rejects.map(\.line) == [2, 3, 5])
    #expect(read.rejects.map(\.excerpt) == ["1,2", "1,2,3,4", "x"])
    #expect(read.summary?.rejected == 3)
  }

  @Test("A quote that is never closed, or closed inside a field, costs its line and no more")
  func strayQuotes() throws {
    let read = try read("a,b\n1,\"open\n2,x\n3,\"y\"z\n4,\"fine\"\n5,\"never\n6,7\n")
    #expect(read.texts.map { $0["a"] } == ["2", "4", "6"])
    #expect(read.rejects.map(\.line) == [2, 4, 6])
    #expect(
      read.rejects.map(\.reason) == [
        "text behind a closing quote", "text behind a closing quote", "a quote is not closed",
      ])
  }

  @Test("An unclosed quote in a large file costs its line too")
  func strayQuoteInLargeFile() throws {
    let rows = (0..<500).map { "\($0),some text\n" }.joined()
    let file = try pad.file("t.csv", "a,b\n1,\"open\n" + rows)
    let read = RowsRead(file, buffering: Buffering(chunk: 256, sample: 256, longestRecord: 2_048))
    #expect(read.error == nil)
    #expect(read.rows.count == 500)
    #expect(read.rejects.map(\.line) == [2])
  }

  @Test("Nothing but blank lines is empty, a header alone is a table without rows")
  func nothing() throws {
    #expect(try read(" \n\n").error?.code == .empty)
    #expect(try read("a,b\n").error == nil)
    #expect(try read("a,b\n").summary?.columns == ["a", "b"])
    #expect(try read(",,\n1,2,3\n").error?.code == .header)
    #expect(try read("a,\"b\n1,2\n").error?.code == .header)
  }

  @Test("Secret cells are masked by their column, also in rows of the wrong shape")
  func masking() throws {
    let read = try read(
      "id,token,email,note\n1,tk9,bob,ok,extra\n2,tk9,bob\n\"tk9,bob\ntk9,bob,x\n")
    #expect(read.rejects.map(\.excerpt) == ["1,***,***,***,***", "***,***,***", "***,***", "***,***,***"])
  }

  /// The plainest reader of RFC 4180 there is.
  static func oracle(_ text: String, _ delimiter: Character) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var characters = Array(text.unicodeScalars)[...]
    while let scalar = characters.popFirst() {
      if isQuoted {
        if scalar == "\"", characters.first == "\"" {
          field += "\""
          characters.removeFirst()
        } else if scalar == "\"" {
          isQuoted = false
        } else {
          field.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if Character(scalar) == delimiter {
        record.append(field)
        field = ""
      } else if scalar == "\n" {
        records.append(record + [field])
        record = []
        field = ""
      } else {
        field.unicodeScalars.append(scalar)
      }
    }
    if !field.isEmpty || !record.isEmpty { records.append(record + [field]) }
    return records
  }

  @Test("Generated tables read as the plain reader reads them", arguments: [",", ";", "\t", "|"] as [Character])
  func generated(delimiter: Character) throws {
    var random = SplitMix(state: 42)
    let pieces = ["a", "é", "😀", "\"", "\n", ",", ";", "\t", "|", " ", "0", "abcdefghijklmnop", "x", "'", "\\"]
    for round in 0..<60 {
      let width = Int.random(in: 2..<9, using: &random)
      var text = (0..<width).map { "column\($0)" }.joined(separator: String(delimiter)) + "\n"
      for _ in 0..<Int.random(in: 0..<30, using: &random) {
        let fields = (0..<width).map { _ -> String in
          let field = (0..<Int.random(in: 0..<6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
          }
          .joined()
          let mustQuote = field.contains { "\"\n \(delimiter)".contains($0) }
          guard mustQuote || Bool.random(using: &random) else { return field }
          return "\"" + field.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
        }
        // A line of one empty field would be a blank line; width is at least 2.
        text += fields.joined(separator: String(delimiter)) + "\n"
      }
      if Bool.random(using: &random) { text.removeLast() }
      let expected = Self.oracle(text, delimiter).dropFirst().map { record in
        Dictionary(uniqueKeysWithValues: record.enumerated().map { ("column\($0)", $1) }.filter { !$1.isEmpty })
      }
      let chunk = [1, 2, 3, 7, 64, 1 << 20][round % 6]
      let read = RowsRead(try pad.file("t.csv", text), buffering: Buffering(chunk: chunk, sample: 128))
      #expect(read.error == nil)
      #expect(read.rejects.map(\.reason) == [])
      #expect(read.texts == Array(expected))
    }
  }
}
