import ReportModel

/// Frames the objects of a JSON file one after the other, whatever its layout, and finds the next one behind a bad one.
///
/// `next` hands out a cursor at an object; the reader moves it behind the object and gives it back to `settle`.
struct JSONRecords: ~Copyable {
  enum Frame {
    case object(JSONCursor)
    case rejected(String)
    case end
  }

  enum Settlement {
    case complete
    /// The object runs out of the window: more was read, ask for it again.
    case again
    case rejected(String)
  }

  private(set) var window: Window
  let layout: JSONLayout
  /// Line the last record begins on.
  private(set) var line = 1
  /// The last record as it stands in the file; valid until the next one is asked for.
  private(set) var record = Slice(start: nil, count: 0)

  private var hasBegun = false
  private var isClosed = false
  /// Something was skipped up to the end of a line, perhaps the closing bracket.
  private var hasLostTrack = false

  init(window: consuming Window, layout: JSONLayout) {
    self.window = window
    self.layout = layout
    if layout == .lines { self.window.beginIndex(of: .json) }
  }

  /// Gives the window back; nothing can be read any more.
  mutating func release() -> Window {
    var released = Window()
    swap(&released, &window)
    return released
  }

  /// Takes lines into an empty group, as long as there is room and the reader can read them without much care.
  @inline(__always)
  mutating func takeSimple<Objects: ObjectReader & ~Copyable>(into group: inout CallGroup, by objects: inout Objects) {
    guard layout == .lines else { return }
    repeat {
      window.takeLines(into: &group) { objects.takeAlike($0, into: $1) }
    } while group.hasRoom && window.takeLine(into: &group) { objects.readSimple($0, into: &$1) }
  }

  /// The next object.
  @inline(__always)
  mutating func next() throws(LoadError) -> Frame {
    layout == .lines ? try nextLine() : try nextElement()
  }

  /// Passes over a record that was read up to the cursor.
  @inline(__always)
  mutating func settle(_ cursor: inout JSONCursor) throws(LoadError) -> Settlement {
    layout == .lines ? settleLine(&cursor) : try settleElement(cursor)
  }

  // MARK: One object a line

  @inline(__always)
  private mutating func nextLine() throws(LoadError) -> Frame {
    if let plain = window.plainLine() {
      line = window.line - 1
      record = plain.text
    } else {
      guard let next = try window.nextLine() else { return .end }
      line = next.line
      record = next.text
    }
    if window.needsCheck, let reason = RowFault.encoding(record) { return .rejected(reason) }
    guard let start = record.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .end }
    var cursor = JSONCursor(Bytes(start), Bytes(start) + record.count)
    cursor.skipSpace()
    return cursor.next == .openBrace ? .object(cursor) : .rejected(RowFault.noObject)
  }

  @inline(__always)
  private mutating func settleLine(_ cursor: inout JSONCursor) -> Settlement {
    cursor.skipSpace()
    if cursor.fault == .none, cursor.place < cursor.end { cursor.fail("the end of the line") }
    return cursor.fault == .none ? .complete : .rejected(RowFault.json(cursor.fault))
  }

  // MARK: Objects in an array, or one after the other

  private mutating func nextElement() throws(LoadError) -> Frame {
    if !hasBegun { try begin() }
    while true {
      if isClosed {
        try finish()
        if isClosed { return .end }
      }
      try skipBetween()
      guard window.count > 0 else {
        if layout == .documents || hasLostTrack { return .end }
        throw endsEarly("the closing ] is missing")
      }
      line = window.line
      var cursor = JSONCursor(window.base, window.base + window.count)
      if cursor.next == .openBrace { return .object(cursor) }
      if cursor.next == .closeBracket {
        window.consume(1)
        if layout != .documents { isClosed = true }
        continue
      }
      if cursor.value() == nil { cursor.fail("a value") }
      switch try settleElement(cursor) {
      case .again: continue
      case .complete: return .rejected(RowFault.noObject)
      case .rejected(let reason): return .rejected(reason)
      }
    }
  }

  /// Passes over the opening of the array.
  private mutating func begin() throws(LoadError) {
    hasBegun = true
    if layout == .wrapped { try findRows() }
    guard layout != .documents else { return }
    try skipBetween()
    if window.count > 0, window.base[0] == .openBracket { window.consume(1) }
  }

  /// Moves to the array of rows inside an object.
  private mutating func findRows() throws(LoadError) {
    while true {
      var cursor = JSONCursor(window.base, window.base + window.count)
      cursor.skipSpace()
      _ = cursor.take(.openBrace)
      while cursor.fault == .none {
        cursor.skipSpace()
        guard cursor.string() != nil else { break }
        cursor.skipSpace()
        if !cursor.take(.colon) { cursor.fail("a colon") }
        cursor.skipSpace()
        if JSONLayout.beginsRows(cursor) {
          pass(cursor.place - window.base)
          return
        }
        if cursor.value() == nil { break }
        cursor.skipSpace()
        if !cursor.take(.comma) { cursor.fail("an array of rows") }
      }
      if cursor.fault == .incomplete, try window.refill() { continue }
      throw LoadError(
        .malformed, file: window.name, line: window.line,
        detail: "found one JSON object without an array of objects in it, expected rows",
        hint: "write one object a line, or an array of objects")
    }
  }

  /// Passes over blanks and commas.
  private mutating func skipBetween() throws(LoadError) {
    while true {
      var length = 0
      while length < window.count {
        let byte = window.base[length]
        guard byte <= 0x20 && byte > 0 || byte == .comma || byte >= 0x80 && isMark(length) else { break }
        length += byte >= 0x80 ? 3 : 1
      }
      pass(length)
      if window.count > 0 { return }
      if try !window.refill() { return }
    }
  }

  private func isMark(_ offset: Int) -> Bool {
    offset + 3 <= window.count && window.base[offset] == 0xEF && window.base[offset + 1] == 0xBB
      && window.base[offset + 2] == 0xBF
  }

  private mutating func pass(_ length: Int) {
    window.line += ByteSearch.count(.lineFeed, in: Slice(start: window.base, count: length))
    window.consume(length)
  }

  private mutating func settleElement(_ cursor: JSONCursor) throws(LoadError) -> Settlement {
    switch cursor.fault {
    case .none:
      record = Slice(start: window.base, count: cursor.place - window.base)
      let reason = window.needsCheck ? RowFault.encoding(record) : nil
      pass(record.count)
      return reason.map { .rejected($0) } ?? .complete
    case .incomplete:
      if try window.refill() { return .again }
      if layout == .documents || hasLostTrack {
        record = Slice(start: window.base, count: window.count)
        pass(window.count)
        return .rejected(RowFault.json(.incomplete))
      }
      throw endsEarly("the row that begins on line \(window.line) is cut off")
    case .malformed:
      let length = try skipMalformed()
      record = Slice(start: window.base, count: length)
      pass(length)
      return .rejected(RowFault.json(cursor.fault))
    }
  }

  /// Length of a malformed element: up to its closing brace where quotes are in order, else to the next row's line.
  private mutating func skipMalformed() throws(LoadError) -> Int {
    var skip = JSONSkip(first: window.base[0])
    while true {
      switch skip.run(window.slice(0..<window.count)) {
      case .closed(let length): return max(length, 1)
      case .quotesOutOfOrder:
        hasLostTrack = true
        return try nextRowLine()
      case .open:
        if try window.refill() { continue }
        hasLostTrack = true
        return try nextRowLine()
      }
    }
  }

  /// Offset of the next line that begins an object.
  private mutating func nextRowLine() throws(LoadError) -> Int {
    var offset = 0
    while let lineFeed = try window.find(.lineFeed, from: offset) {
      offset = lineFeed + 1
      if offset == window.count { _ = try window.refill() }
      var cursor = JSONCursor(window.base + offset, window.base + window.count)
      if cursor.take(.comma) {}
      while cursor.take(.space) || cursor.take(.tab) {}
      if cursor.next == .openBrace { return offset }
    }
    return window.count
  }

  /// Reads the rest, so that damage behind the rows is noticed too.
  private mutating func finish() throws(LoadError) {
    if layout == .array {
      try skipBetween()
      if window.count > 0, window.base[0] != .openBracket {
        throw LoadError(
          .malformed, file: window.name, line: window.line, detail: "found text behind the end of the JSON array",
          hint: "write one array, or one object a line")
      }
      if window.count > 0 {
        // A second array, as `cat` of two exports makes it.
        window.consume(1)
        isClosed = false
        return
      }
    }
    repeat { window.consume(window.count) } while try window.refill()
  }

  private func endsEarly(_ detail: String) -> LoadError {
    LoadError(
      .truncated, file: window.name, line: window.line, detail: "the JSON array ends early: " + detail,
      hint: "it was cut off while copied or written: export it again")
  }
}
