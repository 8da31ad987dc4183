import ReportModel
import Testing

@testable import Loaders

@Suite struct EncodingTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  private let table = "company_id,name\n" + (0..<5).map { "c\($0),Company \($0)\n" }.joined()

  @Test("UTF-16 without a mark, Latin-1 and binary data are errors that name the encoding")
  func wrongEncodings() throws {
    let little = Array(table.utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big = Array(table.utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let latin = Array(table.utf8) + [0x63, 0x39, 0x2C, 0x5A, 0x6F, 0xEB, 0x0A]
    let binary = Array(table.utf8) + [0x63, 0x39, 0x2C, 0x00, 0x01, 0x0A]
    for (bytes, word) in [(little, "UTF-16LE"), (big, "UTF-16BE"), (latin, "Windows-1252"), (binary, "NUL")] {
      let read = RowsRead(try pad.file("companies.csv", bytes, table: .companies))
      #expect(read.error?.code == .encoding)
      #expect(read.error?.description.contains(word) == true)
      #expect(read.rows.isEmpty)
    }
    #expect(RowsRead(try pad.file("c.csv", latin)).error?.line == 7)
    #expect(RowsRead(try pad.file("c.csv", latin)).error?.column == 6)
  }

  @Test("One damaged row among many costs that row and not the file")
  func damagedRow() throws {
    for format in ["csv", "ndjson"] {
      var bytes: [UInt8] = format == "csv" ? Array("id,name\n".utf8) : []
      for index in 0..<400 {
        bytes += Array((format == "csv" ? "\(index),n" : "{\"id\":\(index),\"name\":\"n").utf8)
        if index == 200 { bytes.append(0xE9) }
        if index == 300 { bytes.append(0) }
        bytes += Array((format == "csv" ? "\n" : "\"}\n").utf8)
      }
      let read = RowsRead(try pad.file("t.\(format)", bytes))
      #expect(read.error == nil)
      #expect(read.rows.count == 398)
      #expect(read.rejects.map(\.reason) == ["not UTF-8", "NUL byte in the text"])
      #expect(read.rejects.map { $0.excerpt.hasPrefix(format == "csv" ? "200,n" : "{\"id\":200") } == [true, false])
      #expect(read.rejects.map(\.line) == (format == "csv" ? [202, 302] : [201, 301]))
    }
  }

  @Test("UTF-8 is checked as the Unicode standard defines it")
  func utf8() {
    func fault(_ bytes: [UInt8], mayEndEarly: Bool = false) -> Int? {
      bytes.withUnsafeBytes { EncodingCheck.firstFault($0, mayEndEarly: mayEndEarly) }
    }
    #expect(fault(Array("aé漢😀\u{10FFFF}".utf8)) == nil)
    for bad: [UInt8] in [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3, 0x41], [0xE2, 0x82], [0],
    ] {
      #expect(fault([65] + bad) == 1)
    }
    #expect(fault([65, 0xE2, 0x82], mayEndEarly: true) == nil)
    #expect(fault([65, 0xE2, 0x41], mayEndEarly: true) == 1)
  }

  @Test("A line over the limit is an error with its line number, in bounded memory")
  func longLines() throws {
    #expect(Buffering().longestRecord == 16 << 20)
    let small = Buffering(chunk: 512, sample: 256, longestRecord: 4_096)
    let long = String(repeating: "x", count: 5_000)
    for (name, text) in [
      ("a.ndjson", "{\"a\":1}\n\n{\"a\":\"\(long)\"}\n"), ("a.csv", "a,b\n1,2\n\(long),3\n"),
      ("a.json", "[{\"a\":1},\n\n{\"a\":\"\(long)\"}]"), ("b.csv", "a,b\n1,2\n\(long),3"),
    ] {
      let read = RowsRead(try pad.file(name, text), buffering: small)
      #expect(read.error?.code == .recordTooLong, "\(name)")
      #expect(read.error?.line == 3, "\(name)")
      #expect(read.rows.count == 1, "\(name)")
    }
  }
}
