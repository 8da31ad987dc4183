import ReportModel

/// Tokens and whose they are: what a call that names a token asks for lies in one place of memory, its text too where
/// it is short.
struct TokenTable: Sendable {
  /// −1 = nobody, nowhere.
  struct Holder {
    var developer: Int32 = -1
    /// The company by the tokens table, and where that names none the developer's, once it `isMet`.
    var company: Int32 = -1
    var marks: Marks = []
  }

  struct Marks: OptionSet {
    let rawValue: UInt32
    /// The tokens table names the company.
    static let namesCompany = Marks(rawValue: 1)
    /// Of an internal or test developer.
    static let isExcluded = Marks(rawValue: 2)
    /// A call named the token alone, and its developer was noted as met.
    static let isMet = Marks(rawValue: 4)
  }

  private struct Entry {
    /// The text where it is short, else its hash and its place.
    var words: SIMD2<UInt64>
    var count: Int32
    var holder: Holder
  }

  private struct Slot {
    /// The upper half of the hash.
    var tag: UInt32 = 0
    /// −1 = free.
    var id: Int32 = -1
  }

  private static let short = 16
  /// Keys between one whose memory is asked for and one whose memory is there.
  static let lead = 16

  private var entries: [Entry] = []
  /// Open addressing, a power of two.
  private var slots = [Slot](repeating: Slot(), count: 64)
  /// Long texts.
  private var arena: [UInt8] = []

  var count: Int { entries.count }

  subscript(id: Int) -> Holder {
    @inline(__always) get { entries[id].holder }
    set { entries[id].holder = newValue }
  }

  /// The id of a token, a new one, held by nobody, where it is not known yet. Sixteen bytes behind it must be readable.
  mutating func intern(_ text: UnsafeRawBufferPointer) -> Int {
    let hash = ByteInterner.hash(text)
    let known = find(text, hash)
    return known >= 0 ? known : add(text, hash)
  }

  mutating func intern(_ text: String) -> Int {
    var bytes = Array(text.utf8)
    bytes.append(contentsOf: repeatElement(0, count: CallRow.readableBehind))
    return bytes.withUnsafeBytes { intern(UnsafeRawBufferPointer(rebasing: $0.dropLast(CallRow.readableBehind))) }
  }

  /// Notes that a key was put into a batch: asks for its slot, and for the entry of a key before it whose slot is there by
  /// now. Answers the probable holder of one before that, whose entry is there by now.
  @inline(__always)
  func expect(_ batch: inout KeyBatch, hash: UInt64) -> Holder? {
    slots.withUnsafeBufferPointer { $0.prefetch(Int(truncatingIfNeeded: hash) & (slots.count &- 1)) }
    let index = batch.keys.count &- 1 &- Self.lead
    guard index >= 0 else { return nil }
    locate(&batch.keys[index])
    guard index >= Self.lead else { return nil }
    let id = Int(batch.keys[index &- Self.lead].id)
    return id >= 0 ? entries[id].holder : nil
  }

  /// Finds out which token a key probably is, and asks for its entry.
  @inline(__always)
  private func locate(_ key: inout KeyBatch.Key) {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count &- 1
      var slot = Int(truncatingIfNeeded: key.hash) & mask
      // Other keys' slots lie beside it as a rule.
      while slots[slot].id >= 0, slots[slot].tag != UInt32(truncatingIfNeeded: key.hash >> 32) {
        slot = (slot &+ 1) & mask
      }
      key.id = slots[slot].id
      entries.withUnsafeBufferPointer { $0.prefetch(Int(slots[slot].id)) }
    }
  }

  /// Gives every key of a batch its id, new ones to those that are not known.
  mutating func intern(_ batch: inout KeyBatch) {
    for index in max(0, batch.keys.count - Self.lead)..<batch.keys.count { locate(&batch.keys[index]) }
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

  private func find(_ text: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    while slots[slot].id >= 0 {
      if slots[slot].tag == tag, isText(Int(slots[slot].id), text, hash) { return Int(slots[slot].id) }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return -1
  }

  @inline(__always)
  private func isText(_ id: Int, _ text: UnsafeRawBufferPointer, _ hash: UInt64) -> Bool {
    let entry = entries[id]
    guard Int(entry.count) == text.count else { return false }
    guard text.count > Self.short else { return entry.words == ShortText.words(text) }
    return entry.words.x == hash && withLongText(entry) { ShortText.equal($0, text) }
  }

  private func withLongText<Result>(_ entry: Entry, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    arena.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[Int(entry.words.y)..<Int(entry.words.y) + Int(entry.count)]))
    }
  }

  private mutating func add(_ text: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
    let id = entries.count
    let isShort = text.count <= Self.short
    let words = isShort ? ShortText.words(text) : SIMD2(hash, UInt64(arena.count))
    if !isShort { arena.append(contentsOf: text) }
    entries.append(Entry(words: words, count: Int32(text.count), holder: Holder()))
    if entries.count * 2 > slots.count {
      slots = [Slot](repeating: Slot(), count: slots.count * 2)
      for id in entries.indices { place(id, self.hash(id)) }
    } else {
      place(id, hash)
    }
    return id
  }

  private mutating func place(_ id: Int, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].id >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Slot(tag: UInt32(truncatingIfNeeded: hash >> 32), id: Int32(id))
  }

  private func hash(_ id: Int) -> UInt64 {
    entries[id].count > Self.short ? entries[id].words.x : withText(id) { ByteInterner.hash($0) }
  }

  /// Lends the text of a token, sixteen readable bytes behind it where it is short.
  private func withText<Result>(_ id: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let entry = entries[id]
    guard entry.count <= Self.short else { return withLongText(entry, body) }
    let words = (entry.words.x.littleEndian, entry.words.y.littleEndian, UInt64(0), UInt64(0))
    return withUnsafeBytes(of: words) { body(UnsafeRawBufferPointer(rebasing: $0[..<Int(entry.count)])) }
  }

  func name(_ id: Int) -> String { withText(id) { String(decoding: $0, as: UTF8.self) } }

  /// Ids of another table's tokens in this one, which gets those it lacks, held by nobody.
  mutating func adopt(_ other: TokenTable) -> [Int] {
    (0..<other.count).map { id in
      other.withText(id) { text in
        let hash = other.hash(id)
        let known = find(text, hash)
        return known >= 0 ? known : add(text, hash)
      }
    }
  }
}
