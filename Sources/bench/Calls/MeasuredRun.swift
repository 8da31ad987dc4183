import Foundation

/// One run of a program as a whole process: wall time, CPU time of all its threads, peak memory, what it printed.
struct MeasuredRun {
  var wall: Double
  var cpu: Double
  /// Megabytes.
  var peak: Int
  var output: String

  /// Runs a program from the PATH or by its path. Throws where it cannot be started or does not end with 0.
  init(_ arguments: [String]) throws {
    let sink = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: sink) }
    // The shell does the redirection, `exec` keeps the process the one that is measured.
    let script = "exec \"$@\" > \"$BENCH_SINK\""
    var words = (["/bin/sh", "-c", script, "sh"] + arguments).map { strdup($0) } + [nil]
    var environment = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") }
    environment += [strdup("BENCH_SINK=" + sink), nil]
    defer {
      for word in words + environment { free(word) }
      words = []
    }
    let start = ContinuousClock.now
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", nil, nil, words, environment) == 0 else {
      throw BenchError("\(arguments[0]) cannot be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    let elapsed = (ContinuousClock.now - start).components
    wall = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    cpu =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    peak = usage.ru_maxrss >> 10
    output = (try? String(contentsOfFile: sink, encoding: .utf8)) ?? ""
    guard status == 0 else { throw BenchError("\(arguments[0]) ended with status \(status)") }
  }
}

struct BenchError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// The runs of one program on one set of files.
struct MeasuredRuns {
  private(set) var runs: [MeasuredRun] = []

  mutating func add(_ run: MeasuredRun) { runs.append(run) }

  private func sorted(_ value: (MeasuredRun) -> Double) -> [Double] { runs.map(value).sorted() }

  var cpu: Double { sorted(\.cpu)[runs.count / 2] }
  var wall: Double { sorted(\.wall)[runs.count / 2] }
  var peak: Int { runs.map(\.peak).max() ?? 0 }
  /// Median, and from the least to the most.
  var line: String {
    let cpus = sorted(\.cpu)
    return String(
      format: "%7.2f CPU-s (%.2f–%.2f)  %7.2f s wall  %5d MB", cpu, cpus.first ?? 0, cpus.last ?? 0, wall, peak)
  }
}
