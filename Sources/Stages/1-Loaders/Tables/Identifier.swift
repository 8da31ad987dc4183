/// An identifier of a table, which is its bytes, as it is wherever calls are counted: texts are equal where their characters
/// are.
struct Identifier: Hashable {
  private let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Identifier, right: Identifier) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
