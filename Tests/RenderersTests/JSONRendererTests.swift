import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Renderers

@Suite struct JSONRendererTests {
  private func schema() throws -> SchemaChecker {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/report.schema.json")
    return SchemaChecker(schema: try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file)))
  }

  private func json(_ report: Report) throws -> String { try Rendered(report, formats: ["json"]).file("report.json") }

  @Test func `a report, and a refused one, follow the schema that is shipped`() throws {
    for report in [SampleReport.october, SampleReport.refused] {
      let document = try JSONDecoder().decode(JSONValue.self, from: Data(json(report).utf8))
      #expect(try schema().errors(in: document) == [])
    }
  }

  @Test func `the schema refuses what the contract forbids`() throws {
    let text = try json(SampleReport.october)
    let broken = [
      ("\"verdict\" : \"worse\"", "\"verdict\" : \"bad\""), ("\"unit\" : \"s\"", "\"unit\" : \"seconds\""),
      ("\"month\" : \"2026-10\"", "\"month\" : \"2026-13\""), ("throughline.report/1", "throughline.report/2"),
      ("\"rung\" : \"measured\"", "\"rung\" : \"proven\""), ("\"rejected\" : 312", "\"rejected\" : -1"),
      ("\"family\" : ", "\"kind\" : "), ("\"error_rate\" : ", "\"rate\" : "),
      ("\"level\" : \"caveat\"", "\"level\" : null"),
    ]
    for (from, to) in broken {
      #expect(text.contains(from), "the sample has no \(from)")
      let document = try JSONDecoder().decode(JSONValue.self, from: Data(text.replacing(from, with: to).utf8))
      #expect(try !schema().errors(in: document).isEmpty, "\(to) passed")
    }
  }

  @Test func `what is read back is the report, and renders to the same bytes`() throws {
    let text = try json(SampleReport.october)
    let report = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    #expect(report.metrics == SampleReport.october.metrics && report.narrative == SampleReport.october.narrative)
    let isSame = try Rendered(report).files == Rendered.october.get().files
    #expect(isSame)
  }

  @Test func `nulls are written, slashes are not escaped, keys are sorted, the last line ends`() throws {
    let text = try json(SampleReport.refused)
    #expect(
      text.contains("\"value\" : null") && text.contains("\"target\" : null") && text.contains("\"change\" : null"))
    #expect(text.contains("throughline.report/1") && text.hasSuffix("}\n"))
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
    #expect(keys == keys.sorted() && keys.count > 10)
  }

  /// Keys cannot be renamed once a report is out.
  @Test func `every key is written in lower case with underscores`() throws {
    let document = try JSONDecoder().decode(JSONValue.self, from: Data(json(SampleReport.october).utf8))
    #expect(keys(document).filter { $0.contains { !($0.isLowercase || $0.isNumber || $0 == "_") } } == [])
  }

  /// All keys but those that come from an export.
  private func keys(_ value: JSONValue) -> Set<String> {
    switch value {
    case .object(let fields):
      fields.reduce(into: Set(fields.keys)) { found, field in
        if !["reasons", "warnings", "scope", "segment"].contains(field.key) { found.formUnion(keys(field.value)) }
      }
    case .array(let values): values.reduce(into: []) { $0.formUnion(keys($1)) }
    default: []
    }
  }

  @Test func `a number that is none is refused with its place`() throws {
    var report = SampleReport.october
    report.metrics[3].value = .nan
    let renderer = try JSONRenderer(templates: .builtIn)
    let error = #expect(throws: RenderError.self) { try renderer.render(report) }
    #expect(error?.description.contains("metrics.[3].value") == true)
  }

  @Test func `a cell that is no number is refused with its place`() throws {
    var report = SampleReport.october
    report.tables = ["funnel": [[:], ["first_call": .integer(1), "scaling": .number(-.infinity)]]]
    let renderer = try JSONRenderer(templates: .builtIn)
    let error = #expect(throws: RenderError.self) { try renderer.render(report) }
    #expect(error?.description == "report.json: tables.funnel.[1].scaling: -inf cannot be written as a number")
  }

  /// The tables are written by hand.
  @Test func `report.json is what the encoder would write of the whole report`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    var report = SampleReport.october
    // A text that looks like the place of the tables.
    report.product = "\n  \"tables\" : {\n\n  }"
    for tables in [SampleReport.october.tables, [:], ["empty": [], "bare": [[:]]]] {
      report.tables = tables
      let whole = String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
      let isSame = try json(report) == whole
      #expect(isSame)
    }
  }
}
