import ArgumentParser

/// Benchmarks: each case makes its data once, checks its own result, and prints what it measured.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures Throughline: cases that make their own data and check their own result.",
    subcommands: [CallsCommand.self, WhyCommand.self, LeavesCommand.self, SearchCommand.self, InlineCommand.self])
}
