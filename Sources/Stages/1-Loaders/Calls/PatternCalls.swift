import ReportModel

/// Reads lines of a declared pattern.
///
/// Which field is which column is worked out once; a line is cut at the pattern's literals, and its columns are slices
/// of it.
struct PatternCalls: ~Copyable {
  private struct Plan {
    var pattern: LogPattern
    /// By column, the fields that may fill it, the first one first.
    var sources: [(column: CallColumn, fields: [Source])] = []
    var marks: [(mark: CallFormat.Mark, field: Int)] = []
    /// By field, what is said of a line in which it does not end.
    var faults: [String] = []
  }

  private struct Source {
    var field: Int
    var unit: LatencyParser.Unit
  }

  private let title: String
  private let plans: [Plan]
  /// The pattern the last line had: the next one has it too as a rule.
  private var usual = 0
  private var found: [Slice]
  private var scratch = Scratch()
  private(set) var seen: UInt32 = 0
  let columns: UInt32

  private(set) var isNoCall = false
  private(set) var latencyUnit = LatencyParser.Unit.milliseconds

  init(_ format: CallFormat) {
    columns = format.columns
    title = format.title
    plans = format.lines.map { line in
      func places(_ name: String) -> [Int] { line.fields.indices.filter { line.fields[$0].name == name } }
      return Plan(
        pattern: line,
        sources: CallColumn.allCases.map { column in
          (
            column,
            format.fields.filter { $0.column == column }.flatMap { field in
              places(field.path).map { Source(field: $0, unit: field.unit) }
            }
          )
        }.filter { !$0.fields.isEmpty },
        marks: format.marks.flatMap { mark in places(mark.path).map { (mark, $0) } },
        faults: ["not a line of the pattern"] + line.fields.map { "not a line of the pattern behind \($0.name)" })
    }
    found = [Slice](repeating: Slice(start: nil, count: 0), count: format.lines.map(\.fields.count).max() ?? 0)
  }

  /// Cuts a line at the literals of a pattern; the number of fields that ended as they must, nil = all of them.
  private mutating func cut(_ text: Slice, by plan: borrowing Plan) -> Int? {
    let (literals, fields) = (plan.pattern.literals, plan.pattern.fields)
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    let end = Bytes(base) + text.count
    var place = Bytes(base)
    guard Self.begins(literals[0], at: place, end) else { return 0 }
    place += literals[0].count
    for index in fields.indices {
      let isLast = index == fields.count - 1
      guard let close = Self.close(fields[index], before: literals[index + 1], isLast: isLast, place, end) else {
        return index + 1
      }
      found[index] = Slice(start: place, count: close - place)
      place = close + literals[index + 1].count
    }
    return place == end ? nil : fields.count
  }

  private static func begins(_ literal: [UInt8], at place: Bytes, _ end: Bytes) -> Bool {
    guard end - place >= literal.count else { return false }
    for index in literal.indices where place[index] != literal[index] { return false }
    return true
  }

  /// Where a field that begins at `start` ends.
  private static func close(
    _ field: LogPattern.Field, before literal: [UInt8], isLast: Bool, _ start: Bytes, _ end: Bytes
  ) -> Bytes? {
    guard let first = literal.first else { return isLast ? end : start }
    var place = start
    while let next = ByteSearch.first(first, from: place, to: end) {
      if field.isQuoted {
        if isEscaped(next, from: start) {
          place = next + 1
          continue
        }
        // The quote that is not escaped is the field's end, or the line is another's.
        return begins(literal, at: next, end) ? next : nil
      }
      let isInside = field.isList && goesOn(next, start, end)
      // The last literal is the line's end too.
      if !isInside, begins(literal, at: next, end), !isLast || next + literal.count == end { return next }
      place = next + 1
    }
    return nil
  }

  /// An odd number of backslashes stands before it.
  private static func isEscaped(_ quote: Bytes, from start: Bytes) -> Bool {
    var place = quote
    while place > start, place[-1] == .backslash { place -= 1 }
    return (quote - place) % 2 == 1
  }

  /// A blank inside `a, b : c`.
  private static func goesOn(_ blank: Bytes, _ start: Bytes, _ end: Bytes) -> Bool {
    if blank > start, blank[-1] == .comma { return true }
    if end - blank > 2, blank[1] == .colon, blank[2] == .space { return true }
    return blank - start >= 2 && blank[-1] == .colon && blank[-2] == .space
  }

  private static func unlessDash(_ slice: Slice) -> Slice {
    slice.count == 1 && slice[0] == .minus ? Slice(start: nil, count: 0) : slice
  }
}

extension PatternCalls: LineReader {
  mutating func forgetTexts() { scratch.reset() }

  mutating func read(_ text: Slice, into cells: inout CallCells) -> String? {
    cells.clear(columns)
    isNoCall = false
    var fault: Int?
    for attempt in plans.indices {
      let index = (usual + attempt) % plans.count
      fault = cut(text, by: plans[index])
      if fault == nil {
        usual = index
        break
      }
    }
    if let fault { return plans.count == 1 ? plans[0].faults[fault] : "not a line of: \(title)" }
    var hasBadRequest = false
    for (column, sources) in plans[usual].sources {
      for source in sources {
        var slice = Self.unlessDash(found[source.field])
        if plans[usual].pattern.fields[source.field].isRequest, column == .method || column == .path {
          guard let request = RequestLine(slice) else {
            hasBadRequest = true
            continue
          }
          slice = column == .method ? request.method : request.path
        }
        if slice.isEmpty { continue }
        switch column {
        case .time, .status, .method: break
        case .latency: latencyUnit = source.unit
        default: slice = CombinedLine.plain(slice, &scratch)
        }
        cells[column] = CallText(slice)
        seen |= 1 << UInt32(column.rawValue)
        break
      }
    }
    for (mark, field) in plans[usual].marks where mark.test.holds(found[field]) {
      switch mark.meaning {
      case .noCall: isNoCall = true
      case .timedOut: cells[.timedOut] = DeclaredCalls.text("true")
      case .aborted: cells[.status] = DeclaredCalls.text("499")
      }
    }
    return hasBadRequest && cells[.path].isEmpty && cells[.endpoint].isEmpty ? CombinedLine.noRequest : nil
  }
}
