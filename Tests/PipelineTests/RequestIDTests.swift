import Testing

@testable import Pipeline

@Suite("Repeated request ids")
struct RequestIDTests {
  /// Seeded: blocks of hashes, some of them twice and thrice, also within a block and with the values 0 and all ones.
  private func blocks(seed: UInt64) -> [[UInt64]] {
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    return (0..<40).map { _ in
      (0..<Int(next() % 900)).map { _ in
        let number = next() % 15_000
        return number < 2 ? number &* (UInt64.max - 1) : number &* 0x9E37_79B9_7F4A_7C15
      }
    }
  }

  private func note(_ hashes: [UInt64], in log: RequestIDLog, _ place: CallQueue.Place) {
    var ids = RequestIDWriter()
    write(hashes, &ids)
    ids.finish { log.note($0, in: place) }
  }

  private func write(_ hashes: [UInt64], _ ids: inout RequestIDWriter) {
    for hash in hashes {
      ids.reserve(1)
      ids.append(hash)
    }
  }

  @Test("Blocks written one behind the other are what was written, whatever their size")
  func writing() {
    var ids = RequestIDWriter()
    var kept: [(RequestIDs, [UInt64])] = []
    for (block, count) in [3, 0, 500_000, 20, 30_000, 1_300_000, 7].enumerated() {
      let hashes = (0..<UInt64(count)).map { $0 &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(block) }
      write(hashes, &ids)
      #expect(ids.count == count)
      ids.finish {
        if block != 3 { kept.append(($0, hashes)) }
        return block != 3
      }
    }
    for (ids, hashes) in kept { #expect(ids.withHashes { $0.elementsEqual(hashes) }) }
  }

  @Test("In memory and on disk tell the same rows as a plain set", arguments: [1 << 20, 4_000, 0])
  func agree(memoryLimit: Int) {
    let blocks = blocks(seed: 11)
    let log = RequestIDLog(memoryLimit: memoryLimit)
    // In any order: blocks are done as it happens.
    for (number, ids) in blocks.enumerated().reversed() {
      note(ids, in: log, CallQueue.Place(file: number / 7, block: number % 7))
    }
    var all: [UInt64]? = []
    #expect(log.findRepetitions(all: &all))
    #expect(all?.sorted() == blocks.flatMap { $0 }.sorted())
    #expect(all.map { all in zip(all, all.dropFirst()).allSatisfy { $0 >> 56 <= $1 >> 56 } } == true)
    #expect(!log.findRepetitions(all: &all), "they are looked for once")
    var seen: Set<UInt64> = []
    var expected = 0
    for (number, ids) in blocks.enumerated() {
      var repetitions = log.repetitions(in: CallQueue.Place(file: number / 7, block: number % 7))
      for (index, id) in ids.enumerated() {
        let isRepeated = !seen.insert(id).inserted
        expected += isRepeated ? 1 : 0
        #expect(repetitions.isNext(index) == isRepeated)
      }
    }
    #expect(expected > 1_000)
  }

  @Test("An export without repetitions is read once")
  func none() {
    let log = RequestIDLog()
    note([1, 2, 3], in: log, CallQueue.Place(file: 0, block: 0))
    note([0, 4], in: log, CallQueue.Place(file: 0, block: 1))
    var unwanted: [UInt64]?
    #expect(!log.findRepetitions(all: &unwanted))
    #expect(unwanted == nil)
  }
}
