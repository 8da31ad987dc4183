/// The columns of `calls` by the contract's names, as places in a row of cells.
public enum CallColumn: Int, CaseIterable, Sendable {
  case time, status, method, path, endpoint, token, developerID, companyID, apiVersion, latency, clientLatency
  case timedOut, sdk, userAgent, environment, requestID, region

  public static let count = allCases.count
  /// The place of what belongs to no column.
  public static let ignored = count

  /// As the export writes it.
  public var name: String { CallColumn.names[rawValue] }

  public init?(name: String) {
    guard let place = CallColumn.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: place)
  }

  private static let names = [
    "ts", "status", "method", "path", "endpoint", "token", "developer_id", "company_id", "api_version", "latency_ms",
    "client_latency_ms", "timed_out", "sdk", "user_agent", "environment", "request_id", "region",
  ]
}

/// A cell's text where it stands in memory that somebody else owns.
///
/// It has an address even where it is empty, so that the row loop never asks whether it has one. Public, as cells and row
/// are, because only functions that are become part of another module's loop.
public struct CallText: RandomAccessCollection, @unchecked Sendable {
  public let start: UnsafeRawPointer
  public let count: Int

  /// What an absent cell holds.
  public static let empty: CallText = {
    let zeros = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
    zeros.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
    return CallText(start: UnsafeRawPointer(zeros), count: 0)
  }()

  @inlinable @inline(__always)
  public init(start: UnsafeRawPointer, count: Int) { (self.start, self.count) = (start, count) }

  @inlinable @inline(__always)
  public init(_ bytes: UnsafeRawBufferPointer) {
    self = bytes.baseAddress.map { CallText(start: $0, count: bytes.count) } ?? .empty
  }

  @inlinable @inline(__always) public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start, count: count)
  }
  @inlinable @inline(__always) public var isEmpty: Bool { count == 0 }
  @inlinable @inline(__always) public var startIndex: Int { 0 }
  @inlinable @inline(__always) public var endIndex: Int { count }
  @inlinable @inline(__always) public subscript(place: Int) -> UInt8 {
    start.load(fromByteOffset: place, as: UInt8.self)
  }

  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try bytes.withContiguousStorageIfAvailable(body)
  }
}

/// The cells of one call as they stand in the file, by `CallColumn`; an empty text is an empty cell.
public struct CallCells: ~Copyable {
  public let texts: UnsafeMutablePointer<CallText>
  /// Bit per column whose cell holds an object or array, which no column takes.
  public var nested: UInt32 = 0
  @usableFromInline let empty = CallText.empty

  public init() {
    texts = .allocate(capacity: CallColumn.count + 1)
    texts.initialize(repeating: empty, count: CallColumn.count + 1)
  }

  deinit { texts.deallocate() }

  @inlinable @inline(__always)
  public subscript(column: CallColumn) -> CallText {
    get { texts[column.rawValue] }
    nonmutating set { texts[column.rawValue] = newValue }
  }

  /// Where a column's cell stands.
  public func target(_ column: CallColumn?) -> UnsafeMutablePointer<CallText> {
    texts + (column?.rawValue ?? CallColumn.ignored)
  }

  /// - Parameter column: may be `CallColumn.ignored`.
  @inlinable @inline(__always)
  public mutating func set(_ column: Int, _ text: CallText) {
    texts[column] = text
    if nested != 0 { nested &= ~(1 << UInt32(truncatingIfNeeded: column)) }
  }

  /// Empties the cells of some columns, a bit each.
  public mutating func clear(_ columns: UInt32) {
    for column in 0..<CallColumn.count where columns & 1 << UInt32(column) != 0 { texts[column] = empty }
  }

  @inlinable @inline(__always)
  public mutating func clear() {
    texts.update(repeating: empty, count: CallColumn.count)
    nested = 0
  }
}

/// One row of `calls`, seen through the scanner's buffer: valid only during the callback it is passed to.
///
/// A text with a count of 0 is an absent or empty cell. Texts are unescaped UTF-8; behind any other one stand
/// `readableBehind` bytes of whatever is there, so that short texts can be read by whole words.
public struct CallRow {
  public static let readableBehind = 16

  package var time: Instant = 0
  public var status = 0
  /// The export's explicit flag; false where it has none.
  public var timedOutFlag = false
  /// Microseconds, −1 = none. `floor(ms · 1000 + 0.5)`.
  public var latency: Int64 = -1
  /// Microseconds on the client's clock, −1 = none.
  public var clientLatency: Int64 = -1
  /// By `CallColumn`.
  @usableFromInline let texts: UnsafePointer<CallText>

  /// A row whose texts are those of `cells`, which must outlive it.
  public init(_ cells: borrowing CallCells) { texts = UnsafePointer(cells.texts) }

  @inlinable @inline(__always)
  public subscript(column: CallColumn) -> CallText { texts[column.rawValue] }
}
