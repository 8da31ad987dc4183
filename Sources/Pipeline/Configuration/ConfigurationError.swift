/// Something in `throughline.yaml` that cannot be followed.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  package var file: String
  package var line: Int?
  package var column: Int?
  /// Path of the key, such as `depth.weights`; empty for the file as a whole.
  package var key: String
  package var found: String
  package var expected: String
  /// The valid name that was probably meant.
  package var nearest: String?

  package init(
    file: String, line: Int? = nil, column: Int? = nil, key: String = "", found: String, expected: String,
    nearest: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.key = key
    self.found = found
    self.expected = expected
    self.nearest = nearest
  }

  /// One line for people.
  ///
  /// `throughline.yaml:2:11: timezone: found "Europe/Berln", expected a time zone; did you mean Europe/Berlin?`
  package var description: String {
    var text = file
    if let line { text += ":" + String(line) }
    if let column { text += ":" + String(column) }
    text += ": "
    if !key.isEmpty { text += key + ": " }
    text += "found " + found + ", expected " + expected
    if let nearest { text += "; did you mean " + nearest + "?" }
    return text
  }
}
