import CScan
import ReportModel
import TestSupport
import Testing

@testable import Loaders

/// Values that are read eight at a time, by each kind of instructions there is here, against reading one by one.
@Suite struct VectorTests {
  private typealias Read = (UnsafePointer<throughline_text>, UInt32, UnsafeMutablePointer<Int64>) -> UInt32

  /// What is read of texts behind which rubbish stands; nil where the vectors leave it to others.
  private static func values(_ texts: [String], _ read: Read) -> [Int64?] {
    let behind = Array("7.".utf8) + [UInt8](repeating: 0xB9, count: CallRow.readableBehind - 2)
    let bytes = texts.flatMap { Array($0.utf8) + behind }
    return bytes.withUnsafeBufferPointer { bytes in
      var cells: [throughline_text] = []
      var start = 0
      for text in texts {
        cells.append(throughline_text(start: bytes.baseAddress.map { $0 + start }, count: Int64(text.utf8.count)))
        start += text.utf8.count + behind.count
      }
      var values = [Int64](repeating: -7, count: CallGroup.size)
      let others = read(cells, UInt32(texts.count), &values)
      #expect(others >> UInt32(texts.count) == 0)
      return texts.indices.map { others & 1 << UInt32($0) == 0 ? values[$0] : nil }
    }
  }

  /// Groups of every size of texts, most of them as they should be.
  private static func rounds(
    _ seed: UInt64, _ text: (inout SplitMix) -> String, _ check: ([String]) -> Void
  ) {
    var random = SplitMix(state: seed)
    for _ in 0..<2_000 {
      check(
        (0..<Int.random(in: 1...CallGroup.size, using: &random)).map { _ in
          var text = Array(text(&random).utf8)
          if !text.isEmpty, Int.random(in: 0..<4, using: &random) == 0 {
            text[Int.random(in: 0..<text.count, using: &random)] =
              Array("0123569:/.TZ-@ \0".utf8).randomElement(using: &random) ?? 0
          }
          return String(decoding: text, as: UTF8.self)
        })
    }
  }

  private static func digits(_ range: ClosedRange<Int>, _ random: inout SplitMix) -> String {
    (0..<Int.random(in: range, using: &random)).map { _ in "\(Int.random(in: 0..<10, using: &random))" }.joined()
  }

  @Test("Milliseconds are what the careful reader says", arguments: LineIndexTests.means)
  func milliseconds(means: throughline_scan_means) {
    Self.rounds(1) { random in
      Self.digits(0...6, &random) + (Bool.random(using: &random) ? "." + Self.digits(0...4, &random) : "")
    } _: { texts in
      for (text, value) in zip(texts, Self.values(texts) { throughline_read_milliseconds(means, $0, $1, $2) }) {
        let expected = Array(text.utf8).withUnsafeBytes { LatencyParser.microseconds($0, unit: .milliseconds) }
        if let value { #expect(value == (text.isEmpty ? -1 : expected), "\(text)") }
        let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        let isPlain = text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
        let isUsual = isPlain && text.utf8.count <= 8 && decimals <= 3 && expected != nil
        #expect(!isUsual || value != nil, "\(text)")
      }
    }
  }

  @Test("Statuses are numbers of three digits", arguments: LineIndexTests.means)
  func statuses(means: throughline_scan_means) {
    Self.rounds(2) { random in
      Int.random(in: 0..<5, using: &random) == 0
        ? Self.digits(0...5, &random) : "\(Int.random(in: 100..<1_000, using: &random))"
    } _: { texts in
      let expected = texts.map { text in
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
      }
      #expect(Self.values(texts) { throughline_read_statuses(means, $0, $1, $2) } == expected)
    }
  }

  @Test("Times of a minute are what the careful reader says", arguments: LineIndexTests.means)
  func times(means: throughline_scan_means) {
    let minute = "2026-10-09T23:59"
    func word(_ text: Substring) -> UInt64 { text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    let (date, clock) = (word(minute.prefix(8)), word(minute.dropFirst(8)))
    let start = TimeParser.parse(minute + ":00Z", zone: .utc) ?? 0
    Self.rounds(3) { random in
      let seconds = Self.digits(2...2, &random) + "." + Self.digits(3...3, &random) + "Z"
      return switch Int.random(in: 0..<9, using: &random) {
      case 0: ""
      case 1: minute + ":" + Self.digits(2...2, &random)
      case 2: "2026-10-09T23:58:" + seconds
      default: minute + ":" + seconds
      }
    } _: { texts in
      let values = Self.values(texts) { throughline_read_times(means, $0, $1, date, clock, start, $2) }
      for (text, value) in zip(texts, values) {
        let expected = TimeParser.parse(text, zone: .utc)
        if let value { #expect(value == expected, "\(text)") }
        let shape = text.utf8.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
        let isUsual = text.hasPrefix(minute) && shape.suffix(8).elementsEqual(":00.000Z".utf8) && shape.count == 24
        #expect(!isUsual || expected == nil || value != nil, "\(text)")
      }
    }
  }
}
