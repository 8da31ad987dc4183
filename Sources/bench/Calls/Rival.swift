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

extension Rival {
  /// Whether Python has a module.
  static func python(has module: String) -> Bool { (try? MeasuredRun(["python3", "-c", "import \(module)"])) != nil }

  /// A run of a Python script that prints the number of calls and of those with a 5xx.
  func python(_ script: String, _ format: CallData.Format, _ folder: String) throws -> (MeasuredRun, Int?, Int?) {
    let run = try MeasuredRun(["python3", "-c", script, format.rawValue, folder])
    let numbers = run.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard numbers.count == 2 else { throw BenchError("\(Self.name): two numbers were expected, found \(run.output)") }
    return (run, numbers[0], numbers[1])
  }
}
