import TestSupport
import ReportModel
import Testing

@testable import Loaders

/// Files with some bytes changed: no crash, no hang, and every line accounted for.
@Suite struct DamageTests {
  private static let samples: [(name: String, text: String)] = [
    (
      "a.csv",
      "ts,status,method,path,token,user_agent\n"
        + (0..<12).map { "2026-10-01T00:00:1\($0 % 10)Z,200,GET,/v1/x/\($0),tk_\($0),\"a, \"\"b\"\"\"\n" }.joined()
    ),
    (
      "b.ndjson",
      (0..<12).map {
        #"{"ts":"2026-10-01T00:00:1\#($0 % 10)Z","status":200,"endpoint":"GET /x","token":"t\u00e9\#($0)","x":{"a":[1]}}"#
          + "\n"
      }.joined()
    ),
    (
      "c.json",
      "[" + (0..<8).map { #"{"ts":179084701\#($0),"status":"200","endpoint":"GET /x"}"# }.joined(separator: ",\n") + "]"
    ),
    (
      "d.json",
      "{\"data\":["
        + (0..<8).map { #"{"ts":179084701\#($0),"status":"200","endpoint":"GET /x"}"# }.joined(separator: ",") + "]}"
    ),
    (
      "e.log",
      (0..<8).map {
        #"1.2.3.\#($0) - ada [10/Oct/2026:13:55:36 +0000] "GET /v1/\#($0)\x22 HTTP/1.1" 200 5 "-" "curl/8" rt=0.01"#
          + "\n"
      }
      .joined()
    ),
  ]

  private func check(_ file: ExportFile, _ bytes: [UInt8], buffering: Buffering) {
    let calls = CallsRead(file, buffering: buffering)
    if calls.error == nil {
      #expect(calls.summary.rows == calls.calls.count)
      #expect(calls.summary.rejectedRows == calls.rejects.count)
    }
    let rows = RowsRead(file, buffering: buffering)
    guard rows.error == nil, let summary = rows.summary else { return }
    #expect(summary.rows == rows.rows.count)
    #expect(summary.rejected == rows.rejects.count)
    for reject in rows.rejects + calls.rejects {
      #expect(reject.excerpt.unicodeScalars.count <= 200)
      #expect(reject.excerpt.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
      #expect(reject.line >= 1)
    }
    if summary.format == "ndjson" || summary.format == "combined" {
      let lines = bytes.split(separator: 0x0A).count { line in
        line.contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D } && Array(line) != [0xEF, 0xBB, 0xBF]
      }
      #expect(summary.rows + summary.rejected == lines)
    }
  }

  @Test("Changed bytes in plain files", arguments: samples)
  func plain(name: String, text: String) throws {
    let pad = try Scratchpad()
    var random = SplitMix(state: 11)
    for round in 0..<600 {
      var bytes = Array(text.utf8)
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = Array("\"\n\r,{}[]\\ \u{0}".utf8).randomElement(using: &random) ?? 0
        case 2: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0..<40, using: &random)))
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      let format = round % 3 == 0 ? nil : FileFormat.allCases[round % FileFormat.allCases.count]
      let file = try pad.file(name, bytes, format: format)
      check(file, bytes, buffering: round % 2 == 0 ? Buffering() : Buffering(chunk: 16, sample: 64, longestRecord: 512))
    }
  }

  @Test("Changed bytes in compressed files", arguments: samples)
  func compressed(name: String, text: String) throws {
    let pad = try Scratchpad()
    var random = SplitMix(state: 12)
    for round in 0..<200 {
      var bytes = round % 2 == 0 ? Stored.gzip(Array(text.utf8)) : Stored.zstd(Array(text.utf8))
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random)) }
      let read = CallsRead(try pad.file(name, bytes), buffering: Buffering(chunk: 32, sample: 64))
      if read.error == nil { #expect(read.summary.rows == read.calls.count) }
    }
  }
}
