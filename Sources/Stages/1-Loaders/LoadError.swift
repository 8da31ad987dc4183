/// Why a file, or the rest of it, could not be read.
///
/// A row that cannot be read is never an error: it is rejected with a reason and counted.
package struct LoadError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, CaseIterable, Sendable {
    /// No file under that path.
    case notFound
    /// Permission denied, or the disk failed.
    case unreadable
    /// A folder, pipe or device where a file was expected.
    case notAFile
    /// Not one byte, or not one character, of content.
    case empty
    /// Compressed data or a JSON array that stops before its end.
    case truncated
    /// Compressed data that does not decode.
    case corrupt
    /// Expands beyond `ExpansionLimit`.
    case expansion
    /// Not UTF-8, and no byte order mark that says otherwise.
    case encoding
    /// A line or record over 16 MB.
    case recordTooLong
    /// No header row, or an unusable one.
    case header
    /// Two columns of one name.
    case duplicateColumn
    /// A required column is in no row.
    case missingColumn
    /// The content is none of the known formats.
    case unknownFormat
    /// The document as a whole is not what its format says.
    case malformed
  }

  package var code: Code
  /// Path below the data folder.
  package var file: String
  package var line: Int?
  package var column: Int?
  /// What was found, and what was expected.
  package var detail: String
  /// What to do about it.
  package var hint: String?

  package init(
    _ code: Code, file: String, line: Int? = nil, column: Int? = nil, detail: String, hint: String? = nil
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.detail = detail
    self.hint = hint
  }

  /// `calls.csv:1:14: two columns are named status (rename one of them)`.
  package var description: String {
    var text = file
    if let line { text += ":" + String(line) }
    if let column { text += ":" + String(column) }
    text += ": " + detail
    if let hint { text += " (" + hint + ")" }
    return text
  }
}
