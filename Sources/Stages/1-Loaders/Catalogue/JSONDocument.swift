/// Reads a JSON document into memory.
struct JSONDocument {
  private var cursor: JSONCursor
  private var counted: Bytes
  private var line = 1
  private var nodes = 0

  private init(start: Bytes, end: Bytes) {
    cursor = JSONCursor(start, end)
    counted = start
  }

  static func parse(_ bytes: [UInt8]) throws(DocumentFault) -> DataTree {
    // The cursor wants padding with a control character in it.
    let padded = bytes + [.lineFeed, 0, 0, 0, 0, 0, 0, 0, 0]
    var result: Result<DataTree, DocumentFault> = .failure(DocumentFault(detail: "found nothing, expected JSON"))
    padded.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var document = JSONDocument(start: Bytes(base), end: Bytes(base) + bytes.count)
      result = document.document()
    }
    return try result.get()
  }

  private mutating func document() -> Result<DataTree, DocumentFault> {
    cursor.skipSpace()
    let tree = value(depth: 0)
    cursor.skipSpace()
    if tree != nil, cursor.place < cursor.end { cursor.fail("the end of the document") }
    switch cursor.fault {
    case .none:
      return tree.map { .success($0) } ?? .failure(fault("more than \(DataTree.mostNodes) values, or too deep"))
    case .incomplete: return .failure(fault("the document is cut off"))
    case .malformed(let expected): return .failure(fault("expected \(expected)"))
    }
  }

  /// nil where it cannot be read; the cursor knows why, or it is too large.
  private mutating func value(depth: Int) -> DataTree? {
    nodes += 1
    guard nodes <= DataTree.mostNodes, depth <= DataTree.deepest else { return nil }
    switch cursor.next {
    case .openBrace: return object(depth: depth)
    case .openBracket: return list(depth: depth)
    default:
      guard let value = cursor.value() else { return nil }
      return value.kind == .null ? .null : .text(JSONText.string(value))
    }
  }

  private mutating func object(depth: Int) -> DataTree? {
    var members: [DataTree.Member] = []
    cursor.advance(1)
    cursor.skipSpace()
    if cursor.take(.closeBrace) { return .object(members) }
    while true {
      let line = currentLine()
      guard let key = cursor.string() else { return nil }
      cursor.skipSpace()
      guard cursor.take(.colon) else {
        cursor.fail("a colon")
        return nil
      }
      cursor.skipSpace()
      guard let value = value(depth: depth + 1) else { return nil }
      members.append(.init(key: JSONText.string(key), line: line, value: value))
      cursor.skipSpace()
      if cursor.take(.closeBrace) { return .object(members) }
      guard cursor.take(.comma) else {
        cursor.fail("a comma or }")
        return nil
      }
      cursor.skipSpace()
    }
  }

  private mutating func list(depth: Int) -> DataTree? {
    var elements: [DataTree] = []
    cursor.advance(1)
    cursor.skipSpace()
    if cursor.take(.closeBracket) { return .list(elements) }
    while true {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
      cursor.skipSpace()
      if cursor.take(.closeBracket) { return .list(elements) }
      guard cursor.take(.comma) else {
        cursor.fail("a comma or ]")
        return nil
      }
      cursor.skipSpace()
    }
  }

  private mutating func currentLine() -> Int {
    line += ByteSearch.count(.lineFeed, in: Slice(start: counted, count: cursor.place - counted))
    counted = cursor.place
    return line
  }

  private mutating func fault(_ detail: String) -> DocumentFault { DocumentFault(line: currentLine(), detail: detail) }
}

/// Members and elements of JSON text kept in a cell.
enum NestedJSON {
  /// Members in their order; nil where the text is no JSON object.
  static func members(of json: String) -> [(name: String, value: Value?)]? {
    walk(json, opening: .openBrace, closing: .closeBrace) { cursor in
      guard let key = cursor.string() else { return nil }
      cursor.skipSpace()
      guard cursor.take(.colon) else { return nil }
      cursor.skipSpace()
      return cursor.value().map { (JSONText.string(key), JSONText.cell($0)) }
    }
  }

  /// Elements in their order; nil where the text is no JSON array.
  static func elements(of json: String) -> [Value?]? {
    walk(json, opening: .openBracket, closing: .closeBracket) { cursor in cursor.value().map { JSONText.cell($0) } }
  }

  private static func walk<Item>(
    _ json: String, opening: UInt8, closing: UInt8, item: (inout JSONCursor) -> Item?
  ) -> [Item]? {
    let padded = Array(json.utf8) + [.lineFeed, 0, 0, 0, 0, 0, 0, 0, 0]
    return padded.withUnsafeBufferPointer { buffer -> [Item]? in
      guard let base = buffer.baseAddress else { return nil }
      var cursor = JSONCursor(Bytes(base), Bytes(base) + padded.count - 9)
      var items: [Item] = []
      cursor.skipSpace()
      guard cursor.take(opening) else { return nil }
      cursor.skipSpace()
      if cursor.take(closing) { return items }
      while true {
        guard let next = item(&cursor) else { return nil }
        items.append(next)
        cursor.skipSpace()
        if cursor.take(closing) { return items }
        guard cursor.take(.comma) else { return nil }
        cursor.skipSpace()
      }
    }
  }
}
