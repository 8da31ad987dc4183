import Foundation
import ReportModel
import Renderers

/// The templates as the user's own.
package enum OwnTemplates {
  /// Writes the built-in templates as files and returns their paths.
  ///
  /// - Throws: `RunError(.usage)` where one is there already; then none is written.
  package static func copy(to folder: String) throws -> [String] {
    let files = TemplateSet.files
    for file in files where FileManager.default.fileExists(atPath: folder + "/" + file.name) {
      throw RunError(.usage, "\(folder)/\(file.name) is there already; remove it first, or choose another folder")
    }
    try ReportWriter.write(files.map { OutputFile(path: $0.name, text: $0.text) }, into: folder)
    return files.map { folder + "/" + $0.name }
  }
}
