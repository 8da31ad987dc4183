import Rollup

/// Finds out whether lists of hashes have one in common, a 256th at a time, so that memory stays small.
enum RepeatedIDs {
  /// - Parameter lists: each ascending; the same hash twice in one list is no repetition here.
  static func areDisjoint(_ lists: [[UInt64]]) -> Bool {
    var positions = [Int](repeating: 0, count: lists.count)
    for part in 0..<UInt64(256) {
      var seen = KeySet()
      for index in lists.indices {
        let list = lists[index]
        var last: UInt64?
        while positions[index] < list.count, list[positions[index]] >> 56 == part {
          let id = list[positions[index]]
          positions[index] += 1
          if id == last { continue }
          last = id
          if !seen.insert(id) { return false }
        }
      }
    }
    return true
  }
}
