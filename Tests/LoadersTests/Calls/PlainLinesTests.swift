import ReportModel
import TestSupport
import Testing

@testable import Loaders

/// Lines read by the index against the same lines with a blank or an escape that makes them be read with care.
@Suite struct PlainLinesTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  private static let times = [
    "2026-10-01T00:00:00.000Z", "2026-10-01T23:59:59.999Z", "2026-10-01T24:00:00.000Z", "2026-10-01T29:00:00.000Z",
    "2026-10-01T19:60:00.000Z", "2026-10-01T19:00:60.000Z", "2026-10-01T19:00:00,500Z", "2026-10-01 19:00:00.500Z",
    "2026-10-01t19:00:00.500z", "2026-10-01T19:00:00.500+", "2026-10-01T19:00:00.50+1", "2026-10-01T19:00:00.5+01",
    "2026-10-02T09:08:07.654Z", "2026-10-02T09:08:07Z", "2026-10-02T09:08:07.654321Z", "2026-02-30T09:08:07.654Z",
    "2026-10-01T09:08:07.6540", "1790847000", "1790847000123.5", "2026-10-01", "", "noon",
  ]
  private static let statuses = [
    "200", "404", "000", "999", "99", "1000", "2x0", "/00", "20:", "", "200.0", "-12", "2",
  ]
  private static let methods = ["", "GET", "PATCH", "ABCDEFGH", "ABCDEFGHI", "X_Y", "M-1", "G@T", "G[T", "gét", "G T"]
  private static let endpoints = [
    "GET /a", "POST /v1/charges", "get /ä", "GE-T /a", "G@T /a", "PROPFIND /a", "ABCDEFGHIJ /a", "GET", "G ", "/a", "",
    "PUT /a b", "A /",
  ]
  private static let texts = ["", "a", "tok_1", "ä", "a b", "0123456789abcdef0", "-"]

  private static func latency(_ random: inout SplitMix) -> String {
    let odd = Int.random(in: 0..<12, using: &random)
    if odd < 5 { return ["", ".", "-1", "1e2", "1.2.3"][odd] }
    func digits(_ limit: Int) -> String {
      (0..<Int.random(in: 0..<limit, using: &random)).map { _ in String(Int.random(in: 0..<10, using: &random)) }
        .joined()
    }
    return digits(10) + (Bool.random(using: &random) ? "." + digits(8) : "")
  }

  /// A time of the list, sometimes with one sign changed.
  private static func time(_ random: inout SplitMix) -> String {
    var text = Array((times.randomElement(using: &random) ?? "").utf8)
    if !text.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
      text[Int.random(in: 0..<text.count, using: &random)] =
        Array("0123569:/.TZ-@".utf8).randomElement(using: &random) ?? 0
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let columns = [
    "ts", "status", "method", "endpoint", "latency_ms", "client_latency_ms", "token", "note", "region",
  ]

  private static func cells(_ random: inout SplitMix) -> [String] {
    func one(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }
    // Often enough all of them can be read.
    let isPlain = Bool.random(using: &random)
    return [
      isPlain ? "2026-10-0\(Int.random(in: 1..<4, using: &random))T12:34:56.789Z" : time(&random),
      isPlain ? "200" : one(statuses), isPlain ? "" : one(methods), isPlain ? "GET /a" : one(endpoints),
      latency(&random), latency(&random), one(texts), one(texts), one(texts),
    ]
  }

  private func same(_ name: String, _ plain: String, _ careful: String, _ note: String, excerpts: Bool = true) throws {
    let fast = CallsRead(try pad.file("plain-" + name, plain))
    let slow = CallsRead(try pad.file("careful-" + name, careful))
    #expect(fast.error?.code == slow.error?.code)
    #expect(fast.calls == slow.calls, "\(note)")
    #expect(fast.summary == slow.summary, "\(note)")
    #expect(fast.rejects.map(\.line) == slow.rejects.map(\.line), "\(note)")
    #expect(fast.rejects.map(\.reason) == slow.rejects.map(\.reason), "\(note)")
    if excerpts { #expect(fast.rejects.map(\.excerpt) == slow.rejects.map(\.excerpt), "\(note)") }
  }

  /// A cell, in quotes where it must or may be, now and then with a quote that is out of place.
  private static func field(_ cell: String, _ delimiter: String, _ random: inout SplitMix) -> String {
    let odd = Int.random(in: 0..<200, using: &random)
    let cell = odd < 4 ? cell + [delimiter, "\"", "\n", " "][odd] : cell
    switch odd {
    case 4: return "\"" + cell
    case 5: return cell + "\" pipe"
    case 6: return "\"" + cell + "\"x"
    case 7: return " \"" + cell + "\" "
    default: break
    }
    let mustQuote = cell.contains(delimiter) || cell.contains("\"") || cell.contains("\n")
    guard mustQuote || Int.random(in: 0..<4, using: &random) == 0 else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  @Test("Delimited lines", arguments: [",", ";", "\t"], 0..<20)
  func delimited(delimiter: String, seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let lineEnd = seed % 3 == 0 ? "\r\n" : "\n"
    var plain = (Self.columns + ["x"]).joined(separator: delimiter) + lineEnd
    var careful = plain
    for _ in 0..<200 {
      var cells = Self.cells(&random)
      if Int.random(in: 0..<20, using: &random) == 0 { cells.removeLast() }
      if Int.random(in: 0..<20, using: &random) == 0 { cells.append("") }
      let mayQuote = seed % 2 == 0
      let fields = mayQuote ? cells.map { Self.field($0, delimiter, &random) } : cells
      let line = fields.joined(separator: delimiter) + delimiter
      plain += line + "q" + lineEnd
      careful += line + " q" + lineEnd
    }
    try same("\(seed).csv", plain, careful, "seed \(seed)")
  }

  @Test("JSON lines", arguments: 0..<40)
  func json(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var plain = ""
    var careful = ""
    for _ in 0..<200 {
      let names = Int.random(in: 0..<6, using: &random) == 0 ? Self.columns.shuffled(using: &random) : Self.columns
      let cells = Dictionary(uniqueKeysWithValues: zip(Self.columns, Self.cells(&random)))
      let members = names.compactMap { name -> String? in
        let cell = cells[name] ?? ""
        switch Int.random(in: 0..<30, using: &random) {
        case 0: return nil
        case 1: return "\"\(name)\":null"
        case 2:
          return
            "\"\(name)\" : \(["true", "{\"a\":\"b\"}", "[1,\"2\"]", "0", "00", "-7", "1.", "1E2"].randomElement(using: &random) ?? "")"
        case 3: return "\"\(name)\":\"\(cell)\",\"\(name)\":\"b\""
        default:
          let isNumber = name.hasSuffix("_ms") || name == "status"
          return isNumber && !cell.isEmpty ? "\"\(name)\":\(cell)" : "\"\(name)\":\"\(cell)\""
        }
      }
      var rest = ["", " "].randomElement(using: &random) ?? ""
      rest += members.joined(separator: Int.random(in: 0..<20, using: &random) == 0 ? " , " : ",") + "}"
      if Int.random(in: 0..<12, using: &random) == 0 {
        rest = String(rest.prefix(Int.random(in: 0...rest.count, using: &random)))
      }
      let lineEnd = Int.random(in: 0..<9, using: &random) == 0 ? "\r\n" : "\n"
      plain += "{\"x\":\"q\"," + rest + lineEnd
      careful += "{\"x\":\"\\u0071\"," + rest + lineEnd
    }
    try same("\(seed).ndjson", plain, careful, "seed \(seed)", excerpts: false)
  }

  @Test("JSON lines of one shape as a rule, of another one from time to time", arguments: 0..<20)
  func shapes(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var names = ["ts", "status", "endpoint", "latency_ms", "token", "note", "region"]
    var (plain, careful) = ("", "")
    for line in 0..<600 {
      if Int.random(in: 0..<150, using: &random) == 0 { names.shuffle(using: &random) }
      var members = names.map { name in
        switch name {
        case "ts": "\"ts\":\"2026-10-01T12:34:\(10 + line % 50).789Z\""
        case "status": "\"status\":\(200 + line % 300)"
        case "latency_ms": "\"latency_ms\":\(line).\(line % 7)"
        default: "\"\(name)\":\"\(name == "endpoint" ? "GET /a" : "\(name)\(line)")\""
        }
      }
      if Int.random(in: 0..<25, using: &random) == 0 {
        let place = Int.random(in: 0..<members.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: members.remove(at: place)
        case 1: members[place] = "\"\(names[place])\":null"
        case 2: members[place] = "\"latency_ms\":123456.789"
        case 3: members[place] = "\"note\":\"tä\(line)\""
        case 4: members[place] = "\"status\":\"404\""
        default: members[place] = members[place].replacing("\"", with: "'")
        }
      }
      let rest = members.joined(separator: ",") + "}\n"
      plain += "{\"x\":\"q\"," + rest
      careful += "{\"x\":\"\\u0071\"," + rest
    }
    try same("shape-\(seed).ndjson", plain, careful, "seed \(seed)", excerpts: false)
  }

  @Test("Times of the usual form are what the careful reader says of them")
  func times() {
    var random = SplitMix(state: 10)
    var date = ISOTime.LastTime()
    for _ in 0..<20_000 {
      let text = Array(Self.time(&random).utf8)
      let padded = text + Array("0123456789.:TZ-0123456789".utf8)
      padded.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        let expected = ISOTime.usual(start, start + text.count, .utc)
        #expect(
          ISOTime.usual(start, start + text.count, .utc, after: &date) == expected,
          "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }
}
