import ReportModel

/// Byte strings that wait to be looked up together, copied because a row's slices do not last.
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
    /// Where a `ByteInterner` has the text that may be this one.
    var place: UInt64 = 0
  }

  private static let usualRoom = 32 << 10

  var keys: [Key] = []
  private(set) var bytes = [UInt8](repeating: 0, count: usualRoom)
  private var used = 0
  /// Enormous keys came: better look them up now.
  private(set) var isHeavy = false

  init() { keys.reserveCapacity(CallBatch.size) }

  /// Copies the text of a call; as much must be readable behind it as a row promises.
  @inline(__always)
  mutating func append(_ text: CallText, call: Int) {
    let count = text.count
    if bytes.count - used < count + CallRow.readableBehind { grow(count + CallRow.readableBehind) }
    bytes.withUnsafeMutableBytes { bytes in
      guard let target = bytes.baseAddress else { return }
      // By sixteen bytes, which is what may be read behind a text at least.
      var offset = 0
      repeat {
        let part = (text.start + offset).loadUnaligned(as: SIMD16<UInt8>.self)
        (target + used + offset).storeBytes(of: part, as: SIMD16<UInt8>.self)
        offset &+= 16
      } while offset < count
    }
    keys.append(
      Key(
        hash: ByteInterner.hash(text), start: Int32(truncatingIfNeeded: used),
        count: Int32(truncatingIfNeeded: count), call: Int32(truncatingIfNeeded: call)))
    used += count
  }

  /// The same of rows of a group's column, whose calls stand as many places farther on among the others and get a mark
  /// where they have a text.
  mutating func append(
    _ texts: UnsafePointer<CallText>, _ rows: Range<Int>, of calls: inout [PendingCall], _ shift: Int,
    _ mark: PendingCall.Marks
  ) {
    for row in rows where texts[row].count > 0 {
      calls[row &+ shift].marks.formUnion([mark, .isUnresolved])
      append(texts[row], call: row &+ shift)
    }
  }

  @inline(never)
  private mutating func grow(_ count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: max(bytes.count, count)))
    isHeavy = bytes.count > 1 << 20
  }

  /// Lends every key with its text, behind which sixteen bytes are readable.
  @inline(__always)
  mutating func withTexts(_ body: (inout Key, CallText) -> Void) {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      keys.withUnsafeMutableBufferPointer { keys in
        for index in keys.indices {
          body(&keys[index], CallText(start: base + Int(keys[index].start), count: Int(keys[index].count)))
        }
      }
    }
  }

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    used = 0
    guard isHeavy else { return }
    bytes = [UInt8](repeating: 0, count: Self.usualRoom)
    isHeavy = false
  }
}
