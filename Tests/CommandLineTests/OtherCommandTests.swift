import Foundation
import Testing

@Suite("check, init, demo, help")
struct OtherCommandTests {
  @Test("check names every file, what would unlock what is missing, and the verdict; it writes nothing")
  func check() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try workspace.write("minutes.docx", "not an export")
    let before = try FileManager.default.subpathsOfDirectory(atPath: workspace.root.path).sorted()
    let result = try Binary.run(["check", workspace.data, "--month", "2026-10"])
    #expect(result.status == 0)
    for word in ["calls.ndjson", "developers.csv", "needs doc_views", "needs revenue", "minutes.docx", "publish"] {
      #expect(result.output.contains(word), "\(word) in \(result.output)")
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: workspace.root.path).sorted() == before)
  }

  @Test("init writes a configuration that report accepts, and never writes over one")
  func initialConfiguration() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    #expect(try Binary.run(["init", workspace.data]).status == 0)
    #expect(FileManager.default.fileExists(atPath: workspace.data + "/throughline.yaml"))
    let report = try workspace.report()
    #expect(report.status == 0, "\(report.error)")
    #expect(try Binary.run(["init", workspace.data]).status == 64)
  }

  @Test("demo writes exports and a report at any size")
  func demo() throws {
    let workspace = try Workspace()
    let folder = workspace.root.appendingPathComponent("demo").path
    let result = try Binary.run(["demo", folder, "--developers", "120", "--calls", "6000"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains(folder + "/reports/2026-10/index.html"))
    #expect(FileManager.default.fileExists(atPath: folder + "/reports/2026-10/index.html"))
  }

  @Test("diff compares two reports; one that is missing is 66, what is no report is 65")
  func diff() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    #expect(try workspace.report().status == 0)
    let month = workspace.out + "/2026-10"
    let same = try Binary.run(["diff", month, month])
    #expect(same.status == 0 && same.output.contains("calls.total"))
    let json = try Binary.run(["diff", month, month + "/report.json", "--format", "json"])
    #expect(json.status == 0)
    #expect((try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])?["metrics"] != nil)
    #expect(try Binary.run(["diff", workspace.out + "/2026-09", month]).status == 66)
    #expect(try Binary.run(["diff", workspace.data + "/developers.csv", month]).status == 65)
  }

  @Test("a ledger with a mistake is 78, with its place, and stays as it is")
  func brokenLedger() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try FileManager.default.createDirectory(atPath: workspace.out, withIntermediateDirectories: true)
    let text = "actions:\n  - id: a\n    title: t\n    since: 2026-09\n    status: dnoe\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: workspace.out + "/actions.yaml"))
    let result = try workspace.report()
    #expect(result.status == 78)
    #expect(result.error.contains("actions.yaml:5:13: ") && result.error.contains("“done”"))
    #expect(try workspace.outputs().keys.sorted() == ["actions.yaml"])
  }

  @Test(
    "Every command explains itself with an example",
    arguments: ["report", "check", "init", "demo", "value-moment", "diff"])
  func help(_ command: String) throws {
    let result = try Binary.run([command, "--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("Example: throughline \(command)"))
  }

  @Test("--version prints a version")
  func version() throws {
    let result = try Binary.run(["--version"])
    #expect(result.status == 0)
    #expect(result.output.split(separator: ".").count == 3)
  }
}
