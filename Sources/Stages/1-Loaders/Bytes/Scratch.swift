/// Room for the unescaped text of one row, used again for the next one.
///
/// Slices of it may be read `padding` bytes beyond their end, as `CallRow` promises.
struct Scratch: ~Copyable {
  private static let padding = 16

  private var block: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 16
  private var used = 0
  /// Blocks that were too small, kept because slices of this row lie in them.
  private var retired: [UnsafeMutablePointer<UInt8>] = []

  init() { block = .allocate(capacity: capacity) }

  deinit {
    block.deallocate()
    for block in retired { block.deallocate() }
  }

  /// Begins the next row; slices of the last one are void.
  @inline(__always)
  mutating func reset() {
    used = 0
    if !retired.isEmpty { release() }
  }

  /// Room for `count` bytes.
  @inline(__always)
  mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - used < count + Scratch.padding { grow(count + Scratch.padding) }
    return block + used
  }

  /// Takes the first bytes of what was reserved.
  @inline(__always)
  mutating func commit(_ count: Int) -> Slice {
    defer { used += count }
    return Slice(start: block + used, count: count)
  }

  private mutating func grow(_ count: Int) {
    retired.append(block)
    capacity = max(capacity * 2, count)
    block = .allocate(capacity: capacity)
    used = 0
  }

  private mutating func release() {
    for block in retired { block.deallocate() }
    retired.removeAll()
  }
}
