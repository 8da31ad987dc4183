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

  /// A token's text of sixteen bytes at most, as words.
  struct ShortToken {
    static let longest = 16

    private(set) var words = SIMD2<UInt64>.zero
    private(set) var hash: UInt64 = 0
    /// −1 = there is none.
    private(set) var count: Int32 = -1

    init() {}

    var isSome: Bool { count >= 0 }

    /// Of a text behind which sixteen bytes are readable.
    @inline(__always)
    init(_ text: CallText) {
      words = ShortText.words(text)
      count = Int32(truncatingIfNeeded: text.count)
      hash = ByteInterner.mix(words.x ^ UInt64(truncatingIfNeeded: text.count), words.y)
    }
  }

  struct Entry {
    /// The text where it is short, else its hash and its place.
    var words: SIMD2<UInt64>
    var count: Int32
    var holder: Holder
  }

  /// An id in as many of the lower bits as number the slots, and above it bits of the hash: four bytes, so that the slots
  /// of 50 000 tokens take a quarter of a core's cache and not half of it.
  struct Slot {
    private(set) var bits = UInt32.max

    static let free = Slot()

    init() {}

    @inline(__always)
    init(_ hash: UInt64, id: Int, mask: UInt32) { bits = Self.tag(hash, mask) | UInt32(truncatingIfNeeded: id) }

    /// Half of the slots are free at least, so that no id has all bits of the mask.
    @inline(__always)
    var isFree: Bool { bits == .max }

    @inline(__always)
    func id(_ mask: UInt32) -> Int32 { isFree ? -1 : Int32(truncatingIfNeeded: bits & mask) }

    @inline(__always)
    func mayHold(_ hash: UInt64, mask: UInt32) -> Bool { (bits ^ Self.tag(hash, mask)) & ~mask == 0 }

    @inline(__always)
    private static func tag(_ hash: UInt64, _ mask: UInt32) -> UInt32 {
      UInt32(truncatingIfNeeded: hash >> 32) & ~mask
    }
  }

  var entries: [Entry] = []
  /// Open addressing, a power of two.
  var slots = [Slot](repeating: .free, count: 64)
  /// Long texts.
  private var arena: [UInt8] = []

  var count: Int { entries.count }

  subscript(id: Int) -> Holder {
    @inline(__always) get { entries[id].holder }
    set { entries[id].holder = newValue }
  }

  /// Makes room for as many tokens, where none has come yet.
  mutating func reserve(_ count: Int) {
    guard entries.isEmpty else { return }
    entries.reserveCapacity(count)
    var size = slots.count
    while count * 2 > size { size *= 2 }
    slots = [Slot](repeating: .free, count: size)
  }

  /// The id of a token, a new one, held by nobody, where it is not known yet. Sixteen bytes behind it must be readable.
  mutating func intern(_ text: CallText) -> Int {
    if text.count <= ShortToken.longest { return intern(ShortToken(text)) }
    let hash = ByteInterner.hash(text)
    let known = find(text, hash)
    return known >= 0 ? known : add(text, hash)
  }

  mutating func intern(_ token: ShortToken) -> Int {
    let known = find(token)
    if known >= 0 { return known }
    return append(Entry(words: token.words, count: token.count, holder: Holder()), token.hash)
  }

  mutating func intern(_ text: String) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.utf8.count + CallRow.readableBehind) { bytes in
      let end = bytes.initialize(fromContentsOf: text.utf8)
      bytes[end...].initialize(repeating: 0)
      return intern(CallText(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<end])))
    }
  }

  // MARK: Texts

  private func find(_ token: ShortToken) -> Int { find(token.hash) { Self.isText(entries[$0], token) } }

  func find(_ text: CallText, _ hash: UInt64) -> Int { find(hash) { isText($0, text, hash) } }

  @inline(__always)
  private func find(_ hash: UInt64, where isText: (Int) -> Bool) -> Int {
    let mask = UInt32(truncatingIfNeeded: slots.count &- 1)
    var slot = UInt32(truncatingIfNeeded: hash) & mask
    while !slots[Int(slot)].isFree {
      let id = Int(slots[Int(slot)].id(mask))
      if slots[Int(slot)].mayHold(hash, mask: mask), isText(id) { return id }
      slot = (slot &+ 1) & mask
    }
    return -1
  }

  @inline(__always)
  static func isText(_ entry: Entry, _ token: ShortToken) -> Bool {
    entry.words == token.words && entry.count == token.count
  }

  @inline(__always)
  func isText(_ id: Int, _ text: CallText, _ hash: UInt64) -> Bool {
    let entry = entries[id]
    guard Int(entry.count) == text.count, entry.words.x == hash else { return false }
    return withLongText(entry) { ShortText.equal(text, $0.start) }
  }

  private func withLongText<Result>(_ entry: Entry, _ body: (CallText) -> Result) -> Result {
    arena.withUnsafeBytes {
      body(CallText(UnsafeRawBufferPointer(rebasing: $0[Int(entry.words.y)..<Int(entry.words.y) + Int(entry.count)])))
    }
  }

  mutating func add(_ text: CallText, _ hash: UInt64) -> Int {
    let words = SIMD2(hash, UInt64(arena.count))
    arena.append(contentsOf: text.bytes)
    return append(Entry(words: words, count: Int32(text.count), holder: Holder()), hash)
  }

  private mutating func append(_ entry: Entry, _ hash: UInt64) -> Int {
    let id = entries.count
    entries.append(entry)
    if entries.count * 2 > slots.count {
      slots = [Slot](repeating: .free, count: slots.count * 2)
      for id in entries.indices { place(id, self.hash(id)) }
    } else {
      place(id, hash)
    }
    return id
  }

  private mutating func place(_ id: Int, _ hash: UInt64) {
    let mask = UInt32(slots.count - 1)
    var slot = UInt32(truncatingIfNeeded: hash) & mask
    while !slots[Int(slot)].isFree { slot = (slot + 1) & mask }
    slots[Int(slot)] = Slot(hash, id: id, mask: mask)
  }

  private func hash(_ id: Int) -> UInt64 {
    entries[id].count > ShortToken.longest ? entries[id].words.x : withText(id) { ShortToken($0).hash }
  }

  /// Lends the text of a token, sixteen readable bytes behind it where it is short.
  private func withText<Result>(_ id: Int, _ body: (CallText) -> Result) -> Result {
    let entry = entries[id]
    guard entry.count <= ShortToken.longest else { return withLongText(entry, body) }
    let words = (entry.words.x.littleEndian, entry.words.y.littleEndian, UInt64(0), UInt64(0))
    return withUnsafeBytes(of: words) { body(CallText(UnsafeRawBufferPointer(rebasing: $0[..<Int(entry.count)]))) }
  }

  func name(_ id: Int) -> String { withText(id) { String(decoding: $0, as: UTF8.self) } }

  /// Ids of another table's tokens in this one, which gets those it lacks, held by nobody.
  mutating func adopt(_ other: TokenTable) -> [Int] {
    (0..<other.count).map { id in other.withText(id) { intern($0) } }
  }
}
