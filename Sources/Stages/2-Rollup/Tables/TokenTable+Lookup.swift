import ReportModel

/// Many tokens at once.
extension TokenTable {
  /// Looks up the short tokens of calls, in three steps, each some calls behind the one before, so that none waits for
  /// memory.
  ///
  /// - Parameters:
  ///   - expecting: calls that were read; asks for the memory of their tokens' slots.
  ///   - locating: calls that get the id their token probably has, or −1; asks for the memory of the entries.
  ///   - settling: calls that are settled where they name a token alone, one that was met before; others get its id, or
  ///     −1 where they name another one.
  ///   - day: asked for the memory of those calls.
  func lookUp(
    _ calls: inout [PendingCall], _ expecting: Range<Int>, _ locating: Range<Int>, _ settling: Range<Int>,
    countedIn day: OpenDay
  ) {
    calls.withUnsafeMutableBufferPointer { calls in
      slots.withUnsafeBufferPointer { slots in
        entries.withUnsafeBufferPointer { entries in
          // In turn, so that not all calls of a step ask for memory at once.
          for step in 0..<max(expecting.count, locating.count, settling.count) {
            if step < expecting.count {
              let hash = calls[expecting.lowerBound &+ step].shortToken.hash
              slots.prefetch(Int(truncatingIfNeeded: hash) & (slots.count &- 1))
            }
            if step < locating.count { Self.locate(&calls[locating.lowerBound &+ step], slots, entries) }
            if step < settling.count {
              let place = settling.lowerBound &+ step
              Self.settle(&calls[place], entries)
              day.expect(developer: calls[place].developer, company: calls[place].company)
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func locate(
    _ call: inout PendingCall, _ slots: UnsafeBufferPointer<Slot>, _ entries: UnsafeBufferPointer<Entry>
  ) {
    guard call.marks.contains(.isUnresolved) else { return }
    call.token = probable(call.shortToken.hash, slots)
    entries.prefetchRow(Int(call.token))
  }

  @inline(__always)
  private static func settle(_ call: inout PendingCall, _ entries: UnsafeBufferPointer<Entry>) {
    guard call.marks.contains(.isUnresolved) else { return }
    let id = Int(call.token)
    guard id >= 0, isText(entries[id], call.shortToken) else {
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
  private static func probable(_ hash: UInt64, _ slots: UnsafeBufferPointer<Slot>) -> Int32 {
    let mask = UInt32(truncatingIfNeeded: slots.count &- 1)
    var slot = UInt32(truncatingIfNeeded: hash) & mask
    while !slots[Int(slot)].isFree, !slots[Int(slot)].mayHold(hash, mask: mask) { slot = (slot &+ 1) & mask }
    return slots[Int(slot)].id(mask)
  }

  /// Gives every key of a batch of long texts its id, new ones to those that are not known.
  mutating func intern(_ batch: inout KeyBatch) {
    // In two rounds, slots first and texts second: neither waits for the other key's memory.
    slots.withUnsafeBufferPointer { slots in
      entries.withUnsafeBufferPointer { entries in
        batch.withTexts { key, _ in
          key.id = Self.probable(key.hash, slots)
          entries.prefetchRow(Int(key.id))
        }
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
