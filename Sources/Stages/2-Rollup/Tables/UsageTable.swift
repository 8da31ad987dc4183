/// Which endpoints each developer used in each month, successfully or not: a `KeySet` behind bits that tell, without
/// looking into it, what it has of the month that most calls are of just now.
struct UsageTable: Sendable {
  /// Endpoints and developers that have bits; the rest is looked up.
  private static let endpoints = 128
  private static let developers = 1 << 18
  private static let words = endpoints * 2 / 64

  private(set) var keys = KeySet()
  private var month = -1
  /// Developer × word.
  private var bits: [UInt64] = []
  private var strays = 0

  @inline(__always)
  mutating func insert(developer: Int, month: Int, endpoint: Int, successful: Bool) {
    if month == self.month, endpoint < Self.endpoints {
      let bit = endpoint &* 2 &+ (successful ? 1 : 0)
      let word = developer &* Self.words &+ bit >> 6
      let mask: UInt64 = 1 << UInt64(bit & 63)
      if word < bits.count {
        if bits[word] & mask != 0 { return }
        bits[word] |= mask
      }
    }
    insertAside(developer: developer, month: month, endpoint: endpoint, successful: successful)
  }

  /// Makes room for as many keys, see `KeySet.reserve`.
  mutating func reserve(_ keys: Int) { self.keys.reserve(keys) }

  @inline(never)
  private mutating func insertAside(developer: Int, month: Int, endpoint: Int, successful: Bool) {
    keys.insert(UsageKey.pack(developer: developer, month: month, endpoint: endpoint, successful: successful))
    if month == self.month {
      let needed = (developer + 1) * Self.words
      guard needed > bits.count, developer < Self.developers else { return }
      bits.append(contentsOf: repeatElement(0, count: max(needed, bits.count * 3 / 2) - bits.count))
    } else {
      strays += 1
      guard strays > 256 + bits.count / 8 else { return }
      (strays, self.month) = (0, month)
      for index in bits.indices { bits[index] = 0 }
    }
  }
}
