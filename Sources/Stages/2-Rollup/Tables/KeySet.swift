/// A set of packed 64-bit keys by open addressing; keys are never all ones.
package struct KeySet: Sendable {
  private var slots: [UInt64] = [UInt64](repeating: .max, count: 1024)
  package private(set) var count = 0

  package init() {}

  /// Inserts a key; false where it was there.
  @inline(__always)
  @discardableResult
  package mutating func insert(_ key: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Self.scramble(key) & mask
    while slots[slot] != .max {
      if slots[slot] == key { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = key
    count += 1
    if count * 4 > slots.count * 3 { grow() }
    return true
  }

  package func contains(_ key: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Self.scramble(key) & mask
    while slots[slot] != .max {
      if slots[slot] == key { return true }
      slot = (slot + 1) & mask
    }
    return false
  }

  /// Every key, in no order that means anything.
  package func forEach(_ body: (UInt64) -> Void) {
    for key in slots where key != .max { body(key) }
  }

  /// Makes room for as many keys. To be asked for before the keys of another set are inserted: they come in the order
  /// of their slots, and in a smaller table would pile up at its beginning.
  package mutating func reserve(_ keys: Int) {
    var size = slots.count
    while keys * 4 > size * 3 { size *= 2 }
    if size > slots.count { grow(to: size) }
  }

  private mutating func grow() { grow(to: slots.count * 2) }

  private mutating func grow(to size: Int) {
    let old = slots
    slots = [UInt64](repeating: .max, count: size)
    let mask = slots.count - 1
    for key in old where key != .max {
      var slot = Self.scramble(key) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = key
    }
  }

  @inline(__always)
  private static func scramble(_ key: UInt64) -> Int {
    let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }
}
