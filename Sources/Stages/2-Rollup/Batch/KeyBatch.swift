/// Byte strings that wait to be looked up in one `ByteInterner`, copied because a row's slices do not last.
struct KeyBatch: Sendable {
  struct Key {
    var hash: UInt64
    /// Place in `bytes`.
    var start: Int32
    var count: Int32
    /// The call it belongs to.
    var call: Int32
    /// Its id, or −1.
    var id: Int32 = -1
    /// Where the interner has the text that may be this one.
    var place: UInt64 = 0
  }

  var keys: [Key] = []
  private(set) var bytes = [UInt8](repeating: 0, count: 32 << 10)
  private var used = 0
  /// Enormous keys came: better look them up now.
  private(set) var isHeavy = false

  init() { keys.reserveCapacity(CallBatch.size) }

  @inline(__always)
  mutating func append(_ slice: UnsafeRawBufferPointer, call: Int) {
    let count = slice.count
    if bytes.count - used < count { grow(count) }
    bytes.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[used...]).copyMemory(from: slice) }
    keys.append(
      Key(
        hash: ByteInterner.hash(slice), start: Int32(truncatingIfNeeded: used),
        count: Int32(truncatingIfNeeded: count), call: Int32(truncatingIfNeeded: call)))
    used += count
  }

  @inline(never)
  private mutating func grow(_ count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: max(bytes.count, count)))
    isHeavy = bytes.count > 1 << 20
  }

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    used = 0
    guard isHeavy else { return }
    bytes = [UInt8](repeating: 0, count: 32 << 10)
    isHeavy = false
  }
}
