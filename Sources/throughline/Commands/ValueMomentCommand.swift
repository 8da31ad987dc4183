import ArgumentParser
import Foundation
import Pipeline

struct ValueMomentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value-moment",
    abstract: "Looks for what developers who stay do in their first day, and those who leave do not.",
    discussion: """
      Example: throughline value-moment exports --month 2026-10 --chart retention.svg

      Candidates are events, their properties, first successes of endpoints, and the third, fifth and tenth of something, \
      within 24 hours of sign-up. Prints them by how well they separate retained from churned developers, a sentence, \
      the YAML to paste, and what to ask people where the data do not decide. It needs calls of four months or more.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "text or json.")
  var format = ValueMomentFormat.text

  @Option(
    help: ArgumentHelp("Draw retention with and without the best candidate as SVG.", valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var chart: String?

  func run() throws {
    try Failures.reported {
      let (search, notes) = try ReportPipeline(common.runOptions()).valueMoment(progress: common.progress())
      Failures.note(notes, at: common.logLevel)
      switch format {
      case .json: print(try JSONText.pretty(search))
      case .text: print(ValueMomentText(search).text, terminator: "")
      }
      if let chart, try !ReportPipeline.writeChart(search, to: chart) {
        Failures.note(
          ["no chart was drawn: no candidate separates those who stayed from those who left"], at: common.logLevel)
      }
    }
  }
}

enum ValueMomentFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
