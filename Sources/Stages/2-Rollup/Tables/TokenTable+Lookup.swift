import ReportModel

/// Many tokens at once.
extension TokenTable {
  /// What short tokens are looked up in: in three steps, each some calls behind the one before, so that none waits for
  /// memory.
  struct Lookup {
    private let slots: UnsafeBufferPointer<Slot>
    private let entries: UnsafeBufferPointer<Entry>

    fileprivate init(_ slots: UnsafeBufferPointer<Slot>, _ entries: UnsafeBufferPointer<Entry>) {
      (self.slots, self.entries) = (slots, entries)
    }

    /// First step: a call with this token was read; asks for the memory of its slot.
    @inline(__always)
    func expect(_ call: borrowing PendingCall) {
      slots.prefetch(Int(truncatingIfNeeded: call.shortToken.hash) & (slots.count &- 1))
    }

    /// Second step: gives a call the id its token probably has, or −1, and asks for the memory of the entry.
    @inline(__always)
    func locate(_ call: inout PendingCall) {
      guard call.marks.contains(.isUnresolved) else { return }
      let id = probable(call.shortToken.hash)
      call.token = id
      entries.prefetch(Int(id))
    }

    /// Third step: settles a call that names a token alone, one that was met before; gives any other one its id, or −1
    /// where it names another one.
    @inline(__always)
    func settle(_ call: inout PendingCall) {
      guard call.marks.contains(.isUnresolved) else { return }
      let id = Int(call.token)
      guard id >= 0, TokenTable.isText(entries[id], call.shortToken) else {
        call.token = -1
        return
      }
      let holder = entries[id].holder
      guard holder.marks.contains(.isMet), call.marks.isDisjoint(with: [.namesDeveloper, .namesCompany]) else { return }
      (call.developer, call.company) = (holder.developer, holder.company)
      call.marks.remove(.isUnresolved)
      if holder.marks.contains(.isExcluded) { call.marks.insert(.isInternal) }
    }

    /// Other keys' slots lie beside the one of a hash as a rule.
    @inline(__always)
    func probable(_ hash: UInt64) -> Int32 {
      let mask = UInt32(truncatingIfNeeded: slots.count &- 1)
      var slot = UInt32(truncatingIfNeeded: hash) & mask
      while !slots[Int(slot)].isFree, !slots[Int(slot)].mayHold(hash, mask: mask) { slot = (slot &+ 1) & mask }
      return slots[Int(slot)].id(mask)
    }

    @inline(__always)
    func prefetch(entry id: Int32) { entries.prefetch(Int(id)) }
  }

  @inline(__always)
  func withLookup<Result>(_ body: (Lookup) -> Result) -> Result {
    slots.withUnsafeBufferPointer { slots in entries.withUnsafeBufferPointer { body(Lookup(slots, $0)) } }
  }

  /// Gives every key of a batch of long texts its id, new ones to those that are not known.
  mutating func intern(_ batch: inout KeyBatch) {
    // In two rounds, slots first and texts second: neither waits for the other key's memory.
    withLookup { lookup in
      batch.withTexts { key, _ in
        key.id = lookup.probable(key.hash)
        lookup.prefetch(entry: key.id)
      }
    }
    var unknown = 0
    batch.withTexts { key, text in
      if key.id >= 0, isText(Int(key.id), text, key.hash) { return }
      key.id = Int32(truncatingIfNeeded: find(text, key.hash))
      if key.id < 0 { unknown &+= 1 }
    }
    guard unknown > 0 else { return }
    batch.withTexts { key, text in
      guard key.id < 0 else { return }
      let known = find(text, key.hash)
      key.id = Int32(truncatingIfNeeded: known >= 0 ? known : add(text, key.hash))
    }
  }
}
