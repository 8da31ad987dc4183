import TestSupport
import ReportModel
import Testing

@testable import Loaders

/// The same calls in every format, compression and chunk size.
@Suite struct SameRowsTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  private static let columns = [
    "ts", "status", "method", "path", "token", "developer_id", "latency_ms", "timed_out", "user_agent", "note",
  ]

  /// Generated calls as cells, with everything that is awkward in some format.
  private static func cells(_ count: Int) -> [[String]] {
    var random = SplitMix(state: 7)
    let agents = ["curl/8", "Mozilla/5.0 (X11; Linux, \"odd\")", "täst|agent", "a\\b", "", "😀;x"]
    return (0..<count).map { index in
      let second = index % 60
      let forms = [
        "2026-10-01T09:30:\(second < 10 ? "0" : "")\(second)Z", String(1_790_847_000 + second),
        String(1_790_847_000_123 + second),
        "2026-10-01 11:30:\(second < 10 ? "0" : "")\(second).5+02:00",
      ]
      return [
        forms[index % 4], ["200", "404", "500", "000"].randomElement(using: &random) ?? "", "GET",
        "/v1/charges/\(index)", index % 3 == 0 ? "" : "tk_\(index)", index % 5 == 0 ? "" : "d\(index % 17)",
        index % 7 == 0 ? "" : "\(index).\(index % 1000)", ["true", "false", ""].randomElement(using: &random) ?? "",
        agents.randomElement(using: &random) ?? "", "x, y",
      ]
    }
  }

  private static func delimited(_ rows: [[String]], _ delimiter: String) -> String {
    ([columns] + rows).map { row in
      row.map { cell in
        cell.contains { "\"\(delimiter)\n".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: delimiter)
    }.joined(separator: "\n")
  }

  private static func objects(_ rows: [[String]]) -> [String] {
    rows.map { row in
      let members = zip(columns, row).map { name, cell -> String in
        if cell.isEmpty { return "\"\(name)\":null" }
        if name == "timed_out" { return "\"\(name)\": \(cell)" }
        if name == "latency_ms" { return "\"\(name)\":\(cell)" }
        return "\"\(name)\":\""
          + cell.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("ä", with: "\\u00e4") + "\""
      }
      return "{" + members.joined(separator: ", ") + "}"
    }
  }

  private static func texts(_ rows: [[String]]) -> [(name: String, text: String)] {
    let objects = objects(rows)
    return [
      ("a.csv", delimited(rows, ",")), ("b.csv", delimited(rows, ";")), ("c.tsv", delimited(rows, "\t")),
      ("d.csv", delimited(rows, "|").replacing("\n", with: "\r\n")), ("e.ndjson", objects.joined(separator: "\n")),
      ("f.json", "[" + objects.joined(separator: ",\n") + "]"),
      ("g.json", "{\"n\":1,\"data\":[" + objects.joined(separator: ",") + "]}"),
      (
        "h.json",
        objects.map {
          $0.replacing(", ", with: ",\n  ").replacing("x,\n  y", with: "x, y").replacing("Linux,\n  ", with: "Linux, ")
        }.joined(separator: "\n")
      ),
    ]
  }

  @Test("Every format and compression gives the same calls")
  func formats() throws {
    let rows = Self.cells(120)
    var expected: [CallSeen]?
    for (name, text) in Self.texts(rows) {
      let plain = Array(text.utf8)
      for (ending, bytes) in [("", plain), (".gz", Stored.gzip(plain)), (".zst", Stored.zstd(plain))] {
        let read = CallsRead(try pad.file(name + ending, bytes))
        #expect(read.error == nil, "\(name)")
        #expect(read.rejects.map(\.reason) == [], "\(name)")
        var calls = read.calls
        for index in calls.indices { calls[index].line = 0 }
        let first = expected ?? calls
        expected = first
        #expect(calls == first, "\(name)")
        #expect(read.summary.columns == Set(Self.columns).subtracting(["note"]))
        #expect(read.summary.ignoredColumns == ["note"])
        #expect(read.summary.format.hasSuffix(ending))
      }
    }
    // Against the cells themselves, so that all cannot be wrong together.
    let calls = try #require(expected)
    #expect(calls.count == rows.count)
    for (call, row) in zip(calls, rows) {
      #expect(call.time == TimeParser.parse(row[0], zone: .utc))
      #expect(String(call.status) == (row[1] == "000" ? "0" : row[1]))
      #expect(call.timedOut == (row[7] == "true"))
      #expect(call.latency == (Double(row[6]).map { Int64(($0 * 1_000 + 0.5).rounded(.down)) } ?? -1))
      for (column, place) in [("method", 2), ("path", 3), ("token", 4), ("developer_id", 5), ("user_agent", 8)] {
        #expect(call.texts[column] ?? "" == row[place])
      }
    }
  }

  @Test("Chunk borders leave no trace", arguments: [1, 2, 3, 7, 64, 1_000])
  func chunks(chunk: Int) throws {
    let buffering = Buffering(chunk: chunk, sample: 200)
    for (name, text) in Self.texts(Self.cells(12)) {
      let broken = name.hasSuffix("ndjson") ? text.replacing("\"path\":\"/v1/charges/5\"", with: "path") : text
      for bytes in [Array(broken.utf8), Stored.zstd(Array(broken.utf8))] {
        let file = try pad.file(name, bytes)
        let whole = CallsRead(file)
        let pieces = CallsRead(file, buffering: buffering)
        #expect(pieces.error == nil, "\(name)")
        #expect(pieces.calls == whole.calls, "\(name)")
        #expect(pieces.rejects.map(\.excerpt) == whole.rejects.map(\.excerpt), "\(name)")
        #expect(pieces.rejects.map(\.line) == whole.rejects.map(\.line), "\(name)")
        #expect(pieces.summary == whole.summary, "\(name)")
        let rows = RowsRead(file)
        let rowPieces = RowsRead(file, buffering: buffering)
        #expect(rowPieces.texts == rows.texts, "\(name)")
        #expect(rowPieces.rows.map(\.line) == rows.rows.map(\.line), "\(name)")
        #expect(rowPieces.summary == rows.summary, "\(name)")
      }
    }
  }
}
