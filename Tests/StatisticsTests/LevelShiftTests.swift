import Testing

@testable import Statistics

@Suite("When a level shifted")
struct LevelShiftTests {
  private func days(_ factor: (Int) -> Double, seed: UInt64 = 1) -> [Double] {
    var random = SplitMix64(seed: seed)
    return (0..<60).map { day in
      let mean = 1_000 * factor(day)
      return mean + mean.squareRoot() * random.normal()
    }
  }

  private let expected = [Double](repeating: 1_000, count: 60)

  @Test("a step is dated to its day and lasts", arguments: 1...6 as ClosedRange<UInt64>)
  func step(seed: UInt64) throws {
    let shift = try #require(
      LevelShift(observed: days({ $0 >= 42 ? 1.25 : 1 }, seed: seed), expected: expected, dispersion: 2, first: 30))
    #expect(shift.startCandidates.contains(42) && shift.startCandidates.count <= 3)
    #expect(shift.end == nil)
    #expect(abs(shift.ratio - 1.25) < 0.05)
  }

  @Test("a run of days has two ends", arguments: 1...6 as ClosedRange<UInt64>)
  func run(seed: UInt64) throws {
    let shift = try #require(
      LevelShift(
        observed: days({ (40..<46).contains($0) ? 1.6 : 1 }, seed: seed), expected: expected, dispersion: 2, first: 30))
    #expect(shift.startCandidates.contains(40))
    #expect(shift.endCandidates?.contains(46) == true)
  }

  @Test("nothing is dated where nothing happened, in at least 95 of 100 series")
  func quiet() {
    let dated = (0..<100 as Range<UInt64>).count { seed in
      LevelShift(observed: days({ _ in 1 }, seed: 500 + seed), expected: expected, first: 30) != nil
    }
    #expect(dated <= 5)
  }
}
