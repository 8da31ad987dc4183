import ArgumentParser
import Foundation
import Renderers

/// The mail's style inliner by itself, for the check against a browser (`Tests/Pages/check_inliner.py`).
struct InlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inline", abstract: "Inlines the <style data-inline=\"\"> of XHTML files, each to FILE.inlined.html.")

  @Argument(help: "XHTML files.", completion: .file())
  var files: [String]

  func run() throws {
    for file in files {
      let html = try CSSInliner.html(String(contentsOfFile: file, encoding: .utf8), file: file)
      try Data(html.utf8).write(to: URL(fileURLWithPath: file + ".inlined.html"))
    }
  }
}
