import ArgumentParser
import Foundation
import Pipeline
import ReportModel

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Looks at the files and writes a commented throughline.yaml.",
    discussion: """
      Example: throughline init exports
      Example: throughline init --templates my-templates

      The second copies the templates of the outputs, to be changed and used with report --templates. Never writes over \
      a file that is there.
      """)

  @Argument(help: "Folder with the exports.", completion: .directory)
  var data = "."

  @Option(
    help: ArgumentHelp("Copy the templates of the outputs to this folder, and nothing else.", valueName: "folder"),
    completion: .directory)
  var templates: String?

  func run() throws {
    try Failures.reported {
      if let templates {
        for path in try OwnTemplates.copy(to: templates) { print(path) }
        Failures.note(
          [
            "keep the files you change, remove the others, and run: throughline report --templates \(templates) …",
            "a name or element that is wrong in one is an error with its place, before anything is written",
          ], at: .info)
        return
      }
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
