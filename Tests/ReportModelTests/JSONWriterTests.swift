import Foundation
import ReportModel
import Testing

/// Foundation's encoder is the oracle: not a byte may differ.
@Suite struct JSONWriterTests {
  private typealias Tables = [String: [TableRow]]

  private func differs(_ tables: Tables) throws -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    var json = JSONWriter()
    json.object(Array(tables.keys)) { json, table in
      let rows = tables[table] ?? []
      json.list(count: rows.count) { json, place in
        json.row(rows[place])
      }
    }
    return try Array(encoder.encode(tables)) != json.bytes
  }

  private func differing(_ cells: [Cell]) throws -> [Cell] { try cells.filter { try differs(["t": [["c": $0]]]) } }

  @Test func `empty tables and rows`() throws {
    for tables: Tables in [[:], ["a": []], ["a": [[:]]], ["a": [[:], ["b": .null]], "c": []]] {
      #expect(try !differs(tables), "\(tables)")
    }
  }

  @Test func `texts with control characters, quotes, slashes and what lies beyond ASCII`() throws {
    let scalars = (0..<0x180).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{2029}", "\u{E000}", "\u{FEFF}", "😀"]
    let texts = ["", "\r\n", "\"\"", "a/b\\", "e\u{301}"] + scalars.map { "a\(Character($0))b" }
    #expect(try differing(texts.map(Cell.text)) == [])
    for text in texts { #expect(try !differs([text: [[text: .null]]]), "\(text)") }
  }

  @Test func `numbers of every kind`() throws {
    let numbers = [
      0, -0.0, 1, -1, 0.1, 1e15, 1e16, -1e17, 1e22, 123_456_789_012_345_680, 0.0001, 1e-5, 1.0 / 3, .pi,
      .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]
    // A fixed sequence over all patterns of bits.
    let patterns = (1...20_000).map { Double(bitPattern: UInt64($0) &* 0x9E37_79B9_7F4A_7C15) }.filter(\.isFinite)
    #expect(try differing((numbers + patterns).map(Cell.number)) == [])
    #expect(try differing([0, -1, 5000, .max, .min].map(Cell.integer) + [.flag(true), .flag(false), .null]) == [])
  }

  @Test func `keys in the encoder's order`() throws {
    let keys = [
      "a", "A", "B", "b", "a1", "a10", "a2", "a_b", "aB", "a b", "", "_", "9", "10", "-1", "é", "e", "z", "ß", "ss",
      "İ",
      "\u{E000}", "\u{FFFF}", "\u{10000}",
    ]
    #expect(try !differs(["t": [TableRow(keys.map { ($0, .null) })]]))
    #expect(try !differs(Dictionary(uniqueKeysWithValues: keys.map { ($0, []) })))
  }
}
