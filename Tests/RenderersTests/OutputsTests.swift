import ReportModel
import TestSupport
import Testing

@testable import Renderers

/// What holds for all formats together.
@Suite struct OutputsTests {
  @Test func `the formats and their files are those of the contract`() throws {
    #expect(RendererCatalog.ids == ["html", "md", "email", "json"])
    #expect(RendererCatalog.renderer("pdf") == nil)
    let files = try Rendered.october.get().files.keys.sorted()
    #expect(
      files == [
        "charts/bridge-1.svg", "charts/bridge-2.svg", "charts/bridge-3.svg", "charts/daily-calls.svg",
        "charts/error-rates.svg", "charts/funnel.svg", "charts/growth.svg", "charts/nrr-churn.svg",
        "charts/time-to-value.svg", "charts/ttfc-trend.svg", "email.eml", "email.html", "email.txt", "index.html",
        "report.json", "report.md",
      ])
  }

  @Test func `the same report is the same bytes`() throws {
    #expect(try Rendered(SampleReport.october).files == Rendered(SampleReport.october).files)
  }

  @Test func `every key number and every headline of a finding is in every output`() throws {
    let rendered = try Rendered.october.get()
    let mail = try rendered.file("email.html").replacing(/&#(\d+);/) { match in
      UInt32(match.1).flatMap(Unicode.Scalar.init).map(String.init) ?? ""
    }
    let outputs = [
      try rendered.file("index.html"), try rendered.file("report.md"), mail,
      try rendered.file("email.txt").replacing(/\n +/, with: " ").replacing("\n", with: " "),
    ].map(\.withPlainSpaces)
    let narrative = SampleReport.october.narrative
    let numbers = narrative.keyNumbers.flatMap { [$0.label, $0.current, $0.previous] }
    let heads = narrative.changes.compactMap { $0.spans.first?.text.trimmed }
    for output in outputs {
      for words in numbers + heads { #expect(output.contains(words), "\(words) is missing") }
    }
  }

  @Test(arguments: Hostile.texts)
  func `every output can be made from hostile texts`(text: String) throws {
    let rendered = try Hostile.rendered(text)
    #expect(try rendered.files.keys.sorted() == Hostile.harmless().files.keys.sorted())
    for (path, file) in rendered.files where path != "report.json" {
      let isTurned = file.unicodeScalars.contains("\u{202E}")
      #expect(!isTurned, "\(path)")
      // In Markdown it may stand in a code span; there and in plain text it is text.
      let scripts = file.ranges(of: "<script").count
      // The page's own script is the only one.
      #expect(
        scripts == (path == "index.html" ? 1 : 0) || ["report.md", "email.txt", "email.eml"].contains(path), "\(path)")
    }
  }

  @Test func `the smallest report renders in every format`() throws {
    let report = Report(
      product: "", month: Month(year: 2026, month: 1), currency: "",
      window: .init(start: "", end: "", timezone: "", asOf: ""), verdict: DataVerdict())
    let files = try Rendered(report).files
    #expect(files.keys.sorted() == ["email.eml", "email.html", "email.txt", "index.html", "report.json", "report.md"])
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
