import Rollup

/// Finds the hashes that occur more than once among very many, in pieces that stay in a cache.
enum RepeatedHashes {
  /// Hashes moved together at once: 128 MB.
  private static let most = 16 << 20
  private static let bucketBits = 10

  /// - Parameters:
  ///   - each: hands over all hashes in pieces; called several times.
  ///   - grouped: where it is not nil, gets all hashes in the order of their first byte, as `RepeatedIDs` wants them.
  static func find(
    _ each: ((UnsafeBufferPointer<UInt64>) -> Void) -> Void, grouped: inout [UInt64]?
  ) -> KeySet {
    var total = 0
    each { total += $0.count }
    var repeated = KeySet()
    var groupBits = 0
    while total >> groupBits > most { groupBits += 1 }
    for group in 0..<UInt64(1 << groupBits) {
      let sorted = find(group, groupBits, each, &repeated)
      if grouped?.isEmpty == true { grouped = sorted } else { grouped?.append(contentsOf: sorted) }
    }
    return repeated
  }

  /// Looks at the hashes whose leading bits are `group`, and gives them in the order of the next ones.
  private static func find(
    _ group: UInt64, _ groupBits: Int, _ each: ((UnsafeBufferPointer<UInt64>) -> Void) -> Void,
    _ repeated: inout KeySet
  ) -> [UInt64] {
    let shift = UInt64(64 - groupBits - bucketBits)
    let buckets = 1 << bucketBits
    // Where each bucket begins, then where its next hash goes.
    var starts = [Int](repeating: 0, count: buckets + 1)
    starts.withUnsafeMutableBufferPointer { starts in
      each { hashes in
        for hash in hashes where groupBits == 0 || hash >> UInt64(64 - groupBits) == group {
          starts[Int(truncatingIfNeeded: hash >> shift) & (buckets - 1) + 1] += 1
        }
      }
    }
    for bucket in 0..<buckets { starts[bucket + 1] += starts[bucket] }
    var ends = starts
    let sorted = [UInt64](unsafeUninitializedCapacity: starts[buckets]) { sorted, count in
      ends.withUnsafeMutableBufferPointer { ends in
        each { hashes in
          for hash in hashes where groupBits == 0 || hash >> UInt64(64 - groupBits) == group {
            let bucket = Int(truncatingIfNeeded: hash >> shift) & (buckets - 1)
            sorted[ends[bucket]] = hash
            ends[bucket] &+= 1
          }
        }
      }
      count = starts[buckets]
    }
    sorted.withUnsafeBufferPointer { sorted in
      for bucket in 0..<buckets {
        check(UnsafeBufferPointer(rebasing: sorted[starts[bucket]..<starts[bucket + 1]]), &repeated)
      }
    }
    return sorted
  }

  /// One bucket, in a small table of its own; 0 stands for a free slot, so that the hash 0 is counted apart.
  private static func check(_ hashes: UnsafeBufferPointer<UInt64>, _ repeated: inout KeySet) {
    var size = 64
    while size < hashes.count * 2 { size *= 2 }
    let mask = size - 1
    var zeros = 0
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { slots in
      slots.initialize(repeating: 0)
      for hash in hashes {
        if hash == 0 {
          zeros += 1
          continue
        }
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & mask }
        if slots[slot] == hash { repeated.insert(hash) }
        slots[slot] = hash
      }
    }
    if zeros > 1 { repeated.insert(0) }
  }
}
