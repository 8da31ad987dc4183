import Foundation

/// GoAccess over the same combined logs: its own panels, for want of rollups.
struct GoAccessReport: Rival {
  static let name = "GoAccess"
  static let package = "the package goaccess"
  static let formats = [CallData.Format.combined]
  static var isInstalled: Bool { (try? MeasuredRun(["goaccess", "--version"])) != nil }

  let folder: String
  let format: CallData.Format

  func run() throws -> (run: MeasuredRun, calls: Int?, errors: Int?) {
    let out = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: out) }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/calls").sorted()
    let run = try MeasuredRun(
      ["goaccess", "--no-global-config", "--no-progress", "--log-format=COMBINED", "-o", out]
        + files.map { "\(folder)/calls/\($0)" })
    let report = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: out))) as? [String: Any]
    let general = report?["general"] as? [String: Any]
    return (run, (general?["total_requests"] as? NSNumber)?.intValue, nil)
  }
}
