import TestSupport
import ReportModel
import Testing

@testable import Loaders

@Suite struct TimeParserTests {
  static let readable: [(text: String, iso: String)] = [
    ("2026-10-01T09:30:15Z", "2026-10-01T09:30:15Z"),
    ("2026-10-01 09:30:15Z", "2026-10-01T09:30:15Z"),
    ("2026-10-01t09:30:15z", "2026-10-01T09:30:15Z"),
    ("2026-10-01T09:30:15", "2026-10-01T09:30:15Z"),
    ("2026-10-01T09:30:15.123Z", "2026-10-01T09:30:15.123Z"),
    ("2026-10-01T09:30:15,5", "2026-10-01T09:30:15.5Z"),
    ("2026-10-01T09:30:15.123456789Z", "2026-10-01T09:30:15.123456Z"),
    ("2026-10-01T23:59:59.9999999Z", "2026-10-01T23:59:59.999999Z"),
    ("2026-10-01T09:30:15+02:00", "2026-10-01T07:30:15Z"),
    ("2026-10-01T09:30:15-0530", "2026-10-01T15:00:15Z"),
    ("2026-10-01T09:30:15+05", "2026-10-01T04:30:15Z"),
    ("2026-10-01 09:30:15.25 +0100", "2026-10-01T08:30:15.25Z"),
    ("2026-10-01 09:30:15 UTC", "2026-10-01T09:30:15Z"),
    ("2026-10-01T09:30Z", "2026-10-01T09:30:00Z"),
    ("2026-10-01 09:30", "2026-10-01T09:30:00Z"),
    ("2026-10-01 3:00", "2026-10-01T03:00:00Z"),
    ("20261001T093015Z", "2026-10-01T09:30:15Z"),
    ("2026-10-01", "2026-10-01T00:00:00Z"),
    ("2024-02-29", "2024-02-29T00:00:00Z"),
    ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    (" \"2026-10-01T09:30:15Z\" ", "2026-10-01T09:30:15Z"),
    ("1790847015", "2026-10-01T09:30:15Z"),
    ("1790847015.25", "2026-10-01T09:30:15.25Z"),
    ("1790847015.9999999", "2026-10-01T09:30:15.999999Z"),
    ("1790847015123", "2026-10-01T09:30:15.123Z"),
    ("1790847015123.4567", "2026-10-01T09:30:15.123456Z"),
    ("1790847015123456", "2026-10-01T09:30:15.123456Z"),
    ("1790847015123456789", "2026-10-01T09:30:15.123456Z"),
    ("\"1790847015\"", "2026-10-01T09:30:15Z"),
    ("631152000", "1990-01-01T00:00:00Z"),
    ("4133980799", "2100-12-31T23:59:59Z"),
    ("01/Oct/2026:13:55:36 +0000", "2026-10-01T13:55:36Z"),
    ("01/oct/2026:13:55:36 +0330", "2026-10-01T10:25:36Z"),
    ("01/Oct/2026:13:55:36", "2026-10-01T13:55:36Z"),
  ]

  @Test("Every time form of the contract is read", arguments: readable)
  func reads(text: String, iso: String) {
    #expect(TimeParser.parse(text, zone: .utc).map { ZoneTable.iso($0) } == iso)
  }

  @Test(
    "What is no time, or none that exists, is unreadable",
    arguments: [
      "", " ", "now", "2026-02-30T00:00:00Z", "2025-02-29", "1900-02-29T00:00:00Z", "2026-10-01T25:00:00Z",
      "2026-10-01T24:00:00Z", "2026-10-01T09:60:00Z", "2026-10-01T09:30:60Z", "2026-13-01", "2026-00-10", "2026-10-00",
      "2026-10-32", "0000-01-01T00:00:00Z", "2026-10-01T09:30:15+25:00", "2026-10-01T09:30:15+02:60",
      "2026-10-01T09:30:15+2", "2026-10-01T09:30:15.Z", "2026-10-01T09:30:15Zulu", "2026-10-01T", "2026-10-01T09",
      "2026/10/01", "01/10/2026", "10/Okt/2026:13:55:36 +0000", "31/Sep/2026:13:55:36 +0000", "2026-1-1", "20261001",
      "0", "12345", "631151999", "4133980800", "-1790847015", "1790847015.", "1790847015e0", "99999999999999999999",
      "179084701512345678901", "2026-10-01X09:30:15Z", "2026-10:01T09:30:15Z", "２０２６-10-01", "2026-10-01T09:30:1５Z",
    ])
  func refuses(text: String) {
    #expect(TimeParser.parse(text, zone: .utc) == nil)
  }

  @Test("A time without a zone, and a date alone, are the report's")
  func usesZone() {
    // One hour east until 2026-10-25T01:00Z, then UTC.
    let change: Instant = 1_792_890_000 * Duration.second
    let zone = ZoneTable(name: "Test", transitions: [change], offsets: [Duration.hour, 0])
    #expect(TimeParser.parse("2026-10-01", zone: zone).map { ZoneTable.iso($0) } == "2026-09-30T23:00:00Z")
    #expect(TimeParser.parse("2026-10-25T01:30:00", zone: zone).map { ZoneTable.iso($0) } == "2026-10-25T00:30:00Z")
    #expect(TimeParser.parse("2026-10-26 01:30:00", zone: zone).map { ZoneTable.iso($0) } == "2026-10-26T01:30:00Z")
    #expect(TimeParser.parse("1790847015", zone: zone).map { ZoneTable.iso($0) } == "2026-10-01T09:30:15Z")
    #expect(TimeParser.parse("2026-10-01T09:30:15Z", zone: zone).map { ZoneTable.iso($0) } == "2026-10-01T09:30:15Z")
  }

  @Test("Writing a moment and reading it gives the moment")
  func roundTrip() {
    var random = SplitMix(state: 1)
    for _ in 0..<2_000 {
      let instant = Int64.random(in: -10_000_000_000_000_000..<10_000_000_000_000_000, using: &random)
      let text = ZoneTable.iso(instant)
      #expect(TimeParser.parse(text, zone: .utc) == instant, "\(text)")
    }
  }

  @Test("Times one after the other are read as each alone", arguments: 1...4)
  func lastDate(seed: UInt64) {
    var random = SplitMix(state: seed)
    func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    var date = ISOTime.LastTime()
    for _ in 0..<2_000 {
      // Mostly one date, now and then another, an impossible one, or a time that does not exist.
      let month = two(number(20) == 0 ? number(14) : 10)
      let day = two(number(9) == 0 ? number(33) : 9)
      let clock = two(number(25)) + ":" + two(number(61)) + ":" + two(number(61))
      let separator = ["T", " ", "t", "x"][number(4)]
      let ending = ["Z", ".123Z", "+02:00", "", ",5", "q"][number(6)]
      let text = "2026-\(month)-\(day)\(separator)\(clock)\(ending)"
      let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
      padded.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        let end = start + text.utf8.count
        let expected = ISOTime.usual(start, end, .utc)
        #expect(ISOTime.usual(start, end, .utc, after: &date) == expected, "\(text)")
      }
    }
  }
}
