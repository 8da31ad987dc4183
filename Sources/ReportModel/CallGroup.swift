/// Some calls that were read one after the other, by column: what is done with all values of a column is done in one loop.
///
/// Texts are seen through the scanner's buffer: valid only during the callback the group is passed to. A text with a
/// count of 0 is an absent or empty cell. Texts are unescaped UTF-8; behind any other one stand
/// `CallRow.readableBehind` bytes of whatever is there, so that short texts can be read by whole words.
public struct CallGroup: ~Copyable {
  /// Calls at most.
  public static let size = 16
  /// From a column's cells to the next one's: the scanners write eight rows at once, wanted or not.
  public static let stride = size + 8

  /// Column × row; behind the columns stand the cells that belong to none.
  @usableFromInline let texts: UnsafeMutablePointer<CallText>
  /// The records as they stand in the file.
  public let records: UnsafeMutablePointer<CallText>
  /// The lines on which they begin.
  public let lines: UnsafeMutablePointer<Int>
  public let times: UnsafeMutablePointer<Int64>
  public let statuses: UnsafeMutablePointer<Int64>
  /// Microseconds, −1 = none. `floor(ms · 1000 + 0.5)`.
  public let latencies: UnsafeMutablePointer<Int64>
  /// Microseconds on the client's clock, −1 = none.
  public let clientLatencies: UnsafeMutablePointer<Int64>
  /// The export's explicit flag; false where it has none.
  public let timedOutFlags: UnsafeMutablePointer<Bool>
  public var count = 0
  /// A bit for each column that may hold something; in others all cells are empty.
  public var columns = CallGroup.allColumns

  public static let allColumns = ~UInt32(0)

  public init() {
    func room<Element>(_ count: Int, _ value: Element) -> UnsafeMutablePointer<Element> {
      let room = UnsafeMutablePointer<Element>.allocate(capacity: count)
      room.initialize(repeating: value, count: count)
      return room
    }
    texts = room((CallColumn.count + 1) * CallGroup.stride, .empty)
    records = room(CallGroup.stride, .empty)
    lines = room(CallGroup.size, 0)
    times = room(CallGroup.size, 0)
    statuses = room(CallGroup.size, 0)
    latencies = room(CallGroup.size, -1)
    clientLatencies = room(CallGroup.size, -1)
    timedOutFlags = room(CallGroup.size, false)
  }

  deinit {
    texts.deallocate()
    records.deallocate()
    lines.deallocate()
    times.deallocate()
    statuses.deallocate()
    latencies.deallocate()
    clientLatencies.deallocate()
    timedOutFlags.deallocate()
  }

  @inlinable @inline(__always)
  public var hasRoom: Bool { count < CallGroup.size }

  /// The cells of the next row, to be filled before it is taken.
  @inlinable @inline(__always)
  public var next: CallCells { CallCells(nextTexts) }

  /// Takes the next row, whose cells are filled.
  @inlinable @inline(__always)
  public mutating func take(_ record: CallText, line: Int) {
    records[count] = record
    lines[count] = line
    count &+= 1
  }

  @inlinable @inline(__always)
  public mutating func removeAll() { count = 0 }

  @inlinable @inline(__always)
  public func has(_ column: CallColumn) -> Bool { columns & column.bit != 0 }

  /// The cells of a column, by row.
  @inlinable @inline(__always)
  public func texts(_ column: CallColumn) -> UnsafePointer<CallText> {
    UnsafePointer(texts + column.rawValue * CallGroup.stride)
  }

  /// The next row's cell of the first column; that of the next column is `stride` places farther on.
  @inlinable @inline(__always)
  public var nextTexts: UnsafeMutablePointer<CallText> { texts + count }

  /// How far behind the first column's cells those of a column stand; nil = of none.
  public static func distance(of column: CallColumn?) -> UInt32 {
    UInt32((column?.rawValue ?? CallColumn.ignored) * stride)
  }

  @inlinable @inline(__always)
  public subscript(row: Int) -> CallRow {
    CallRow(
      cells: CallCells(texts + row), time: times[row], status: Int(statuses[row]), timedOutFlag: timedOutFlags[row],
      latency: latencies[row], clientLatency: clientLatencies[row])
  }

  /// Takes some rows out, a bit each; those behind them move up.
  package mutating func remove(_ rows: UInt32) {
    var kept = 0
    for row in 0..<count where rows & 1 << UInt32(row) == 0 {
      if kept < row { move(row, to: kept) }
      kept += 1
    }
    count = kept
  }

  /// Moves what was filled in for a row to another one, taken or not.
  package func move(_ row: Int, to place: Int) {
    for column in 0..<CallColumn.count {
      let cells = texts + column * CallGroup.stride
      cells[place] = cells[row]
    }
    (records[place], lines[place]) = (records[row], lines[row])
    (times[place], statuses[place], timedOutFlags[place]) = (times[row], statuses[row], timedOutFlags[row])
    (latencies[place], clientLatencies[place]) = (latencies[row], clientLatencies[row])
  }
}

/// The cells of one row of a group, by `CallColumn`; an empty text is an empty cell.
public struct CallCells {
  /// The first column's; the others stand `CallGroup.stride` apart.
  @usableFromInline let texts: UnsafeMutablePointer<CallText>
  /// Bit per column whose cell holds an object or array, which no column takes.
  public var nested: UInt32 = 0

  @inlinable @inline(__always)
  init(_ texts: UnsafeMutablePointer<CallText>) { self.texts = texts }

  /// Those of a row behind this one.
  @inlinable @inline(__always)
  public func row(_ distance: Int) -> CallCells { CallCells(texts + distance) }

  @inlinable @inline(__always)
  public subscript(column: CallColumn) -> CallText {
    get { self[column.rawValue] }
    nonmutating set { self[column.rawValue] = newValue }
  }

  /// - Parameter column: may be `CallColumn.ignored`.
  @inlinable @inline(__always)
  public subscript(column: Int) -> CallText {
    get { texts[column &* CallGroup.stride] }
    nonmutating set { texts[column &* CallGroup.stride] = newValue }
  }

  /// Fills a cell that may have been found nested before.
  @inlinable @inline(__always)
  public mutating func set(_ column: Int, _ text: CallText) {
    self[column] = text
    if nested != 0 { nested &= ~(1 << UInt32(truncatingIfNeeded: column)) }
  }

  /// Empties the cells of some columns, a bit each.
  public func clear(_ columns: UInt32) {
    var left = columns & ((1 << UInt32(CallColumn.count)) - 1)
    while left != 0 {
      self[left.trailingZeroBitCount] = .empty
      left &= left - 1
    }
  }

  public mutating func clear() {
    clear(CallGroup.allColumns)
    nested = 0
  }
}

/// One call of a group.
public struct CallRow {
  /// Bytes that may be read behind each text.
  public static let readableBehind = 16

  @usableFromInline let cells: CallCells
  package let time: Instant
  public let status: Int
  /// The export's explicit flag; false where it has none.
  public let timedOutFlag: Bool
  /// Microseconds, −1 = none.
  public let latency: Int64
  public let clientLatency: Int64

  @usableFromInline @inline(__always)
  init(cells: CallCells, time: Int64, status: Int, timedOutFlag: Bool, latency: Int64, clientLatency: Int64) {
    (self.cells, self.time, self.status, self.timedOutFlag) = (cells, time, status, timedOutFlag)
    (self.latency, self.clientLatency) = (latency, clientLatency)
  }

  @inlinable @inline(__always)
  public subscript(column: CallColumn) -> CallText { cells[column] }
}
