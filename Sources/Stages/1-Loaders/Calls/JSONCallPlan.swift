/// Reads call objects key by key, expecting the keys in the order in which they came so far.
///
/// An expected key is one comparison of words; only a key that was never seen at its place is looked up by name.
struct JSONCallPlan: ~Copyable {
  /// A key as it stands in the text, quotes included, and its column; −1 = ignored.
  private struct Entry {
    var offset: Int
    var length: Int
    var column: Int
  }

  /// Longer keys and further places are looked up each time; the window's padding is longer than this.
  private static let longestKey = 48
  private static let most = 64

  /// Keys seen, at most as many as a summary tells apart.
  private(set) var names: Set<String> = []

  private var entries: [Entry] = []
  /// The keys, each at a multiple of eight and padded with zeros.
  private let text: UnsafeMutablePointer<UInt8>
  private var textCount = 0
  private var scratch = Scratch()

  init() {
    let size = JSONCallPlan.most * (JSONCallPlan.longestKey + 8)
    text = .allocate(capacity: size)
    text.initialize(repeating: 0, count: size)
    entries.reserveCapacity(JSONCallPlan.most)
  }

  deinit { text.deallocate() }

  /// Reads one object into cells; the cursor's fault says whether it was one.
  @inline(__always)
  mutating func read(_ cursor: inout JSONCursor, into cells: inout CallCells) {
    cells.clear()
    scratch.reset()
    guard cursor.take(.openBrace) else { return cursor.fail("an object") }
    cursor.skipSpace()
    if cursor.take(.closeBrace) { return }
    var place = 0
    while true {
      guard let column = column(&cursor, &place) else { return }
      cursor.skipSpace()
      guard cursor.take(.colon) else { return cursor.fail("a colon") }
      cursor.skipSpace()
      guard let value = cursor.value() else { return }
      if column >= 0 { store(value, column, &cells) }
      cursor.skipSpace()
      if cursor.take(.comma) {
        cursor.skipSpace()
        continue
      }
      if cursor.take(.closeBrace) { return }
      return cursor.fail("a comma or }")
    }
  }

  @inline(__always)
  private mutating func store(_ value: JSONCursor.RawValue, _ column: Int, _ cells: inout CallCells) {
    let bit: UInt32 = 1 << UInt32(column)
    cells.nested &= ~bit
    switch value.kind {
    case .string where value.isEscaped:
      let count = JSONText.unescape(value.slice, into: scratch.reserve(value.slice.count))
      cells.cells[column] = scratch.commit(count)
    case .string, .number, .flag: cells.cells[column] = value.slice
    case .null: cells.cells[column] = Slice(start: nil, count: 0)
    case .nested:
      cells.nested |= bit
      cells.cells[column] = Slice(start: nil, count: 0)
    }
  }

  /// Reads a key; its column, −1 for one that is ignored, nil for a fault.
  @inline(__always)
  private mutating func column(_ cursor: inout JSONCursor, _ place: inout Int) -> Int? {
    var index = place
    while index < entries.count {
      let entry = entries[index]
      if matches(entry, cursor.place) {
        cursor.advance(entry.length)
        place = index + 1
        return entry.column
      }
      index += 1
    }
    return newColumn(&cursor, &place)
  }

  @inline(__always)
  private func matches(_ entry: Entry, _ bytes: Bytes) -> Bool {
    let key = Bytes(text) + entry.offset
    var offset = 0
    while entry.length - offset > 8 {
      if ByteSearch.word(key + offset) != ByteSearch.word(bytes + offset) { return false }
      offset += 8
    }
    let unused = UInt64(8 - (entry.length - offset)) * 8
    return (ByteSearch.word(key + offset) ^ ByteSearch.word(bytes + offset)) << unused == 0
  }

  private mutating func newColumn(_ cursor: inout JSONCursor, _ place: inout Int) -> Int? {
    guard let key = cursor.string() else { return nil }
    let name = JSONText.string(key)
    if names.count < 1_000 { names.insert(name) }
    let column = CallColumn(name: name)?.rawValue ?? -1
    let length = key.slice.count + 2
    guard length <= JSONCallPlan.longestKey, entries.count < JSONCallPlan.most, let start = key.slice.baseAddress else {
      return column
    }
    let source = start.assumingMemoryBound(to: UInt8.self) - 1
    (text + textCount).update(from: source, count: length)
    entries.insert(Entry(offset: textCount, length: length, column: column), at: place)
    textCount += (length + 7) / 8 * 8
    place += 1
    return column
  }
}
