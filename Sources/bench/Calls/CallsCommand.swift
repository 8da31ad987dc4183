import ArgumentParser
import Foundation

/// The whole report from raw calls, against others making the rollups alone, in turn on the same files.
struct CallsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calls",
    abstract: "Reading a month of calls: CPU time, wall time and memory of the whole report, beside others' rollups.",
    discussion: """
      Example: swift run -c release bench calls --rows 1000000,10000000 --formats ndjson,csv
      Data are made once below --data. DuckDB, Polars and GoAccess (combined logs) are measured where they are installed;
      the report's number of calls and of server errors must be theirs.
      """)

  @Option(help: "Numbers of calls, separated by commas.") var rows = "1000000"
  @Option(help: "Numbers of tokens.") var tokens = "50000"
  @Option(help: "Numbers of files.") var files = "1"
  @Option(help: "ndjson, csv, combined.") var formats = "ndjson,csv"
  @Option(help: "Runs of each.") var runs = 3
  @Option(help: "Where the data are kept.") var data = ".build/bench"
  @Option(help: "The program to measure.") var program = ".build/release/throughline"
  @Flag(help: "The calls as .gz files, without the others.") var gzip = false
  @Flag(help: "Without the others.") var alone = false

  func run() throws {
    let known: [any Rival.Type] = alone || gzip ? [] : [DuckDBRollups.self, PolarsRollups.self, GoAccessReport.self]
    let formats = try self.formats.split(separator: ",").map(Self.format)
    let rivals = known.filter { rival in
      guard formats.contains(where: { rival.formats.contains($0) }), !rival.isInstalled else { return true }
      print("\(rival.name) is not installed (\(rival.package))")
      return false
    }
    for format in formats {
      for rows in try Self.numbers(rows) {
        for tokens in try Self.numbers(tokens) {
          for files in try Self.numbers(files) {
            var data = CallData(rows: rows, tokens: tokens, files: files, format: format)
            data.isCompressed = gzip
            try measure(data, rivals: rivals.filter { $0.formats.contains(format) })
          }
        }
      }
    }
  }

  private func measure(_ shape: CallData, rivals: [any Rival.Type]) throws {
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    let folder = try shape.write(below: data)
    let out = data + "/report-" + shape.name
    defer { try? FileManager.default.removeItem(atPath: out) }
    var ours = MeasuredRuns()
    var theirs = rivals.map { _ in MeasuredRuns() }
    for _ in 0..<max(1, runs) {
      ours.add(
        try MeasuredRun([program, "report", folder, "--month", "2026-10", "--format", "json", "--quiet", "--out", out]))
      let counted = try Self.counted(out + "/2026-10/report.json")
      guard counted.calls == shape.rows else {
        throw BenchError("\(shape.name): \(counted.calls) calls counted, \(shape.rows) written")
      }
      for (index, rival) in rivals.enumerated() {
        let (run, calls, errors) = try rival.init(folder: folder, format: shape.format).run()
        theirs[index].add(run)
        guard calls ?? counted.calls == counted.calls, errors ?? counted.errors == counted.errors else {
          throw BenchError("\(shape.name): counted \(counted), \(rival.name) \(calls ?? 0) and \(errors ?? 0)")
        }
      }
    }
    print("\(shape.name)\n  Throughline  \(ours.line)")
    for (rival, runs) in zip(rivals, theirs) {
      let name = rival.name.padding(toLength: 11, withPad: " ", startingAt: 0)
      print("  \(name)  \(runs.line)")
      print(
        String(format: "               CPU time 1/%.1f, wall time 1/%.1f", runs.cpu / ours.cpu, runs.wall / ours.wall))
    }
  }

  /// Calls and server errors by the report's own table.
  private static func counted(_ path: String) throws -> (calls: Int, errors: Int) {
    let report = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    let tables = (report as? [String: Any])?["tables"] as? [String: Any]
    guard let endpoints = tables?["endpoints"] as? [[String: Any]] else { throw BenchError("\(path): no endpoints") }
    func sum(_ column: String) -> Int { endpoints.reduce(0) { $0 + (($1[column] as? NSNumber)?.intValue ?? 0) } }
    return (sum("calls"), sum("errors_5xx"))
  }

  private static func numbers(_ text: String) throws -> [Int] {
    try text.split(separator: ",").map {
      guard let number = Int($0), number > 0 else { throw ValidationError("\($0) is not a number") }
      return number
    }
  }

  private static func format(_ text: Substring) throws -> CallData.Format {
    guard let format = CallData.Format(rawValue: String(text)) else { throw ValidationError("\(text) is no format") }
    return format
  }
}
