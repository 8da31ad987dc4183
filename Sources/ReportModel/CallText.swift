/// The columns of `calls` by the contract's names, as places in a row of cells.
public enum CallColumn: Int, CaseIterable, Sendable {
  case time, status, method, path, endpoint, token, developerID, companyID, apiVersion, latency, clientLatency
  case timedOut, sdk, userAgent, environment, requestID, region

  public static let count = allCases.count
  /// The place of what belongs to no column.
  public static let ignored = count

  @inlinable @inline(__always)
  public var bit: UInt32 { 1 << UInt32(truncatingIfNeeded: rawValue) }

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
