/// Reads call objects member by member, expecting them in the order in which they came so far.
///
/// What stands between two values, `,"status":`, is the same in every line of a log, blanks included: it is compared as
/// a whole, by words. Only what was never seen at its place is read as JSON.
struct JSONCallPlan: ~Copyable {
  /// The text in front of a value, from the opening brace or the comma on, and the value's column; −1 = ignored.
  private struct Lead {
    var offset: Int
    var length: Int
    var column: Int
  }

  /// Longer texts and further places are read each time; the window's padding is longer than this.
  private static let longestLead = 56
  private static let most = 64

  /// Keys seen, at most as many as a summary tells apart.
  private(set) var names: Set<String> = []

  private var leads: [Lead] = []
  /// The leads' texts, each at a multiple of eight and padded with zeros.
  private let text: UnsafeMutablePointer<UInt8>
  private var textCount = 0
  private var scratch = Scratch()

  init() {
    let size = JSONCallPlan.most * (JSONCallPlan.longestLead + 8)
    text = .allocate(capacity: size)
    text.initialize(repeating: 0, count: size)
    leads.reserveCapacity(JSONCallPlan.most)
  }

  deinit { text.deallocate() }

  /// Reads one object into cells; the cursor's fault says whether it was one.
  @inline(__always)
  mutating func read(_ cursor: inout JSONCursor, into cells: inout CallCells) {
    cells.clear()
    scratch.reset()
    guard cursor.next == .openBrace else { return cursor.fail("an object") }
    var place = 0
    while true {
      guard let column = lead(&cursor, &place) else { return }
      if let plain = cursor.plainString() ?? cursor.plainNumber() {
        if column >= 0 { cells.set(column, plain) }
      } else {
        guard let value = cursor.value() else { return }
        if column >= 0 { store(value, column, &cells) }
      }
      cursor.skipSpace()
      if cursor.next == .comma { continue }
      if cursor.take(.closeBrace) { return }
      return cursor.fail("a comma or }")
    }
  }

  private mutating func store(_ value: JSONCursor.RawValue, _ column: Int, _ cells: inout CallCells) {
    switch value.kind {
    case .string where value.isEscaped:
      let count = JSONText.unescape(value.slice, into: scratch.reserve(value.slice.count))
      cells.set(column, scratch.commit(count))
    case .string, .number, .flag: cells.set(column, value.slice)
    case .null: cells.set(column, Slice(start: nil, count: 0))
    case .nested:
      cells.set(column, Slice(start: nil, count: 0))
      cells.nested |= 1 << UInt32(column)
    }
  }

  /// Passes over what stands in front of the next value; its column, −1 for one that is ignored, nil where there is no
  /// value or a fault.
  @inline(__always)
  private mutating func lead(_ cursor: inout JSONCursor, _ place: inout Int) -> Int? {
    let left = cursor.end - cursor.place
    var index = place
    while index < leads.count {
      let lead = leads[index]
      if lead.length <= left, matches(lead, cursor.place) {
        cursor.advance(lead.length)
        // More blanks than the line had that taught it.
        cursor.skipSpace()
        place = index + 1
        return lead.column
      }
      index += 1
    }
    return newLead(&cursor, &place)
  }

  @inline(__always)
  private func matches(_ lead: Lead, _ bytes: Bytes) -> Bool {
    let known = Bytes(text) + lead.offset
    var offset = 0
    while lead.length - offset > 8 {
      if ByteSearch.word(known + offset) != ByteSearch.word(bytes + offset) { return false }
      offset += 8
    }
    let unused = UInt64(8 - (lead.length - offset)) * 8
    return (ByteSearch.word(known + offset) ^ ByteSearch.word(bytes + offset)) << unused == 0
  }

  @inline(never)
  private mutating func newLead(_ cursor: inout JSONCursor, _ place: inout Int) -> Int? {
    let start = cursor.place
    let isFirst = cursor.next == .openBrace
    cursor.advance(1)
    cursor.skipSpace()
    if isFirst, cursor.take(.closeBrace) { return nil }
    guard let key = cursor.string() else { return nil }
    cursor.skipSpace()
    guard cursor.take(.colon) else {
      cursor.fail("a colon")
      return nil
    }
    cursor.skipSpace()
    let name = JSONText.string(key)
    if names.count < 1_000 { names.insert(name) }
    let column = CallColumn(name: name)?.rawValue ?? -1
    let length = cursor.place - start
    guard length <= JSONCallPlan.longestLead, leads.count < JSONCallPlan.most else { return column }
    (text + textCount).update(from: start, count: length)
    leads.insert(Lead(offset: textCount, length: length, column: column), at: place)
    textCount += (length + 7) / 8 * 8
    place += 1
    return column
  }
}
