/// Why a report could not be rendered: where, what was found, what to do.
package struct RenderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Name of the template or of the rendered file.
  package var file: String
  /// From 1; 0 = the file as a whole.
  package var line: Int
  package var column: Int
  package var message: String

  package init(file: String, line: Int = 0, column: Int = 0, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// `report.html.mustache:12:5: there is no value called …`.
  package var description: String {
    var place = file
    if line > 0 { place += ":\(line)" }
    if line > 0 && column > 0 { place += ":\(column)" }
    return place + ": " + message
  }
}
