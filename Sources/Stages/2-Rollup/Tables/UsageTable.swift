/// Which endpoints each developer used in each month, successfully or not: a `KeySet` behind bits that tell, without
/// looking into it, what it has already.
struct UsageTable: Sendable {
  /// Endpoints and developers that have bits; the rest is looked up.
  private static let endpoints = 128
  private static let developers = 1 << 18
  private static let words = endpoints * 2 / 64

  private(set) var keys = KeySet()
  /// Month → developer × word; empty = no calls in it yet.
  private var bits: [[UInt64]] = []

  @inline(__always)
  mutating func insert(developer: Int, month: Int, endpoint: Int, successful: Bool) {
    if endpoint < Self.endpoints, developer < Self.developers {
      let bit = endpoint &* 2 &+ (successful ? 1 : 0)
      let word = developer &* Self.words &+ bit >> 6
      let mask: UInt64 = 1 << UInt64(bit & 63)
      if month < bits.count, word < bits[month].count {
        if bits[month][word] & mask != 0 { return }
      } else {
        grow(month, word)
      }
      bits[month][word] |= mask
    }
    keys.insert(UsageKey.pack(developer: developer, month: month, endpoint: endpoint, successful: successful))
  }

  private mutating func grow(_ month: Int, _ word: Int) {
    while bits.count <= month { bits.append([]) }
    let count = max(word + 1, bits[month].count * 3 / 2)
    bits[month].append(contentsOf: repeatElement(0, count: count - bits[month].count))
  }
}
