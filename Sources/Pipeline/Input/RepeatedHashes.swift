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

  /// One bucket.
  ///
  /// A bit for each hash, in a table that fits the innermost cache, tells which of them may have come before; nearly none
  /// have, and no step depends on which.
  private static func check(_ hashes: UnsafeBufferPointer<UInt64>, _ repeated: inout KeySet) {
    var size = 64
    while size < hashes.count * 16 { size *= 2 }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size / 64) { bits in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: hashes.count + 1) { suspects in
        bits.initialize(repeating: 0)
        let later = select(hashes, bits, into: suspects, marking: true)
        guard later > 0 else { return }
        // With those that they may repeat.
        bits.initialize(repeating: 0)
        for hash in suspects[..<later] { mark(hash, bits) }
        let all = select(hashes, bits, into: suspects, marking: false)
        find(UnsafeBufferPointer(rebasing: suspects[..<all]), &repeated)
      }
    }
  }

  /// Selects the hashes whose bit is set, and sets those of all where wanted; answers how many there are.
  @inline(__always)
  private static func select(
    _ hashes: UnsafeBufferPointer<UInt64>, _ bits: UnsafeMutableBufferPointer<UInt64>,
    into selected: UnsafeMutableBufferPointer<UInt64>, marking: Bool
  ) -> Int {
    var count = 0
    for hash in hashes {
      let (word, bit) = place(hash, bits)
      let isSet = bits[word] >> bit & 1
      if marking { bits[word] |= 1 << bit }
      selected[count] = hash
      count &+= Int(truncatingIfNeeded: isSet)
    }
    return count
  }

  @inline(__always)
  private static func mark(_ hash: UInt64, _ bits: UnsafeMutableBufferPointer<UInt64>) {
    let (word, bit) = place(hash, bits)
    bits[word] |= 1 << bit
  }

  /// The word and in it the bit of a hash; the table's size is a power of two.
  @inline(__always)
  private static func place(_ hash: UInt64, _ bits: UnsafeMutableBufferPointer<UInt64>) -> (word: Int, bit: UInt64) {
    (Int(truncatingIfNeeded: hash >> 6) & (bits.count &- 1), hash & 63)
  }

  /// In a small table; 0 stands for a free slot, so that the hash 0 is counted apart.
  private static func find(_ hashes: UnsafeBufferPointer<UInt64>, _ repeated: inout KeySet) {
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
