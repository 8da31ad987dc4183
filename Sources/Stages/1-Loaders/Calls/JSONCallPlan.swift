import CScan
import ReportModel

/// Reads call objects member by member, expecting them in the order in which they came so far.
///
/// What stands between two values, `,"status":`, is the same in every line of a log, blanks included: it is compared as
/// a whole, by words. Only what was never seen at its place is read as JSON.
struct JSONCallPlan: ~Copyable {
  /// The text in front of a value, from the opening brace or the comma on.
  private struct Lead {
    /// Its first sixteen bytes: longer ones are rare.
    let beginning: (UInt64, UInt64)
    /// All bits of those of the sixteen that it has.
    let mask: (UInt64, UInt64)
    let text: Bytes
    let length: Int
    /// The value's column.
    let column: Int

    init(_ text: Bytes, length: Int, column: Int) {
      func mask(_ count: Int) -> UInt64 { count <= 0 ? 0 : ~0 >> (64 - 8 * UInt64(min(count, 8))) }
      (self.text, self.length, self.column) = (text, length, column)
      self.mask = (mask(length), mask(length - 8))
      beginning = (ByteSearch.word(text) & self.mask.0, ByteSearch.word(text + 8) & self.mask.1)
    }
  }

  /// Longer texts and further places are read each time; the window's padding is longer than this.
  private static let longestLead = 56
  private static let most = 64

  /// Lines that are not of the shape, beyond those that are, until another one is learned; and times that it fitted a line
  /// or two until it is given up.
  private static let (patience, longPatience) = (16, 64)

  private let leads: UnsafeMutablePointer<Lead>
  private var leadCount = 0
  /// Their keys.
  private var leadNames: [String] = []
  /// A bit for each lead that objects had since the plan was begun.
  private var seen: UInt64 = 0
  /// Keys beyond those of leads, at most as many as a summary tells apart.
  private var otherNames: Set<String> = []
  /// The leads' texts, each at a multiple of eight and padded with zeros.
  private let text: UnsafeMutablePointer<UInt8>
  private var textCount = 0
  /// A bit for each column that simple objects may fill: those of the leads.
  private(set) var simpleColumns: UInt32 = 0
  /// The same of what the next row's cells may hold from an earlier one.
  private var filled: UInt32 = 0
  private var scratch = Scratch()

  private var shape = ObjectShape()
  /// A bit for each lead of the shape.
  private var shapeLeads: UInt64 = 0
  private var strangers = JSONCallPlan.patience
  private var misfits = 0

  init() {
    let size = JSONCallPlan.most * (JSONCallPlan.longestLead + 8) + 8
    text = .allocate(capacity: size)
    text.initialize(repeating: 0, count: size)
    leads = .allocate(capacity: JSONCallPlan.most)
  }

  deinit {
    text.deallocate()
    leads.deallocate()
  }

  /// Keys of the objects since the plan was begun.
  var names: Set<String> {
    var names = otherNames
    for (number, name) in leadNames.enumerated() where seen & 1 << UInt64(number) != 0 { names.insert(name) }
    return names
  }

  /// Begins with other objects, which are probably like those before, and cells that hold nothing.
  mutating func begin() {
    seen = 0
    otherNames = []
    (filled, misfits) = (0, 0)
    if leadCount == JSONCallPlan.most { forget() }
  }

  private mutating func forget() {
    leadNames = []
    (leadCount, textCount, simpleColumns) = (0, 0, 0)
    shape.removeAll()
  }

  /// Takes the next lines that hold the same members as most; answers how many.
  @inline(__always)
  mutating func takeAlike(_ lines: throughline_found_lines, into group: borrowing CallGroup) -> Int {
    guard misfits < JSONCallPlan.longPatience, !shape.isEmpty else { return 0 }
    let count = shape.take(lines, into: group)
    misfits = count < min(4, group.room, lines.count) ? misfits &+ 1 : max(0, misfits &- 1)
    let stale = filled & ~shape.columns
    // Of the line that ended it, too.
    filled |= shape.columns
    guard count > 0 else { return 0 }
    if stale != 0 {
      for row in 0..<count { group.next.row(row).clear(stale) }
    }
    seen |= shapeLeads
    strangers = max(0, strangers &- count)
    return count
  }

  /// Reads an object of known members in a known order, without blanks around their values.
  ///
  /// Where the line is none, cells hold anything.
  @inline(__always)
  mutating func readSimple(_ line: LineIndex.Stops, into cells: inout CallCells) -> Bool {
    var member = line.start
    var quotes = line.offsets
    var columns: UInt32 = 0
    var (number, found): (UInt64, UInt64) = (1, 0)
    var lead = UnsafePointer(leads)
    let behindLast = lead + leadCount
    while lead < behindLast {
      defer { (lead, number) = (lead + 1, number << 1) }
      guard JSONCallPlan.matches(lead, member) else { continue }
      let value = member + lead.pointee.length
      columns |= 1 << UInt32(truncatingIfNeeded: lead.pointee.column)
      found |= number
      if value[0] == .quote {
        // Two quotes in front of the value's are the key's.
        let stop = line.base + Int(quotes[3])
        guard stop < line.end else { return false }
        cells[lead.pointee.column] = CallText(start: value + 1, count: stop - value &- 1)
        quotes += 4
        member = stop + 1
      } else if let stop = JSONCursor.endOfPlainNumber(value) {
        cells[lead.pointee.column] = CallText(start: value, count: stop - value)
        quotes += 2
        member = stop
      } else {
        guard let stop = readOther(value, line.end, lead.pointee.column, &cells) else { return false }
        while line.base + Int(quotes[0]) < stop { quotes += 1 }
        member = stop
      }
    }
    // Leads begin with a comma or, the first one, the opening brace: what is behind all members is the closing one.
    guard member[0] == .closeBrace, member + 1 == line.end, cells.nested == 0 else { return false }
    if columns != filled {
      cells.clear(filled & ~columns)
      filled = simpleColumns
    }
    seen |= found
    strangers &+= 1
    if strangers > JSONCallPlan.patience { learn(line, found) }
    return true
  }

  /// Makes the shape that of a line that was read simply; of none, where it holds what cannot be taken at once.
  @inline(never)
  private mutating func learn(_ line: LineIndex.Stops, _ found: UInt64) {
    shape.removeAll()
    strangers = 0
    var (member, quote) = (line.start, 0)
    for number in 0..<leadCount where found & 1 << UInt64(number) != 0 {
      let lead = leads[number]
      let value = member + lead.length
      let key = (number: quote, place: line.base + Int(line.offsets[quote]) - member)
      let isString = value[0] == .quote
      guard isString || JSONCursor.endOfPlainNumber(value) != nil,
        shape.append(member, length: lead.length, key: key, column: lead.column, isString: isString)
      else { return shape.removeAll() }
      member = JSONCursor.endOfPlainNumber(value) ?? line.base + Int(line.offsets[quote + 3]) + 1
      quote += isString ? 4 : 2
    }
    shapeLeads = found
  }

  /// Reads a value of any kind; its end, nil where there is none.
  @inline(never)
  private mutating func readOther(_ start: Bytes, _ end: Bytes, _ column: Int, _ cells: inout CallCells) -> Bytes? {
    var cursor = JSONCursor(start, end)
    guard let value = cursor.value() else { return nil }
    if column != CallColumn.ignored { store(value, column, &cells) }
    return cursor.place
  }

  /// Reads one object into cells; the cursor's fault says whether it was one.
  mutating func read(_ cursor: inout JSONCursor, into cells: inout CallCells) {
    cells.clear()
    filled = CallGroup.allColumns
    scratch.reset()
    guard cursor.next == .openBrace else { return cursor.fail("an object") }
    var place = 0
    while readMember(&cursor, &place, &cells) {}
  }

  /// Reads one member, and passes over the closing brace behind it; false where there is no other one.
  @inline(__always)
  private mutating func readMember(_ cursor: inout JSONCursor, _ place: inout Int, _ cells: inout CallCells) -> Bool {
    guard let column = lead(&cursor, &place) else { return false }
    if let plain = cursor.plainString() ?? cursor.plainNumber() {
      cells.set(column, CallText(plain))
    } else {
      guard let value = cursor.value() else { return false }
      if column != CallColumn.ignored { store(value, column, &cells) }
    }
    cursor.skipSpace()
    if cursor.next == .comma { return true }
    if !cursor.take(.closeBrace) { cursor.fail("a comma or }") }
    return false
  }

  private mutating func store(_ value: JSONCursor.RawValue, _ column: Int, _ cells: inout CallCells) {
    switch value.kind {
    case .string where value.isEscaped:
      let count = JSONText.unescape(value.slice, into: scratch.reserve(value.slice.count))
      cells.set(column, CallText(scratch.commit(count)))
    case .string, .number, .flag: cells.set(column, CallText(value.slice))
    case .null: cells.set(column, .empty)
    case .nested:
      cells.set(column, .empty)
      cells.nested |= 1 << UInt32(column)
    }
  }

  /// Passes over what stands in front of the next value; its column, nil where there is no value or a fault.
  @inline(__always)
  private mutating func lead(_ cursor: inout JSONCursor, _ place: inout Int) -> Int? {
    let left = cursor.end - cursor.place
    var index = place
    while index < leadCount {
      let lead = leads + index
      if lead.pointee.length <= left, JSONCallPlan.matches(lead, cursor.place) {
        cursor.advance(lead.pointee.length)
        // More blanks than the line had that taught it.
        cursor.skipSpace()
        seen |= 1 << UInt64(truncatingIfNeeded: index)
        place = index + 1
        return lead.pointee.column
      }
      index += 1
    }
    return newLead(&cursor, &place)
  }

  @inline(__always)
  private static func matches(_ lead: UnsafePointer<Lead>, _ bytes: Bytes) -> Bool {
    let (beginning, mask) = (lead.pointee.beginning, lead.pointee.mask)
    let first = (ByteSearch.word(bytes) & mask.0) ^ beginning.0
    let second = (ByteSearch.word(bytes + 8) & mask.1) ^ beginning.1
    return first | second == 0 && (lead.pointee.length <= 16 || matchesBehind(lead, bytes))
  }

  /// The same of what a long lead has behind its first sixteen bytes.
  private static func matchesBehind(_ lead: UnsafePointer<Lead>, _ bytes: Bytes) -> Bool {
    let (text, length) = (lead.pointee.text, lead.pointee.length)
    var offset = 16
    while length - offset > 8 {
      if ByteSearch.word(text + offset) != ByteSearch.word(bytes + offset) { return false }
      offset += 8
    }
    let unused = UInt64(8 - (length - offset)) * 8
    return (ByteSearch.word(text + offset) ^ ByteSearch.word(bytes + offset)) << unused == 0
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
    let column = CallColumn(name: name)?.rawValue ?? CallColumn.ignored
    let length = cursor.place - start
    guard length <= JSONCallPlan.longestLead, leadCount < JSONCallPlan.most else {
      if otherNames.count < CallTally.limit { otherNames.insert(name) }
      return column
    }
    (text + textCount).update(from: start, count: length)
    (leads + place + 1).update(from: leads + place, count: leadCount - place)
    (leads + place).initialize(to: Lead(Bytes(text) + textCount, length: length, column: column))
    leadNames.insert(name, at: place)
    leadCount += 1
    simpleColumns |= 1 << UInt32(column)
    textCount += (length + 7) / 8 * 8
    // Those behind it have moved.
    let before = (UInt64(1) << UInt64(place)) - 1
    seen = seen & before | (seen & ~before) << 1 | 1 << UInt64(place)
    shape.removeAll()
    place += 1
    return column
  }
}
