/// Reads JSON lines of flat objects whose members are known, as tables of integers and names are written.
package struct FlatLines: ~Copyable {
  /// A member's value.
  package enum Cell {
    case missing
    case null
    case integer(Int64)
    /// Valid until the next line is read.
    case text(UnsafeRawBufferPointer)
    /// Anything that is none of these.
    case other
  }

  private let keys: [[UInt8]]
  /// One a column, of the last line.
  package private(set) var cells: [Cell]
  private var scratch = Scratch()

  /// - Parameter columns: the members that are wanted; others are passed over.
  package init(columns: [String]) {
    keys = columns.map { Array($0.utf8) }
    cells = Array(repeating: .missing, count: columns.count)
  }

  /// Reads every line that is not empty, with its number from 1, into `cells`; `row` gets whether it is an object.
  package mutating func read(
    _ text: UnsafeRawBufferPointer, row: (_ line: Int, _ isObject: Bool, _ cells: [Cell]) throws -> Void
  ) rethrows {
    // Scanners look some bytes ahead.
    let padded = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count + 64, alignment: 16)
    defer { padded.deallocate() }
    padded.copyMemory(from: text)
    for place in text.count..<padded.count { padded[place] = place == text.count ? .lineFeed : 0 }
    guard var start = padded.baseAddress.map({ Bytes($0.assumingMemoryBound(to: UInt8.self)) }) else { return }
    let end = start + text.count
    var line = 1
    while start < end {
      let stop = ByteSearch.first(.lineFeed, from: start, to: end) ?? end
      if start < stop { try row(line, readObject(JSONCursor(start, stop)), cells) }
      start = stop + 1
      line += 1
    }
  }

  private mutating func readObject(_ start: JSONCursor) -> Bool {
    var cursor = start
    scratch.reset()
    for column in cells.indices { cells[column] = .missing }
    cursor.skipSpace()
    guard cursor.take(.openBrace) else { return false }
    cursor.skipSpace()
    var expected = 0
    var isEmpty = cursor.take(.closeBrace)
    while !isEmpty {
      guard let key = cursor.string() else { return false }
      cursor.skipSpace()
      guard cursor.take(.colon) else { return false }
      cursor.skipSpace()
      guard let value = cursor.value() else { return false }
      if let column = column(key.slice, near: expected) {
        cells[column] = cell(value)
        expected = column + 1
      }
      cursor.skipSpace()
      isEmpty = cursor.take(.closeBrace)
      if !isEmpty, !cursor.take(.comma) { return false }
      cursor.skipSpace()
    }
    return cursor.fault == .none && cursor.place == cursor.end
  }

  /// Members mostly come in the order of the columns.
  private func column(_ key: Slice, near expected: Int) -> Int? {
    if expected < keys.count, key.elementsEqual(keys[expected]) { return expected }
    return keys.firstIndex { key.elementsEqual($0) }
  }

  private mutating func cell(_ value: JSONCursor.RawValue) -> Cell {
    switch value.kind {
    case .null: return .null
    case .number: return NumberParser.int(bytes: value.slice).map { .integer(Int64($0)) } ?? .other
    case .string where value.isEscaped:
      return .text(scratch.commit(JSONText.unescape(value.slice, into: scratch.reserve(value.slice.count))))
    case .string: return .text(value.slice)
    case .flag, .nested: return .other
    }
  }
}
