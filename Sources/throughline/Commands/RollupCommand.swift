import ArgumentParser
import Foundation
import Pipeline
import ReportModel

struct RollupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollup", abstract: "Writes what the report needs of the calls as small tables.",
    discussion: """
      Example: throughline rollup exports --month 2026-10 --out exports/rollup

      Writes one NDJSON file per table and, last, manifest.json. A folder named rollup in the data folder is read in \
      place of raw calls; other engines can write the same tables (docs/reference/rollup.md).
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp("Folder of the tables; replaced where it is one.", valueName: "folder"), completion: .directory)
  var out: String

  func run() throws {
    try Failures.reported {
      try ReportPipeline(common.runOptions()).rollup(out: out, progress: common.progress())
      print(out + "/manifest.json")
    }
  }
}
