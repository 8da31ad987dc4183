import TestSupport
import Foundation
import ReportModel
import Testing

@testable import Loaders

/// Every scanner of calls against a plain reader and against itself in pieces, on a folder of nasty lines and on what
/// chance makes of them.
///
/// `FUZZ_ROUNDS=100000 swift test --filter Fuzz` goes on for longer, `FUZZ_SEED` elsewhere. What fails prints its seed;
/// a line that once broke something belongs in `Corpus`.
@Suite struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  static let rounds = environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 150
  static let seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
  static let corpus = ["calls.csv", "calls.ndjson", "calls.json", "combined.log", "pattern.log", "haproxy.log"]
  private static let pattern = #"$msec $status "$request" $remote_user "$http_user_agent" $upstream_response_time end"#

  private let pad: Scratchpad
  init() throws { pad = try Scratchpad() }

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  private static func format(_ name: String) throws -> FileFormat? {
    switch name {
    case "combined.log": .combined
    case "pattern.log": .declared(try .pattern(pattern, columns: [:], latencyUnit: nil))
    case "haproxy.log": .declared(.haproxy)
    default: nil
    }
  }

  /// Some bytes changed, lost, doubled, or lines put in other places.
  private static func mutated(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    let signs = Array("\"\n\r,{}[]\\ \t:;|-0\u{0}".utf8) + [0xEF, 0xBB, 0xBF, 0xFF, 0xC3]
    for _ in 0...Int.random(in: 0..<6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0..<60, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = signs.randomElement(using: &random) ?? 0
      case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
      default: bytes = Array(bytes[place...] + bytes[..<place])
      }
    }
    return bytes.isEmpty ? [0x20] : bytes
  }

  private func seen(_ read: CallsRead) -> String {
    var text = read.error.map { "\($0)" } ?? read.summary.format
    text += read.calls.map {
      "\n\($0.line) \($0.time) \($0.status) \($0.latency) \($0.texts.sorted { $0.key < $1.key })"
    }
    .joined()
    return text + read.rejects.map { "\n\($0)" }.joined()
  }

  /// The same rows whatever the borders of what is in memory; every line of a log accounted for.
  private func check(_ name: String, _ bytes: [UInt8], chunk: Int, _ note: String) throws {
    let file = try pad.file(name, bytes, format: try Self.format(name))
    let whole = CallsRead(file)
    let pieces = CallsRead(file, buffering: Buffering(chunk: chunk))
    #expect(seen(whole) == seen(pieces), "\(name) \(note) chunk \(chunk)")
    guard whole.error == nil else { return }
    #expect(whole.summary == pieces.summary, "\(name) \(note) chunk \(chunk)")
    #expect(whole.summary.rows == whole.calls.count && whole.summary.rejectedRows == whole.rejects.count)
    guard name.hasSuffix(".log") || name.hasSuffix(".ndjson"), whole.summary.format != "json" else { return }
    let lines = bytes.split(separator: 0x0A).count { line in
      // Of two carriage returns in a log only the last one ends the line; to JSON both are blanks.
      var line = line.last == 0x0D ? line.dropLast() : line
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
      return line.contains { $0 != 0x20 && $0 != 0x09 && ($0 != 0x0D || name.hasSuffix(".log")) }
    }
    let passedOver = whole.summary.warnings["lines that are no calls"] ?? 0
    if whole.summary.format != "csv", whole.summary.format != "tsv" {
      #expect(whole.calls.count + whole.rejects.count + passedOver == lines, "\(name) \(note)")
    }
  }

  @Test("The folder of nasty lines, in pieces of any size", arguments: corpus)
  func nasty(name: String) throws {
    let bytes = try Self.bytes(name)
    for chunk in [1, 2, 3, 7, 61, 1_000] { try check(name, bytes, chunk: chunk, "as it is") }
    for end in stride(from: 1, to: bytes.count, by: 37) {
      try check(name, Array(bytes[..<end]), chunk: 64, "to \(end)")
    }
  }

  @Test("What chance makes of them", arguments: corpus)
  func changed(name: String) throws {
    let bytes = try Self.bytes(name)
    for round in 0..<Self.rounds {
      var random = SplitMix(state: Self.seed &+ UInt64(round) &* 7_919)
      let changed = Self.mutated(bytes, &random)
      try check(name, changed, chunk: [1, 5, 64, 4_096].randomElement(using: &random) ?? 1, "round \(round)")
    }
  }

  @Test("Delimited text reads as the plain reader reads it")
  func delimited() throws {
    let pieces = ["a", "é", "\"", "\n", ",", ";", "\t", "|", " ", "\\", "0123456789"]
    for round in 0..<Self.rounds {
      var random = SplitMix(state: Self.seed &+ UInt64(round) &* 104_729)
      let delimiter = ([",", ";", "\t", "|"] as [Character]).randomElement(using: &random) ?? ","
      var text = ["c0", "c1", "c2"].joined(separator: String(delimiter)) + "\n"
      for _ in 0..<Int.random(in: 1..<12, using: &random) {
        text +=
          (0..<3).map { _ -> String in
            let field = (0..<Int.random(in: 0..<5, using: &random)).map { _ in
              pieces.randomElement(using: &random) ?? ""
            }
            .joined()
            return field.contains { "\"\n \(delimiter)".contains($0) } || Bool.random(using: &random)
              ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
          }.joined(separator: String(delimiter)) + "\n"
      }
      let expected = DelimitedTests.oracle(text, delimiter).dropFirst().map { record in
        Dictionary(uniqueKeysWithValues: record.enumerated().map { ("c\($0)", $1) }.filter { !$1.isEmpty })
      }
      let read = RowsRead(
        try pad.file("t.csv", text), buffering: Buffering(chunk: Int.random(in: 1..<90, using: &random)))
      #expect(read.texts == Array(expected) && read.rejects.isEmpty, "round \(round): \(text)")
    }
  }

  @Test("Lines of JSON are taken and refused as the plain reader does")
  func json() throws {
    let lines = try Self.bytes("calls.ndjson").split(separator: 0x0A).map(Array.init)
    let first = Array(#"{"k":1}"#.utf8)
    for round in 0..<Self.rounds {
      var random = SplitMix(state: Self.seed &+ UInt64(round) &* 15_485_863)
      let line = Self.mutated(lines.randomElement(using: &random) ?? [], &random).filter { $0 != 0x0A && $0 != 0 }
      guard let text = String(validating: line, as: UTF8.self), !text.unicodeScalars.contains("\u{FEFF}"),
        text.contains(where: { !" \t\r\r\n".contains($0) })
      else { continue }
      let read = RowsRead(try pad.file("t.ndjson", first + [0x0A] + line), buffering: Buffering(chunk: 33, sample: 64))
      var isObject = false
      if case .object? = JSONOracle.read(text) { isObject = true }
      #expect(
        read.rows.count == (isObject ? 2 : 1) && read.rejects.count == (isObject ? 0 : 1), "round \(round): \(text)")
    }
  }

  @Test("Lines that are plainly combined are read as they stand")
  func combined() throws {
    let line = Array(
      #"203.0.113.9 - ada [10/Oct/2026:13:55:36 +0000] "GET /v1/a?b=\x22 HTTP/1.1" 200 5 "-" "a \"b\"""#.utf8)
    for round in 0..<Self.rounds {
      var random = SplitMix(state: Self.seed &+ UInt64(round) &* 32_452_843)
      let bytes = Self.mutated(line, &random).filter { $0 >= 0x20 && $0 < 0x7F }
      guard let plain = FuzzOracle.combined(String(decoding: bytes, as: UTF8.self)) else { continue }
      bytes.withUnsafeBytes { raw in
        guard let base = raw.baseAddress else { return }
        var scanned = CombinedLine(raw, base: base.assumingMemoryBound(to: UInt8.self))
        let reason = scanned.read()
        func text(_ slice: Slice) -> String { String(decoding: slice, as: UTF8.self) }
        #expect(reason != CombinedLine.noLine, "round \(round)")
        #expect(text(scanned.time) == plain.time && text(scanned.status) == plain.status, "round \(round)")
        guard reason == nil else { return }
        #expect(text(scanned.userAgent) == (plain.agent == "-" ? "" : plain.agent), "round \(round)")
        #expect(plain.request.hasPrefix(text(scanned.method) + " " + text(scanned.path)), "round \(round)")
      }
    }
  }

  @Test("Lines of any pattern are cut as the plain reader cuts them")
  func patterns() throws {
    let between = [" ", "\"", "\" \"", " \"", "\" ", " - ", "[", "] ", "|", "\t", "::"]
    let values = ["a", "-", "", "a b", #"\""#, #"x\x22"#, "1, 2", "1 : 2", "é", "]", #"\\"#, "\"", "|", ":"]
    let names = ["a", "upstream_addr", "b", "c"]
    for round in 0..<Self.rounds {
      var random = SplitMix(state: Self.seed &+ UInt64(round) &* 49_979_687)
      let count = Int.random(in: 1..<5, using: &random)
      let literals = (0...count).map { place in
        place == 0 || place == count
          ? ["", "\"", "[", "> "].randomElement(using: &random) ?? "" : between.randomElement(using: &random) ?? " "
      }
      let text = (0..<count).map { literals[$0] + "$\(names[$0])" }.joined() + literals[count]
      let pattern = try LogPattern(text)
      for _ in 0..<4 {
        let line =
          (0..<count).map { literals[$0] + (values.randomElement(using: &random) ?? "") }.joined() + literals[count]
        let bytes = Bool.random(using: &random) ? Array(line.utf8) : Self.mutated(Array(line.utf8), &random)
        let plain = FuzzOracle.fields(bytes, pattern)
        var log = PatternCalls(
          CallFormat(
            id: "x", title: "x", signature: [],
            fields: zip([CallColumn.token, .sdk, .region, .companyID], names).map { .init($0, $1) }, lines: [pattern],
            sample: "", expected: [:]))
        let group = CallGroup()
        var cells = group.next
        let fits = bytes.withUnsafeBytes { log.read($0, into: &cells) } == nil
        #expect(fits == (plain != nil), "round \(round): \(text) \(line)")
        guard fits, let plain else { continue }
        let cut = [cells[.token], cells[.sdk], cells[.region], cells[.companyID]].prefix(count).map { Array($0) }
        #expect(
          cut.count == plain.count
            && zip(cut, plain).allSatisfy { $0 == ($1 == [0x2D] ? [] : $1) || $1.contains(0x5C) },
          "round \(round): \(text) \(line)")
      }
    }
  }
}
