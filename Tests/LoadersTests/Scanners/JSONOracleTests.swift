import TestSupport
import ReportModel
import Testing

@testable import Loaders

@Suite struct JSONOracleTests {
  private static func node(_ random: inout SplitMix, depth: Int) -> String {
    let strings = [
      #""""#, #""a""#, #""é😀""#, #""\u0041\n\"""#, #""\ud83d\ude00""#, #""\ud83d""#, #""}],{""#, #""2026-10-01""#,
      #""\/\\\t""#, "\"" + String(repeating: "long", count: 6) + "\"",
    ]
    let scalars = ["0", "-1", "12.50", "1e5", "-0.1E-2", "true", "false", "null", "NaN", "-Infinity"]
    let blank = ["", "", " ", "\t", "\r"].randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<(depth > 2 ? 2 : 4), using: &random) {
    case 0: return blank + (strings.randomElement(using: &random) ?? "") + blank
    case 1: return blank + (scalars.randomElement(using: &random) ?? "")
    case 2:
      let items = (0..<Int.random(in: 0..<4, using: &random)).map { _ in node(&random, depth: depth + 1) }
      return "[" + blank + items.joined(separator: ",") + "]" + blank
    default: return object(&random, depth: depth)
    }
  }

  private static func object(_ random: inout SplitMix, depth: Int) -> String {
    let members = (0..<Int.random(in: 0..<5, using: &random)).map { index in
      "\"k\(Int.random(in: 0..<6, using: &random))\":" + node(&random, depth: depth + 1)
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  /// What the row reader has to make of an object.
  private func cells(_ members: [JSONOracle.Member]) -> [String: String] {
    var cells: [String: String] = [:]
    for member in members {
      switch member.value {
      case .null, .text(""): cells[member.name] = nil
      case .text(let text): cells[member.name] = text
      case .number(let text): cells[member.name] = text
      case .flag(let flag): cells[member.name] = flag ? "true" : "false"
      case .array, .object: cells[member.name] = "nested"
      }
    }
    return cells
  }

  private func seen(_ row: [String: Value]) -> [String: String] {
    row.mapValues { value in
      guard case .nested(let json) = value else { return value.text }
      #expect(JSONOracle.read(json) != nil)
      return "nested"
    }
  }

  @Test("Generated and damaged lines read as the plain reader reads them")
  func agrees() throws {
    let pad = try Scratchpad()
    var random = SplitMix(state: 99)
    var lines: [String] = []
    let damage = Array("{}[]\",:\\ \t01e.-tfnu/x\u{1}é".unicodeScalars)
    for _ in 0..<3_000 {
      var scalars = Array(Self.object(&random, depth: 0).unicodeScalars)
      for _ in 0..<Int.random(in: 0..<3, using: &random) where !scalars.isEmpty {
        let place = Int.random(in: 0..<scalars.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: scalars.remove(at: place)
        case 1: scalars.insert(damage.randomElement(using: &random) ?? "x", at: place)
        default: scalars[place] = damage.randomElement(using: &random) ?? "x"
        }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      lines.append(String(text))
    }
    let read = RowsRead(
      try pad.file("t.ndjson", "{\"k\":1}\n" + lines.joined(separator: "\n")),
      buffering: Buffering(chunk: 777, sample: 64))
    #expect(read.error == nil)
    var rows = Dictionary(uniqueKeysWithValues: read.rows.map { ($0.line, seen($0.cells)) })
    let rejects = Set(read.rejects.map(\.line))
    var accepted = 0
    for (index, line) in lines.enumerated() {
      let number = index + 2
      if case .object(let members)? = JSONOracle.read(line) {
        #expect(rows.removeValue(forKey: number) == cells(members), "\(line)")
        accepted += 1
      } else if line.contains(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) {
        #expect(rejects.contains(number), "\(line)")
      }
    }
    #expect(accepted > 1_000)
    #expect(rejects.count > 300)
    #expect(rows.count == 1)
  }
}
