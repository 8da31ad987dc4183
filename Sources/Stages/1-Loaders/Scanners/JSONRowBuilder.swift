/// Makes rows of JSON objects; rows with the same keys in the same order share their header.
struct JSONRowBuilder {
  /// Every key met, in order.
  private(set) var columns: [String] = []

  private var known: Set<String> = []
  private var header = RowHeader([])
  private var names: [String] = []
  private var cells: [Value?] = []

  /// Reads one object; the cursor's fault says whether it was one.
  mutating func read(_ cursor: inout JSONCursor) {
    names.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    guard cursor.take(.openBrace) else { return cursor.fail("an object") }
    cursor.skipSpace()
    if cursor.take(.closeBrace) { return }
    while true {
      guard let key = cursor.string() else { return }
      cursor.skipSpace()
      guard cursor.take(.colon) else { return cursor.fail("a colon") }
      cursor.skipSpace()
      guard let value = cursor.value() else { return }
      names.append(JSONText.string(key))
      cells.append(JSONText.cell(value))
      cursor.skipSpace()
      if cursor.take(.comma) {
        cursor.skipSpace()
        continue
      }
      if cursor.take(.closeBrace) { return }
      return cursor.fail("a comma or }")
    }
  }

  /// The object last read.
  mutating func row(line: Int) -> Row {
    if names != header.names {
      header = RowHeader(names)
      for name in names where known.insert(name).inserted { columns.append(name) }
    }
    return Row(line: line, header: header, cells: cells)
  }
}
