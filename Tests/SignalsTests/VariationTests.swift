import Foundation
import ReportModel
import Statistics
import Testing

@testable import Signals

private typealias S = Synthetic

@Suite("What a company's measures vary by")
struct VariationTests {
  private static func reading(_ spread: Double, months: Int, seed: UInt64) -> Variation {
    var random = SplitMix64(seed: seed)
    // The spread is that of a step between two months.
    let values = (0..<months).map { _ in 1_000 * exp(spread / 2.0.squareRoot() * random.normal()) }
    return Variation(S.result("a", value: 1, history: values).history, scale: .logarithm, sampling: 0)
  }

  private static func usual(_ spread: Double, stories: Int = 12, months: Int = 4) -> Double {
    Variation.usual((0..<stories).map { ("story \($0)", reading(spread, months: months, seed: UInt64($0 + 1))) })
  }

  @Test("the assumption stands without history, and gives way to what many measures say")
  func common() {
    #expect(Variation.usual([]) == 1)
    #expect(Variation.usual([("a", Self.reading(0.1, months: 2, seed: 1))]) == 1)
    #expect(Self.usual(0.005) < 0.5)
    // Independent months: a moving range of their steps makes the variance 1.5 times as large.
    #expect((1...1.6).contains(Self.usual(0.03, stories: 40, months: 12)))
    #expect(Self.usual(0.09) > 1.5)
  }

  @Test("one measure that jumped says little of the others, and measures of one story are one voice")
  func outlier() {
    let calm = (0..<12).map { ("story \($0)", Self.reading(0.005, months: 4, seed: UInt64($0 + 1))) }
    let wild = Self.reading(0.5, months: 4, seed: 99)
    #expect(Variation.usual(calm + [("wild", wild)]) < 2 * Variation.usual(calm))
    let once = Variation.usual(calm + [("wild", wild)])
    #expect(abs(Variation.usual(calm + (0..<9).map { _ in ("wild", wild) }) - once) < 1e-12)
  }

  @Test("a median of few ranges is too large in the square on average, and is corrected for it")
  func fewRanges() {
    for months in [3, 4, 6, 13] {
      let ratios = (1...600).compactMap { Self.reading(0.03, months: months, seed: UInt64($0)).ratio }
      // Steps between independent months are themselves related, which the moving range makes larger: 1.5 times.
      let mean = ratios.reduce(0, +) / Double(ratios.count)
      #expect((0.8...2).contains(mean), "\(months): \(mean)")
    }
  }

  @Test("a history of its own outweighs what is usual the more the longer it is")
  func own() {
    let wild = Self.reading(0.2, months: 13, seed: 4)
    #expect(wild.deviation(usual: 0.1) > 0.09)
    let calm = Self.reading(0.001, months: 13, seed: 4)
    #expect(calm.deviation(usual: 4) < 0.04)
    #expect(Self.reading(0.2, months: 2, seed: 4).deviation(usual: 0.25) == 0.015)
  }

  @Test("two of the largest accounts that fall are not measured against themselves")
  func largeAccounts() {
    func metric(_ kept: Double, id: String, ratio: Bool) -> MeasuredMetric {
      var random = SplitMix64(seed: 21)
      let accounts = (0..<300).map { index -> AccountAmounts in
        let size = index < 2 ? 20_000 : 300 * exp(random.normal())
        func amount() -> Double { size * exp(0.03 * random.normal()) }
        return AccountAmounts(
          account: "a\(index)", now: amount() * (index < 2 ? kept : 1), before: amount(), nowBase: amount(),
          beforeBase: amount())
      }
      func sum(_ value: (AccountAmounts) -> Double) -> Double { accounts.reduce(0) { $0 + value($1) } }
      let now = ratio ? sum(\.now) / sum(\.nowBase) : sum(\.now)
      let before = ratio ? sum(\.before) / sum(\.beforeBase) : sum(\.before)
      return MeasuredMetric(
        result: S.result(id, ratio ? .fraction : .money, value: now, previous: before, n: nil, previousN: nil),
        evidence: .accounts(
          accounts, form: ratio ? .ratio : .total, floor: ChangeFloor(relative: 0, absolute: ratio ? 0.01 : 1_000)),
        isHeadline: true)
    }
    let quiet = (0..<20).map { S.ratio("quiet\($0)", (400 + Double($0), 1_000), (400 + Double($0), 1_000)) }
    func verdict(_ kept: Double) -> MetricVerdict {
      S.assess(quiet + [metric(kept, id: "nrr", ratio: true)])[20].verdict
    }
    #expect(verdict(0.6) == .worse)
    #expect(verdict(1) != .worse)
    #expect(S.assess([metric(0.6, id: "revenue.total", ratio: false)])[0].verdict == .worse)
  }
}
