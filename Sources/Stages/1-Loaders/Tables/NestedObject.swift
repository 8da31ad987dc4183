/// The members of a JSON object as text, objects within it flattened to dotted names.
enum NestedObject {
  /// Deeper objects stay JSON text.
  static let depthLimit = 8

  /// Name → text; booleans are `true` and `false`, numbers as written, nulls left out. Empty where it is no object.
  static func flattened(_ json: String) -> [String: String] {
    var members: [String: String] = [:]
    collect(json, prefix: "", depth: 0, into: &members)
    return members
  }

  private static func collect(_ json: String, prefix: String, depth: Int, into members: inout [String: String]) {
    for (name, value) in entries(json) {
      if case .nested(let inner) = value, inner.hasPrefix("{"), depth < depthLimit {
        collect(inner, prefix: prefix + name + ".", depth: depth + 1, into: &members)
      } else {
        members[prefix + name] = value.text
      }
    }
  }

  private static func entries(_ json: String) -> [(String, Value)] {
    // Padding for the cursor, which reads whole words.
    let padded = Array(json.utf8) + [.lineFeed, 0, 0, 0, 0, 0, 0, 0, 0]
    return padded.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var cursor = JSONCursor(Bytes(base), Bytes(base) + padded.count - 9)
      var entries: [(String, Value)] = []
      cursor.skipSpace()
      guard cursor.take(.openBrace) else { return entries }
      while true {
        cursor.skipSpace()
        guard let key = cursor.string() else { return entries }
        cursor.skipSpace()
        guard cursor.take(.colon) else { return entries }
        cursor.skipSpace()
        guard let value = cursor.value() else { return entries }
        if let cell = JSONText.cell(value) { entries.append((JSONText.string(key), cell)) }
        cursor.skipSpace()
        guard cursor.take(.comma) else { return entries }
      }
    }
  }
}
