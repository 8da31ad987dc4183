/// A JSON or YAML document in memory; numbers stay as they are written.
indirect enum DataTree: Equatable {
  case null
  case text(String)
  case list([DataTree])
  case object([Member])

  struct Member: Equatable {
    let key: String
    /// Line of the key, from 1.
    let line: Int
    let value: DataTree
  }

  /// Nodes a document may have, so that memory stays bounded.
  static let mostNodes = 4_000_000
  static let deepest = 128

  /// The member of that name; the last one where it occurs twice, as JSON readers do.
  subscript(key: String) -> DataTree? { members.last { $0.key == key }?.value }

  var members: [Member] { if case .object(let members) = self { members } else { [] } }
  var elements: [DataTree] { if case .list(let elements) = self { elements } else { [] } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// Why a document cannot be read.
package struct DocumentFault: Error, Equatable {
  package var line: Int?
  package var column: Int?
  /// What was found, and what was expected.
  package var detail: String

  init(line: Int? = nil, column: Int? = nil, detail: String) {
    self.line = line
    self.column = column
    self.detail = detail
  }

  func loadError(_ file: ExportFile) -> LoadError {
    LoadError(.malformed, file: file.path, line: line, column: column, detail: detail)
  }
}
