package import ReportModel

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
    /// 24 bits of length above 40 bits of place.
    var place: UInt64 = 0
  }

  package init() {}

  package var count: Int { hashes.count }

  /// The id of a string that is known already; −1 where it is not.
  @inline(__always)
  package func find(_ text: CallText) -> Int { find(text, hash: Self.hash(text)) }

  package func find(_ bytes: UnsafeRawBufferPointer) -> Int { find(CallText(bytes)) }

  @inline(__always)
  private func find(_ text: CallText, hash: UInt64) -> Int {
    let mask = slots.count &- 1
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[index]
      if slot.id < 0 { return -1 }
      if slot.tag == tag, equals(slot, text) { return Int(slot.id) }
      index = (index &+ 1) & mask
    }
  }

  /// The id of a string, a new one where it is not known yet.
  @inline(__always)
  package mutating func intern(_ text: CallText) -> Int {
    let hash = Self.hash(text)
    let known = find(text, hash: hash)
    return known >= 0 ? known : add(text, hash: hash)
  }

  package mutating func intern(_ bytes: UnsafeRawBufferPointer) -> Int { intern(CallText(bytes)) }

  package mutating func intern(_ text: String) -> Int {
    var copy = text
    return copy.withUTF8 { intern(CallText(UnsafeRawBufferPointer($0))) }
  }

  package func find(_ text: String) -> Int {
    var copy = text
    return copy.withUTF8 { find(CallText(UnsafeRawBufferPointer($0))) }
  }

  private mutating func add(_ text: CallText, hash: UInt64) -> Int {
    let id = hashes.count
    arena.append(contentsOf: text.bytes)
    offsets.append(arena.count)
    hashes.append(hash)
    if hashes.count * 2 > slots.count { rehash(slots.count * 2) } else { place(id) }
    return id
  }

  /// Makes room for as many strings.
  mutating func reserve(_ count: Int) {
    hashes.reserveCapacity(count)
    offsets.reserveCapacity(count + 1)
    var size = slots.count
    while count * 2 > size { size *= 2 }
    if size > slots.count { rehash(size) }
  }

  private mutating func rehash(_ size: Int) {
    slots = [Slot](repeating: Slot(), count: size)
    for id in hashes.indices { place(id) }
  }

  private mutating func place(_ id: Int) {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hashes[id]) & mask
    while slots[index].id >= 0 { index = (index + 1) & mask }
    let length = UInt64((offsets[id + 1] - offsets[id]) & 0xFF_FFFF)
    slots[index] = Slot(
      tag: UInt32(truncatingIfNeeded: hashes[id] >> 32), id: Int32(id), place: UInt64(offsets[id]) | length << 40)
  }

  @inline(__always)
  private func equals(_ slot: Slot, _ text: CallText) -> Bool {
    let start = Int(slot.place & 0xFF_FFFF_FFFF)
    let count = text.count
    guard slot.place >> 40 == UInt64(truncatingIfNeeded: count & 0xFF_FFFF) else { return false }
    return arena.withUnsafeBytes { arena in
      guard start &+ count <= arena.count else { return false }
      guard ShortText.equal(text, arena.baseAddress.map { $0 + start } ?? text.start) else { return false }
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

  /// 64-bit multiply-and-fold over 8-byte words (after wyhash), the last of them overlapping the one before; the same
  /// on every machine.
  @inline(__always)
  package static func hash(_ text: CallText) -> UInt64 {
    let (start, count) = (text.start, text.count)
    let state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    guard count >= 8 else { return fold(state ^ ShortText.word(text)) }
    var hash = state
    var index = 0
    while index &+ 8 < count {
      hash = fold(hash ^ start.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
      index &+= 8
    }
    return fold(hash ^ start.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self).littleEndian)
  }

  package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 { hash(CallText(bytes)) }

  /// One hash of two words, for tables that live as long as the process.
  @inline(__always)
  static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: second ^ 0xC2B2_AE3D_27D4_EB4F)
    return product.high ^ product.low
  }

  @inline(__always)
  package static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}

// MARK: Many at once

extension ByteInterner {
  /// Gives every key of a batch its id, new ones to those it does not know.
  mutating func intern(_ batch: inout KeyBatch) {
    guard find(&batch) > 0 else { return }
    batch.withTexts { key, text in
      guard key.id < 0 else { return }
      let known = find(text, hash: key.hash)
      key.id = Int32(truncatingIfNeeded: known >= 0 ? known : add(text, hash: key.hash))
    }
  }

  /// Gives every key of a batch the id it has, or −1; answers how many have none.
  ///
  /// In two rounds, slots first and texts second: neither waits for the other key's memory.
  @discardableResult
  func find(_ batch: inout KeyBatch) -> Int {
    batch.keys.withUnsafeMutableBufferPointer { keys in
      slots.withUnsafeBufferPointer { slots in
        let mask = slots.count &- 1
        for index in keys.indices {
          let hash = keys[index].hash
          var slot = Int(truncatingIfNeeded: hash) & mask
          // Other keys' slots lie beside it as a rule.
          while slots[slot].id >= 0, slots[slot].tag != UInt32(truncatingIfNeeded: hash >> 32) {
            slot = (slot &+ 1) & mask
          }
          (keys[index].id, keys[index].place) = (slots[slot].id, slots[slot].place)
        }
      }
    }
    var unknown = 0
    batch.withTexts { key, text in
      if key.id >= 0, equals(Slot(id: key.id, place: key.place), text) { return }
      key.id = Int32(truncatingIfNeeded: find(text, hash: key.hash))
      if key.id < 0 { unknown &+= 1 }
    }
    return unknown
  }
}
