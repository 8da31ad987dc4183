/// Which endpoints each developer used in each month, successfully or not: bits for the first endpoints and developers,
/// a `KeySet` for the rest.
struct UsageTable: Sendable {
  /// Developers that have bits; endpoints are those of `DeveloperDay`.
  private static let developers = 1 << 18
  private static let words = DeveloperDay.endpoints * 2 / 32

  /// Month → developer × word; empty where nothing was used.
  private var months: [[UInt32]] = []
  private var rest = KeySet()

  mutating func insert(developer: Int, month: Int, endpoint: Int, successful: Bool) {
    guard endpoint < DeveloperDay.endpoints, developer < Self.developers else {
      rest.insert(UsageKey.pack(developer: developer, month: month, endpoint: endpoint, successful: successful))
      return
    }
    makeRoom(developer, month)
    let bit = endpoint * 2 + (successful ? 1 : 0)
    months[month][developer * Self.words + bit >> 5] |= 1 << UInt32(bit & 31)
  }

  /// Inserts the uses of a day: bit 2 × endpoint where it was used without success, the next one where with.
  mutating func insert(_ day: DeveloperDay, month: Int) {
    let count = day.cells.count / DeveloperDay.width
    guard count > 0 else { return }
    makeRoom(min(count, Self.developers) - 1, month)
    months[month].withUnsafeMutableBufferPointer { words in
      day.forEachCaller { developer, cells, row in
        guard developer < Self.developers else { return }
        let (from, to) = (row &+ DeveloperDay.use, developer &* Self.words)
        for word in 0..<Self.words { words[to &+ word] |= cells[from &+ word] }
      }
    }
    for developer in min(count, Self.developers)..<count {
      let use = developer * DeveloperDay.width + DeveloperDay.use
      Self.forEach(Array(day.cells[use..<use + Self.words])) { _, endpoint, successful in
        rest.insert(UsageKey.pack(developer: developer, month: month, endpoint: endpoint, successful: successful))
      }
    }
  }

  /// Adds all of another table, its endpoints renumbered.
  mutating func merge(_ other: UsageTable, endpoint: (Int) -> Int) {
    rest.reserve(rest.count + other.rest.count)
    for (month, words) in other.months.enumerated() where !words.isEmpty {
      makeRoom(words.count / Self.words - 1, month)
      var merged: [UInt32] = []
      swap(&merged, &months[month])
      Self.forEach(words) { developer, use, isSuccessful in
        let endpoint = endpoint(use)
        if endpoint < DeveloperDay.endpoints {
          let bit = endpoint * 2 + (isSuccessful ? 1 : 0)
          merged[developer * Self.words + bit >> 5] |= 1 << UInt32(bit & 31)
        } else {
          rest.insert(
            UsageKey.pack(developer: developer, month: month, endpoint: endpoint, successful: isSuccessful))
        }
      }
      swap(&merged, &months[month])
    }
    other.rest.forEach { key in
      let use = UsageKey.unpack(key)
      insert(
        developer: use.developer, month: use.month, endpoint: endpoint(use.endpoint), successful: use.successful)
    }
  }

  /// Every use, packed as `UsageKey`, sorted.
  var keys: [UInt64] {
    var keys: [UInt64] = []
    forEach { keys.append($0) }
    keys.radixSort()
    return keys
  }

  /// By month, the endpoints that each developer used at all, and those used successfully.
  var usesByMonth: [(any: EndpointUse, successful: EndpointUse)] {
    let rest = restByMonth
    return (0..<max(months.count, rest.count)).map { month in
      var uses = (any: EndpointUse(), successful: EndpointUse())
      var others = (month < rest.count ? rest[month] : []).map(UsageKey.unpack)[...]
      (month < months.count ? months[month] : []).withUnsafeBufferPointer { words in
        for developer in 0..<words.count / Self.words {
          Self.add(words, developer, to: &uses)
          // Of one developer, the endpoints that have no bits come after those that have.
          while let use = others.first, use.developer == developer { Self.add(others.removeFirst(), to: &uses) }
        }
      }
      for use in others { Self.add(use, to: &uses) }
      return uses
    }
  }

  private static func add(
    _ words: UnsafeBufferPointer<UInt32>, _ developer: Int, to uses: inout (any: EndpointUse, successful: EndpointUse)
  ) {
    for word in 0..<Self.words {
      // Two bits an endpoint, of which the second one is success.
      let bits = words[developer &* Self.words &+ word]
      uses.any.append(everyOther: (bits | bits >> 1) & 0x5555_5555, from: word &* 16, of: developer)
      uses.successful.append(everyOther: bits >> 1 & 0x5555_5555, from: word &* 16, of: developer)
    }
  }

  private static func add(
    _ use: (developer: Int, month: Int, endpoint: Int, successful: Bool),
    to uses: inout (any: EndpointUse, successful: EndpointUse)
  ) {
    uses.any.append(use.endpoint, of: use.developer)
    if use.successful { uses.successful.append(use.endpoint, of: use.developer) }
  }

  /// What has no bits, sorted.
  private var restByMonth: [[UInt64]] {
    var keys: [[UInt64]] = []
    rest.forEach { key in
      let month = UsageKey.unpack(key).month
      while keys.count <= month { keys.append([]) }
      keys[month].append(key)
    }
    for month in keys.indices { keys[month].radixSort() }
    return keys
  }

  private func forEach(_ body: (UInt64) -> Void) {
    for (month, words) in months.enumerated() {
      Self.forEach(words) { developer, endpoint, successful in
        body(UsageKey.pack(developer: developer, month: month, endpoint: endpoint, successful: successful))
      }
    }
    rest.forEach(body)
  }

  @inline(__always)
  private static func forEach(
    _ words: [UInt32], _ body: (_ developer: Int, _ endpoint: Int, _ successful: Bool) -> Void
  ) {
    words.withUnsafeBufferPointer { words in
      for index in words.indices where words[index] != 0 {
        let (developer, word) = index.quotientAndRemainder(dividingBy: Self.words)
        var bits = words[index]
        while bits != 0 {
          let bit = word &* 32 &+ bits.trailingZeroBitCount
          body(developer, bit / 2, bit & 1 == 1)
          bits &= bits &- 1
        }
      }
    }
  }

  @inline(__always)
  private mutating func makeRoom(_ developer: Int, _ month: Int) {
    while month >= months.count { months.append([]) }
    let (count, needed) = (months[month].count, (developer + 1) * Self.words)
    guard needed > count else { return }
    let room = max(needed, min(count * 3 / 2 / Self.words, Self.developers) * Self.words)
    months[month].append(contentsOf: repeatElement(0, count: room - count))
  }
}
