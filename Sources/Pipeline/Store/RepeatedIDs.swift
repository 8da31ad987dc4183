import Rollup

/// Finds the hashes that several lists have in common, a 256th at a time, so that memory stays small.
enum RepeatedIDs {
  private static func part(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 56) }

  /// Of each list the hashes that an earlier one has too, each once.
  ///
  /// - Parameter lists: each grouped; the same hash twice in one list is no repetition here.
  static func repeated(in lists: [[UInt64]]) -> [[UInt64]] {
    var repeated = [[UInt64]](repeating: [], count: lists.count)
    guard lists.count > 1 else { return repeated }
    var starts = [Int](repeating: 0, count: lists.count)
    for part in 0..<256 {
      var seen = KeySet()
      for index in lists.indices {
        let list = lists[index]
        let start = starts[index]
        while starts[index] < list.count, self.part(list[starts[index]]) == part { starts[index] += 1 }
        let group = list[start..<starts[index]]
        repeated[index] += Set(group.lazy.filter { seen.contains($0) }).sorted()
        for hash in group { seen.insert(hash) }
      }
    }
    return repeated
  }
}
