import ArgumentParser
import Foundation
import Pipeline
import ReportModel

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Looks at the files and writes a commented throughline.yaml.",
    discussion: """
      Example: throughline init exports

      Never writes over a configuration that is there.
      """)

  @Argument(help: "Folder with the exports.", completion: .directory)
  var data = "."

  func run() throws {
    try Failures.reported {
      let path = data.hasSuffix("/") ? data + "throughline.yaml" : data + "/throughline.yaml"
      guard !FileManager.default.fileExists(atPath: path) else {
        throw RunError(.usage, "\(path) is there already; remove it first, or edit it")
      }
      let text = try ReportPipeline.initialConfiguration(data: data)
      try ReportWriter.write([OutputFile(path: "throughline.yaml", text: text)], into: data)
      print(path)
    }
  }
}
