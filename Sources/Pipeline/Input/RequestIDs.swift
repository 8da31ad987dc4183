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

/// Writes the hashes of a worker's blocks one behind the other into large pieces of memory: an array for each block would
/// be grown, and asked who else owns it, again and again.
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

  init(capacity: Int) { hashes = .allocate(capacity: capacity) }

  deinit { hashes.deallocate() }
}
