/// Identifiers met in a table, told apart byte by byte, as they are wherever calls are counted.
struct MetIdentifiers {
  private var texts: [String] = []
  /// Open addressing, a power of two: the upper half of the hash, and the place of a text plus one; 0 = free.
  private var slots = [UInt64](repeating: 0, count: 64)

  /// Inserts an identifier; false where it was there.
  mutating func insert(_ text: String) -> Bool {
    let hash = Self.hash(text)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let place = Int(slots[slot] & 0xFFFF_FFFF) - 1
      if (slots[slot] ^ hash) >> 32 == 0, texts[place].utf8.elementsEqual(text.utf8) { return false }
      slot = (slot + 1) & mask
    }
    texts.append(text)
    slots[slot] = hash & ~0xFFFF_FFFF | UInt64(texts.count)
    if texts.count * 2 > slots.count { grow(slots.count * 2) }
    return true
  }

  /// Makes room for as many more.
  mutating func reserve(_ count: Int) {
    texts.reserveCapacity(texts.count + count)
    var size = slots.count
    while (texts.count + count) * 2 > size { size *= 2 }
    if size > slots.count { grow(size) }
  }

  private mutating func grow(_ size: Int) {
    slots = [UInt64](repeating: 0, count: size)
    for (place, text) in texts.enumerated() {
      let hash = Self.hash(text)
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = hash & ~0xFFFF_FFFF | UInt64(place + 1)
    }
  }

  /// FNV-1a of 64 bits, both halves mixed: its lower bits alone say little of the first letters.
  private static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return hash ^ hash >> 32
    }
  }
}
