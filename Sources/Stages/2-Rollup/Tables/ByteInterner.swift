/// Small dense ids for byte strings: exact comparison, no String made on a hit.
package struct ByteInterner: Sendable {
  private var arena: [UInt8] = []
  private var offsets: [Int] = [0]
  private var hashes: [UInt64] = []
  /// Open addressing, a power of two: what is needed to compare, so that a hit costs two places in memory.
  private var slots: [Slot] = [Slot](repeating: Slot(), count: 64)

  private struct Slot {
    /// The upper half of the hash.
    var tag: UInt32 = 0
    /// −1 = free.
    var id: Int32 = -1
    var start: UInt64 = 0
  }

  package init() {}

  package var count: Int { hashes.count }

  /// The id of a string that is known already; −1 where it is not.
  @inline(__always)
  package func find(_ bytes: UnsafeRawBufferPointer) -> Int { find(bytes, hash: Self.hash(bytes)) }

  @inline(__always)
  private func find(_ bytes: UnsafeRawBufferPointer, hash: UInt64) -> Int {
    let mask = slots.count &- 1
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[index]
      if slot.id < 0 { return -1 }
      // 24 bits of length lie above 40 bits of place.
      if slot.tag == tag, slot.start >> 40 == UInt64(bytes.count & 0xFF_FFFF), equals(slot, bytes) {
        return Int(slot.id)
      }
      index = (index &+ 1) & mask
    }
  }

  /// The id of a string, a new one where it is not known yet.
  @inline(__always)
  package mutating func intern(_ bytes: UnsafeRawBufferPointer) -> Int {
    let hash = Self.hash(bytes)
    let known = find(bytes, hash: hash)
    return known >= 0 ? known : add(bytes, hash: hash)
  }

  package mutating func intern(_ text: String) -> Int {
    var copy = text
    return copy.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  package func find(_ text: String) -> Int {
    var copy = text
    return copy.withUTF8 { find(UnsafeRawBufferPointer($0)) }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer, hash: UInt64) -> Int {
    let id = hashes.count
    arena.append(contentsOf: bytes)
    offsets.append(arena.count)
    hashes.append(hash)
    if hashes.count * 2 > slots.count { rehash() } else { place(id) }
    return id
  }

  private mutating func rehash() {
    slots = [Slot](repeating: Slot(), count: slots.count * 2)
    for id in hashes.indices { place(id) }
  }

  private mutating func place(_ id: Int) {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hashes[id]) & mask
    while slots[index].id >= 0 { index = (index + 1) & mask }
    let length = UInt64((offsets[id + 1] - offsets[id]) & 0xFF_FFFF)
    slots[index] = Slot(
      tag: UInt32(truncatingIfNeeded: hashes[id] >> 32), id: Int32(id), start: UInt64(offsets[id]) | length << 40)
  }

  @inline(__always)
  private func equals(_ slot: Slot, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = Int(slot.start & 0xFF_FFFF_FFFF)
    let count = bytes.count
    return arena.withUnsafeBytes { arena in
      guard start + count <= arena.count else { return false }
      var index = 0
      while index &+ 8 <= count {
        if arena.loadUnaligned(fromByteOffset: start &+ index, as: UInt64.self)
          != bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        {
          return false
        }
        index &+= 8
      }
      while index < count {
        if arena[start &+ index] != bytes[index] { return false }
        index &+= 1
      }
      // Only strings of 16 MB and more can have the same length in the slot and another one here.
      return count < 1 << 24 || offsets[Int(slot.id) + 1] - offsets[Int(slot.id)] == count
    }
  }

  /// Lends the bytes of an id.
  package func withBytes<Result>(_ id: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try arena.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[offsets[id]..<offsets[id + 1]])) }
  }

  /// Ids of another interner's strings in this one, which gets those it lacks.
  package mutating func adopt(_ other: ByteInterner) -> [Int] {
    (0..<other.count).map { id in other.withBytes(id) { intern($0) } }
  }

  package func name(_ id: Int) -> String { String(decoding: arena[offsets[id]..<offsets[id + 1]], as: UTF8.self) }

  /// 64-bit multiply-and-fold over 8-byte words (after wyhash); the same on every machine.
  @inline(__always)
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    var index = 0
    while index + 8 <= bytes.count {
      state = fold(state ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
      index += 8
    }
    var tail: UInt64 = 0
    while index < bytes.count {
      tail = tail << 8 | UInt64(bytes[index])
      index += 1
    }
    return fold(state ^ tail)
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
