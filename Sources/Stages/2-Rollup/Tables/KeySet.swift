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

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: .max, count: old.count * 2)
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
