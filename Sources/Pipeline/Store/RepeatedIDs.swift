import Rollup

/// Finds out whether lists of hashes have one in common, a 256th at a time, so that memory stays small.
enum RepeatedIDs {
  private static func part(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 56) }

  /// The same hashes, in the order of their first byte.
  static func grouped(_ hashes: [UInt64]) -> [UInt64] {
    var starts = [Int](repeating: 0, count: 257)
    for hash in hashes { starts[part(hash) + 1] += 1 }
    for part in 0..<256 { starts[part + 1] += starts[part] }
    var grouped = hashes
    for hash in hashes {
      grouped[starts[part(hash)]] = hash
      starts[part(hash)] += 1
    }
    return grouped
  }

  /// - Parameter lists: each grouped; the same hash twice in one list is no repetition here.
  static func areDisjoint(_ lists: [[UInt64]]) -> Bool {
    guard lists.count > 1 else { return true }
    var starts = [Int](repeating: 0, count: lists.count)
    for part in 0..<256 {
      var seen = KeySet()
      for index in lists.indices {
        let list = lists[index]
        let start = starts[index]
        while starts[index] < list.count, self.part(list[starts[index]]) == part { starts[index] += 1 }
        let group = list[start..<starts[index]]
        if group.contains(where: { seen.contains($0) }) { return false }
        for hash in group { seen.insert(hash) }
      }
    }
    return true
  }
}
