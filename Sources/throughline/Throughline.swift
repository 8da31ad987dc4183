import ArgumentParser

/// The command line: see `Commands/`.
@main
struct Throughline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "throughline",
    abstract: "Turns a month of an API company's exports into the report its leaders read.",
    discussion: """
      What changed, why, what next. Point it at a folder of exports (calls.ndjson, developers.csv, revenue.csv …):

        throughline check exports
        throughline report exports --month 2026-10 --out reports

      Exit status: 0 done · 64 wrong usage · 65 data cannot be used · 66 input missing · 70 a bug of ours · \
      73 output cannot be written · 75 try again later · 78 configuration.
      """,
    version: Version.current,
    subcommands: [
      ReportCommand.self, CheckCommand.self, ExplainCommand.self, ValueMomentCommand.self, RollupCommand.self,
      DiffCommand.self, InitCommand.self, DemoCommand.self,
    ],
    defaultSubcommand: nil)
}

enum Version {
  static let current = "0.1.0"
}
