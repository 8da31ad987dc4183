import Testing

@testable import Pipeline

@Suite("Repeated request ids")
struct RequestIDTests {
  private func repetitions(_ ids: [String], _ known: RequestIDs) -> [Bool] {
    var known = known
    return ids.map { id in
      var copy = id
      return copy.withUTF8 { known.isRepeated(UnsafeRawBufferPointer($0)) }
    }
  }

  @Test("In memory and on disk tell the same rows, and an empty id is never a repetition")
  func agree() throws {
    // Seeded: some ids twice and thrice, some empty.
    var state: UInt64 = 11
    let ids = (0..<20_000).map { _ -> String in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = state >> 40
      return number % 13 == 0 ? "" : "req-\(number % 15_000)"
    }
    var seen: Set<String> = []
    let expected = ids.map { $0.isEmpty ? false : !seen.insert($0).inserted }
    #expect(repetitions(ids, RequestIDs()) == expected)

    let spill = try RequestIDSpill()
    for id in ids {
      var copy = id
      try copy.withUTF8 { try spill.add(UnsafeRawBufferPointer($0)) }
    }
    #expect(repetitions(ids, try RequestIDs(spill)) == expected)
    #expect(expected.contains(true))
  }
}
