/// Another program that makes rollups of the same files, where it is installed.
protocol Rival {
  static var name: String { get }
  /// What has to be installed.
  static var package: String { get }
  static var formats: [CallData.Format] { get }
  static var isInstalled: Bool { get }

  init(folder: String, format: CallData.Format)

  /// One run, and what it counted; nil = it does not say.
  func run() throws -> (run: MeasuredRun, calls: Int?, errors: Int?)
}

/// One that is a Python module: the rollups of the design from NDJSON or CSV, by a script that prints the number of calls
/// and of those with a 5xx.
protocol PythonRival: Rival {
  static var module: String { get }
  static var script: String { get }
  var folder: String { get }
  var format: CallData.Format { get }
}

extension PythonRival {
  static var package: String { "pip install " + module }
  static var formats: [CallData.Format] { [.ndjson, .csv] }
  static var isInstalled: Bool { (try? MeasuredRun(["python3", "-c", "import " + module])) != nil }

  func run() throws -> (run: MeasuredRun, calls: Int?, errors: Int?) {
    let run = try MeasuredRun(["python3", "-c", Self.script, format.rawValue, folder])
    let numbers = run.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard numbers.count == 2 else { throw BenchError("\(Self.name): two numbers were expected, found \(run.output)") }
    return (run, numbers[0], numbers[1])
  }
}
