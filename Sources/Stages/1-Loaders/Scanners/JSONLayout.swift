/// How objects stand in a JSON file.
enum JSONLayout: Equatable {
  /// One a line.
  case lines
  /// One after the other over several lines, as `jq .` prints them, or a single one.
  case documents
  /// `[{…}, {…}]`
  case array
  /// `{"data": [{…}, {…}], …}`
  case wrapped

  /// Tells the layout from the beginning of the text; `.ndjson` files are never taken for a wrapped array.
  init(sample: Slice, isWholeFile: Bool, mayBeWrapped: Bool) {
    self = .lines
    guard let base = sample.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    var cursor = JSONCursor(Bytes(base), Bytes(base) + sample.count)
    cursor.skipSpace()
    guard cursor.next == .openBrace else {
      if cursor.next == .openBracket { self = .array }
      return
    }
    let start = cursor.place
    let probe = cursor
    _ = cursor.value()
    let length = cursor.place - start
    let hasLines = ByteSearch.first(.lineFeed, from: start, to: start + length) != nil
    switch cursor.fault {
    case .none:
      cursor.skipSpace()
      let isAlone = isWholeFile && cursor.place >= cursor.end
      if isAlone, mayBeWrapped, JSONLayout.arrayCount(in: probe) == 1 {
        self = .wrapped
      } else if hasLines {
        self = .documents
      }
    case .incomplete where mayBeWrapped && JSONLayout.arrayCount(in: probe) > 0:
      self = .wrapped
    case .incomplete where !isWholeFile:
      self = .documents
    case .incomplete, .malformed:
      // `{` alone on its line begins a printed object.
      var first = probe
      first.advance(1)
      while first.take(.space) || first.take(.carriageReturn) {}
      if first.next == .lineFeed { self = mayBeWrapped && JSONLayout.arrayCount(in: probe) > 0 ? .wrapped : .documents }
    }
  }

  /// Members whose value is an array of objects, or an empty one.
  private static func arrayCount(in object: JSONCursor) -> Int {
    var cursor = object
    var count = 0
    guard cursor.take(.openBrace) else { return 0 }
    while true {
      cursor.skipSpace()
      guard cursor.string() != nil else { return count }
      cursor.skipSpace()
      guard cursor.take(.colon) else { return count }
      cursor.skipSpace()
      if beginsRows(cursor) { count += 1 }
      guard cursor.value() != nil else { return count }
      cursor.skipSpace()
      guard cursor.take(.comma) else { return count }
    }
  }

  /// Whether an array of objects begins here.
  static func beginsRows(_ cursor: JSONCursor) -> Bool {
    var cursor = cursor
    guard cursor.take(.openBracket) else { return false }
    cursor.skipSpace()
    return cursor.next == .openBrace || cursor.next == .closeBracket
  }
}
