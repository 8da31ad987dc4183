import ArgumentParser
import Foundation
import Pipeline
import Signals

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Says where one metric's change sits, when it began and what fits.",
    discussion: """
      Example: throughline explain ttfc.median exports --month 2026-10
      Example: throughline explain --leaves sales.csv --kind count --dimensions region,product \
      --observed now --expected before

      Prints one metric's finding: the parts that add up to its change, the date, the events that fit, what people \
      say, and what is not known. No report is written.

      With --leaves the same engine runs on a table of your own: one row for each combination of the dimensions, with \
      what was observed and what was expected, or with numerators and denominators of two periods.
      """)

  @Argument(help: ArgumentHelp("A metric, such as ttfc.median (docs/reference/metrics.md).", valueName: "metric"))
  var metric: String?

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp("Search this table instead: CSV, TSV, JSON or NDJSON.", valueName: "file"), completion: .file())
  var leaves: String?

  @OptionGroup var table: LeafOptions

  @Option(help: "json or text (default: text for a metric, json for --leaves).")
  var format: ExplainFormat?

  func run() throws {
    try Failures.reported {
      if let leaves {
        guard metric == nil else { throw RunError(.usage, "explain takes a metric or --leaves, not both") }
        let report = try LeavesFile.explain(
          path: leaves, dimensions: table.dimensionNames, kind: try table.columns(), depth: table.depth,
          most: table.most)
        try show(report, as: format ?? .json) { report.text }
      } else if let metric {
        let (report, finding) = try ReportPipeline(common.runOptions()).explain(
          metric: metric, progress: common.progress())
        try show(finding, as: format ?? .text) { FindingText(finding: finding, report: report).text }
      } else {
        throw RunError(.usage, "explain needs a metric, such as ttfc.median, or --leaves FILE")
      }
    }
  }

  private func show(_ value: some Encodable, as format: ExplainFormat, text: () -> String) throws {
    switch format {
    case .json: print(try JSONText.pretty(value))
    case .text: print(text(), terminator: "")
    }
  }
}

enum ExplainFormat: String, ExpressibleByArgument, CaseIterable {
  case json, text
}

/// What the columns of a bare table are.
struct LeafOptions: ParsableArguments {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case count, ratio
  }

  @Option(help: "count: amounts against expected ones; ratio: shares of two periods.")
  var kind = Kind.count

  @Option(help: ArgumentHelp("Columns that are dimensions, separated by commas.", valueName: "a,b,…"))
  var dimensions = ""

  @Option(help: ArgumentHelp("For count: column of what was observed.", valueName: "column"))
  var observed: String?

  @Option(help: ArgumentHelp("For count: column of what was expected.", valueName: "column"))
  var expected: String?

  @Option(help: ArgumentHelp("For ratio: column of this period's numerator.", valueName: "column"))
  var numerator: String?

  @Option(help: ArgumentHelp("For ratio: column of this period's denominator.", valueName: "column"))
  var denominator: String?

  @Option(help: ArgumentHelp("For ratio: column of the earlier period's numerator.", valueName: "column"))
  var baseNumerator: String?

  @Option(help: ArgumentHelp("For ratio: column of the earlier period's denominator.", valueName: "column"))
  var baseDenominator: String?

  @Option(help: "Dimensions that a segment names at most.")
  var depth = 3

  @Option(help: "Findings at most.")
  var most = 3

  var dimensionNames: [String] {
    dimensions.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  func columns() throws -> LeavesFile.Kind {
    func needed(_ value: String?, _ option: String) throws -> String {
      guard let value else { throw RunError(.usage, "--kind \(kind.rawValue) needs --\(option)") }
      return value
    }
    guard !dimensionNames.isEmpty else { throw RunError(.usage, "--leaves needs --dimensions") }
    guard depth >= 1, most >= 1 else { throw RunError(.usage, "--depth and --most are at least 1") }
    switch kind {
    case .count:
      return .count(observed: try needed(observed, "observed"), expected: try needed(expected, "expected"))
    case .ratio:
      return .ratio(
        numerator: try needed(numerator, "numerator"), denominator: try needed(denominator, "denominator"),
        baseNumerator: try needed(baseNumerator, "base-numerator"),
        baseDenominator: try needed(baseDenominator, "base-denominator"))
    }
  }
}
