import ArgumentParser
import Pipeline
import ReportModel

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Reads everything and says what was found, what is bad and what is missing.",
    discussion: """
      Example: throughline check exports --month 2026-10

      Prints each file with what it was taken for, rows kept and rejected with reasons, what would unlock the metrics \
      that cannot be computed, and the verdict: publish, caveat or refuse.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Leave with 65 on a caveat too.")
  var strict = false

  func run() throws {
    try Failures.reported {
      let outcome = try ReportPipeline(common.runOptions()).check(progress: common.progress())
      Failures.note(outcome.notes, at: common.logLevel)
      print(outcome.text, terminator: "")
      if outcome.verdict.level == .refuse || strict && outcome.verdict.level == .caveat { throw ExitStatus.data }
    }
  }
}
