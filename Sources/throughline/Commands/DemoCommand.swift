import ArgumentParser
import Foundation
import Pipeline
import ReportModel
import SampleCompany

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Writes the sample company's exports and its report.",
    discussion: """
      Example: throughline demo /tmp/larkspur

      Fourteen months of the exports of an invented payments API, the same for the same options, with changes planted \
      in October 2026; then the reports on September and October, with an action ledger in which people decided on \
      September's actions.
      """)

  @Argument(help: "Folder to write to; exports/ and reports/ below it are replaced.", completion: .directory)
  var folder = "throughline-demo"

  @Option(help: "Sign-ups over the fourteen months.")
  var developers = 3_000

  @Option(help: "Calls over the fourteen months.")
  var calls = 1_000_000

  @Option(help: "Another number makes another company.")
  var seed: UInt64 = 42

  @Flag(help: "Write the exports only.")
  var exportsOnly = false

  @Flag(help: "No progress line.")
  var quiet = false

  func validate() throws {
    guard developers > 0, calls > 0 else { throw ValidationError("--developers and --calls must be at least 1") }
  }

  func run() throws {
    try Failures.reported {
      let data = folder + "/exports"
      do {
        if FileManager.default.fileExists(atPath: data) { try FileManager.default.removeItem(atPath: data) }
        var options = SampleOptions()
        options.developers = developers
        options.calls = calls
        options.seed = seed
        _ = try SampleCompany.write(to: data, options: options, progress: nil)
      } catch {
        throw OutputError(path: data, detail: error.localizedDescription)
      }
      guard !exportsOnly else {
        print(data)
        return
      }
      let outcome = try reports(on: data)
      print("The sample company's exports: \(data)")
      print("Open the report in a browser: \(outcome.mainFile)")
    }
  }

  /// September's report, what people then made of its actions, and October's.
  private func reports(on data: String) throws -> ReportPipeline.Outcome {
    var options = RunOptions(data: data, now: 0, environment: ProcessInfo.processInfo.environment)
    options.out = folder + "/reports"
    let ledger = options.out + "/" + ReportPipeline.ledgerName
    // A ledger of an earlier demo would be taken for this one's.
    if FileManager.default.fileExists(atPath: options.out) { try? FileManager.default.removeItem(atPath: ledger) }
    options.month = Month(year: 2026, month: 9)
    _ = try ReportPipeline(options).run(progress: ProgressLine(isQuiet: quiet))
    let text = FileManager.default.contents(atPath: ledger).map { String(decoding: $0, as: UTF8.self) } ?? ""
    try ReportWriter.write(
      [OutputFile(path: ReportPipeline.ledgerName, text: SampleLedger.edited(text))], into: options.out)
    options.month = Month(year: 2026, month: 10)
    return try ReportPipeline(options).run(progress: ProgressLine(isQuiet: quiet))
  }
}
