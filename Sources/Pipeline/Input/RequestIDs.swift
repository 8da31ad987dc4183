import CMemory

/// Hashes of the request ids of a block, in the order of its rows.
struct RequestIDs: Sendable {
  private let memory: HashMemory
  private let range: Range<Int>

  fileprivate init(memory: HashMemory, range: Range<Int>) { (self.memory, self.range) = (memory, range) }

  var count: Int { range.count }

  func withHashes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt64>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeBufferPointer(rebasing: memory.hashes[range]))
  }
}

/// Writes the hashes of a worker's blocks one behind the other into large pieces of memory: new memory for each block
/// would have to be had from the system page by page.
struct RequestIDWriter {
  /// Hashes the first piece holds, which is enough for a small file, and each one after it: 64 KB and 4 MB.
  private static let (first, usual) = (1 << 13, 1 << 19)

  private var memory = HashMemory(capacity: 0)
  private var start = 0
  private var end = 0

  /// Hashes of the block so far.
  var count: Int { end &- start }

  /// Makes room for more hashes of the block.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if memory.hashes.count &- end < more { move(more) }
  }

  /// There must be room for it.
  @inline(__always)
  mutating func append(_ hash: UInt64) {
    memory.hashes[end] = hash
    end &+= 1
  }

  /// Ends a block; where its hashes are not kept, the next block's take their place.
  mutating func finish(_ isKept: (RequestIDs) -> Bool) {
    if isKept(RequestIDs(memory: memory, range: start..<end)) { start = end } else { end = start }
  }

  /// Goes on in other memory.
  @inline(never)
  private mutating func move(_ more: Int) {
    let usual = memory.hashes.isEmpty ? RequestIDWriter.first : RequestIDWriter.usual
    let larger = HashMemory(capacity: max(usual, 2 * count + more))
    _ = larger.hashes.update(fromContentsOf: memory.hashes[start..<end])
    (memory, start, end) = (larger, 0, count)
  }
}

/// What is written to no more once it is lent: others read it.
private final class HashMemory: @unchecked Sendable {
  let hashes: UnsafeMutableBufferPointer<UInt64>

  init(capacity: Int) {
    let isLarge = capacity * 8 >= THROUGHLINE_LARGE_PAGE
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: capacity * 8, alignment: isLarge ? Int(THROUGHLINE_LARGE_PAGE) : 64)
    throughline_use_large_pages(bytes.baseAddress, bytes.count)
    hashes = bytes.bindMemory(to: UInt64.self)
  }

  deinit { hashes.deallocate() }
}
