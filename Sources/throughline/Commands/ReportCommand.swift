import ArgumentParser
import Foundation
import Pipeline
import ReportModel

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Reads the folder and writes the month's report.",
    discussion: """
      Example: throughline report exports --month 2026-10 --out reports

      Writes reports/2026-10/ with index.html, report.md, email.html, email.txt, email.eml and report.json, and beside it \
      the archive page and the action ledger actions.yaml, in which people accept, decline and close actions. The report \
      is written even when the data are refused; the exit status then says so.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("Folder of the reports.", valueName: "folder"), completion: .directory)
  var out = "reports"

  @Option(
    help: ArgumentHelp("What to write, separated by commas: html, md, email, json (always written).", valueName: "list")
  )
  var format: String?

  @Option(
    help: ArgumentHelp("Folder with templates that replace the built-in ones of the same name.", valueName: "folder"),
    completion: .directory)
  var templates: String?

  @Flag(help: "Leave with 65 on a caveat too.")
  var strict = false

  func validate() throws {
    for name in formats ?? [] where !ReportPipeline.formats.contains(name) {
      throw ValidationError(
        "--format: '\(name)' is not known; expected \(ReportPipeline.formats.joined(separator: ", "))")
    }
  }

  private var formats: [String]? {
    format.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  func run() throws {
    try Failures.reported {
      var options = common.runOptions(makesState: true)
      options.out = out
      options.formats = formats
      options.templates = templates
      let outcome = try ReportPipeline(options).run(progress: common.progress())
      Failures.note(outcome.notes, at: common.logLevel)
      Failures.note(outcome.report.verdict, at: common.logLevel)
      print(outcome.mainFile)
      if outcome.report.verdict.level == .refuse || strict && outcome.report.verdict.level == .caveat {
        throw ExitStatus.data
      }
    }
  }
}
