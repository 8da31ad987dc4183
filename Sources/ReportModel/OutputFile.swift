/// A file a renderer made; Pipeline writes it.
package struct OutputFile: Hashable, Sendable {
  /// Path below the report's folder, such as `charts/ttfc.svg`.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
