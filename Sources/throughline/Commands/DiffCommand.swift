import ArgumentParser
import Foundation
import Pipeline

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Says what differs between two reports.",
    discussion: """
      Example: throughline diff reports/2026-09 reports/2026-10

      Prints every metric with its old and new value, findings and actions that came, went and stayed, definitions that \
      changed, and figures of the older report that later data revised. Reads the two report.json alone.
      """)

  @Argument(help: "The older report: a month's folder, or its report.json.", completion: .file())
  var old: String

  @Argument(help: "The newer report.", completion: .file())
  var new: String

  @Option(help: "text or json.")
  var format = DiffFormat.text

  func run() throws {
    try Failures.reported {
      let diff = try ReportDiff.of(old, new)
      switch format {
      case .json:
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(diff), as: UTF8.self))
      case .text: print(diff.text, terminator: "")
      }
    }
  }
}

enum DiffFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
