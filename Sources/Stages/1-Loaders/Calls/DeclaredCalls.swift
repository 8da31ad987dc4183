import ReportModel

/// Reads the objects of a declared format into the cells of a call.
///
/// The format's paths are compiled once to a tree of member names; an object is walked along it, and what no path
/// names is passed over unread.
struct DeclaredCalls: ~Copyable {
  private struct Node {
    var children: [(name: [UInt8], node: Int)] = []
    /// Indices of fields and marks that end here.
    var fields: [Int] = []
    var marks: [Int] = []
  }

  private let format: CallFormat
  let simpleColumns: UInt32
  private var nodes: [Node] = [Node()]
  /// By column, the field that filled it in this row; the first in the format's order wins.
  private var filled = [Int](repeating: .max, count: CallColumn.count)
  private var scratch = Scratch()

  /// The line is about no call.
  private(set) var isNoCall = false
  /// Of the last latency.
  private(set) var latencyUnit = LatencyParser.Unit.milliseconds
  /// Columns in which some row held something.
  var columns: [CallColumn] { CallColumn.allCases.filter { seen & 1 << $0.rawValue != 0 } }
  private var seen: UInt32 = 0

  init(_ format: CallFormat) {
    self.format = format
    simpleColumns = format.columns
    for (index, field) in format.fields.enumerated() { nodes[place(field.path)].fields.append(index) }
    for (index, mark) in format.marks.enumerated() { nodes[place(mark.path)].marks.append(index) }
  }

  /// The node of a path, made where it is not there yet.
  private mutating func place(_ path: String) -> Int {
    var node = 0
    for part in path.split(separator: ".") {
      let name = Array(part.utf8)
      if let known = nodes[node].children.first(where: { $0.name == name }) {
        node = known.node
      } else {
        nodes.append(Node())
        nodes[node].children.append((name, nodes.count - 1))
        node = nodes.count - 1
      }
    }
    return node
  }

  /// Reads a line about a call whose latency has the unit of the one that was read last with care.
  mutating func readSimple(_ line: LineIndex.Stops, into cells: inout CallCells) -> Bool {
    let unit = latencyUnit
    defer { latencyUnit = unit }
    var cursor = JSONCursor(line.start, line.end)
    readObject(&cursor, into: &cells)
    return cursor.fault == .none && cursor.place == line.end && !isNoCall && latencyUnit == unit
  }

  /// Reads one object into cells; the cursor's fault says whether it was one.
  mutating func read(_ cursor: inout JSONCursor, into cells: inout CallCells) {
    scratch.reset()
    readObject(&cursor, into: &cells)
  }

  private mutating func readObject(_ cursor: inout JSONCursor, into cells: inout CallCells) {
    cells.clear(simpleColumns)
    for index in filled.indices { filled[index] = .max }
    isNoCall = false
    var marked: UInt32 = 0
    walk(&cursor, node: 0, &cells, &marked)
    guard cursor.fault == .none else { return }
    for (index, mark) in format.marks.enumerated() where marked & 1 << UInt32(index) != 0 {
      switch mark.meaning {
      case .noCall: isNoCall = true
      case .timedOut: cells[.timedOut] = Self.text("true")
      case .aborted: cells[.status] = Self.text("499")
      }
    }
  }

  static func text(_ text: StaticString) -> CallText { CallText(start: text.utf8Start, count: text.utf8CodeUnitCount) }

  private mutating func walk(_ cursor: inout JSONCursor, node: Int, _ cells: inout CallCells, _ marked: inout UInt32) {
    guard cursor.take(.openBrace) else { return cursor.fail("an object") }
    cursor.skipSpace()
    if cursor.take(.closeBrace) { return }
    while true {
      guard let key = cursor.string() else { return }
      let child = nodes[node].children.first { key.slice.elementsEqual($0.name) }?.node
      cursor.skipSpace()
      guard cursor.take(.colon) else { return cursor.fail("a colon") }
      cursor.skipSpace()
      if let child, cursor.next == .openBrace, !nodes[child].children.isEmpty {
        walk(&cursor, node: child, &cells, &marked)
        guard cursor.fault == .none else { return }
      } else {
        let first = child == nil ? nil : Self.firstElement(cursor)
        guard let value = cursor.value() else { return }
        if let child { take(first ?? value, node: child, &cells, &marked) }
      }
      cursor.skipSpace()
      if cursor.take(.comma) {
        cursor.skipSpace()
        continue
      }
      if cursor.take(.closeBrace) { return }
      return cursor.fail("a comma or }")
    }
  }

  /// The first value of an array that begins here; nil where none does.
  private static func firstElement(_ cursor: JSONCursor) -> JSONCursor.RawValue? {
    var cursor = cursor
    guard cursor.take(.openBracket) else { return nil }
    cursor.skipSpace()
    return cursor.next == .closeBracket ? nil : cursor.value()
  }

  private mutating func take(
    _ value: JSONCursor.RawValue, node: Int, _ cells: inout CallCells, _ marked: inout UInt32
  ) {
    var slice = value.slice
    switch value.kind {
    case .null, .nested: return
    case .string where value.isEscaped:
      let count = JSONText.unescape(value.slice, into: scratch.reserve(value.slice.count))
      slice = scratch.commit(count)
    case .string, .number, .flag: break
    }
    for index in nodes[node].marks where format.marks[index].test.holds(slice) { marked |= 1 << UInt32(index) }
    guard !slice.isEmpty, !(slice.count == 1 && slice[0] == .minus) else { return }
    for index in nodes[node].fields {
      let field = format.fields[index]
      let column = field.column.rawValue
      // A route that is no template of ours: `$default`.
      if field.column == .endpoint, slice[0] == 0x24 { continue }
      guard index < filled[column] else { continue }
      filled[column] = index
      cells[field.column] = CallText(slice)
      if field.column == .latency { latencyUnit = field.unit }
      seen |= 1 << UInt32(column)
    }
  }
}

extension CallFormat.Mark.Test {
  func holds(_ slice: Slice) -> Bool {
    func equals(_ text: String, _ part: Slice.SubSequence) -> Bool { part.elementsEqual(text.utf8) }
    switch self {
    case .isOne(let values): return values.contains { equals($0, slice[...]) }
    case .isNone(let values): return !values.contains { equals($0, slice[...]) }
    case .lists(let values):
      return slice.split(separator: .comma).contains { part in values.contains { equals($0, part) } }
    case .begins(let values): return values.contains { slice.starts(with: $0.utf8) }
    }
  }
}
