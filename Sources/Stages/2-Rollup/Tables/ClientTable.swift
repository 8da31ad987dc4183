/// The small dimensions of a call (API version, SDK, region, environment) as they come together, numbered as they are
/// met: a few hundred in years of logs, found by one comparison of their texts.
struct ClientTable: Sendable {
  /// Four texts, each by its words where it is short and by its id where it is long, so that equal keys are equal
  /// texts.
  struct Key: Equatable {
    var version = SIMD2<UInt64>.zero
    var sdk = SIMD2<UInt64>.zero
    var region = SIMD2<UInt64>.zero
    var environment = SIMD2<UInt64>.zero
    /// Their lengths in 16 bits each; `longest + 1` for all longer ones.
    var lengths: UInt64 = 0

    /// Texts of more bytes stand by their ids.
    static let longest = 16

    @inline(__always)
    static func == (left: Key, right: Key) -> Bool {
      let first = (left.version ^ right.version) | (left.sdk ^ right.sdk)
      let last = (left.region ^ right.region) | (left.environment ^ right.environment)
      let all = first | last
      return all.x | all.y | (left.lengths ^ right.lengths) == 0
    }

    @inline(__always)
    var hash: UInt64 {
      // Each text's bits at places of their own.
      let all = version ^ Self.turned(sdk, by: 1) ^ Self.turned(region, by: 2) ^ Self.turned(environment, by: 3)
      return ByteInterner.mix(all.x ^ lengths, all.y)
    }

    /// Quarters moved on: what a processor does in one step.
    @inline(__always)
    private static func turned(_ words: SIMD2<UInt64>, by places: Int) -> SIMD2<UInt64> {
      let quarters = unsafeBitCast(words, to: SIMD4<UInt32>.self)
      let turned =
        switch places {
        case 1: SIMD4(quarters.y, quarters.z, quarters.w, quarters.x)
        case 2: SIMD4(quarters.z, quarters.w, quarters.x, quarters.y)
        default: SIMD4(quarters.w, quarters.x, quarters.y, quarters.z)
        }
      return unsafeBitCast(turned, to: SIMD2<UInt64>.self)
    }
  }

  private struct Entry {
    var key = Key()
    /// −1 = free.
    var id: Int32 = -1
  }

  /// Client → its values.
  private(set) var values: [CallValues] = []
  private var ids: [CallValues: Int32] = [:]
  /// Open addressing, a power of two.
  private var entries = [Entry](repeating: Entry(), count: 256)
  private var used = 0

  /// The client with these texts, −1 where others have its first place or they were not met together.
  @inline(__always)
  func first(_ key: Key) -> Int32 {
    let place = Int(truncatingIfNeeded: key.hash) & (entries.count &- 1)
    return entries[place].key == key ? entries[place].id : -1
  }

  /// The client with these texts, −1 where they were not met together.
  func find(_ key: Key) -> Int32 {
    var place = Int(truncatingIfNeeded: key.hash) & (entries.count &- 1)
    while entries[place].id >= 0 {
      if entries[place].key == key { return entries[place].id }
      place = (place &+ 1) & (entries.count &- 1)
    }
    return -1
  }

  /// Keeps the texts of a client, which were not found, while there is room for them.
  mutating func keep(_ key: Key, _ id: Int32) {
    guard used < ComboTable.comboLimit else { return }
    if used * 2 >= entries.count {
      let old = entries
      entries = [Entry](repeating: Entry(), count: old.count * 2)
      for entry in old where entry.id >= 0 { place(entry) }
    }
    place(Entry(key: key, id: id))
    used += 1
  }

  private mutating func place(_ entry: Entry) {
    let mask = entries.count - 1
    var place = Int(truncatingIfNeeded: entry.key.hash) & mask
    while entries[place].id >= 0 { place = (place + 1) & mask }
    entries[place] = entry
  }

  /// The number of values that came together, a new one where they did not yet.
  mutating func number(_ values: CallValues) -> Int32 {
    if let known = ids[values] { return known }
    let id = Int32(self.values.count)
    ids[values] = id
    self.values.append(values)
    return id
  }
}
