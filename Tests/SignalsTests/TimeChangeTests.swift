import Foundation
import ReportModel
import Signals
import Statistics
import Testing

@Suite("Times, quantiles, amounts and scores")
struct TimeChangeTests {
  /// A cohort: log-normal times, a part that never calls, everyone watched to the end of the month.
  static func cohort(
    _ n: Int, slower: Double = 1, late: Bool = false, seed: UInt64, calls: Double = 0.65
  ) -> [CensoredTime] {
    var random = SplitMix64(seed: seed)
    return (0..<n).map { _ in
      let position = late && random.uniform() < 0.7 ? 0.83 + 0.17 * random.uniform() : random.uniform()
      let observed = (1 - position) * 30 * 86_400
      let time = 30_000 * exp(1.8 * random.normal()) * slower
      let happened = random.uniform() < calls && time < observed
      return CensoredTime(time: happened ? time : observed, observed: observed, happened: happened)
    }
  }

  /// The three measures of time to first call over two cohorts, and the fact beside them.
  static func onboarding(
    _ now: [CensoredTime], _ before: [CensoredTime]
  ) -> (metrics: [MeasuredMetric], facts: SignalFacts) {
    func median(_ times: [CensoredTime]) -> Double {
      Quantile.median(times.filter(\.happened).map(\.time)) ?? 0
    }
    func medianOfAll(_ times: [CensoredTime]) -> Double? {
      KaplanMeier(times.map { ($0.time, $0.happened) }).quantile(0.5)
    }
    func never(_ times: [CensoredTime]) -> (Double, Double) {
      (Double(times.count { !$0.happened }), Double(times.count))
    }
    func withinDay(_ times: [CensoredTime]) -> Fraction {
      let watched = times.filter { $0.observed >= 86_400 }
      return Fraction(Double(watched.count { $0.happened && $0.time < 86_400 }), of: Double(watched.count))
    }
    let floor = ChangeFloor(relative: 0.15, absolute: 0)
    let plain = MeasuredMetric(
      result: Synthetic.result("ttfc.median", .seconds, value: median(now), previous: median(before), good: "down"),
      evidence: .quantile(
        q: 0.5, current: now.filter(\.happened).map(\.time), previous: before.filter(\.happened).map(\.time),
        floor: floor), story: "ttfc")
    let all = MeasuredMetric(
      result: Synthetic.result(
        "ttfc.median_all", .seconds, value: medianOfAll(now), previous: medianOfAll(before), good: "down"),
      evidence: .survival(current: now, previous: before, horizons: [900, 3_600, 86_400, 604_800], floor: floor),
      isHeadline: true, story: "ttfc")
    let never = Synthetic.ratio("ttfc.never", never(now), never(before), good: "down", headline: false)
    var facts = SignalFacts()
    facts.firstCallWithinDay = FractionPair(current: withinDay(now), previous: withinDay(before))
    return ([plain, all, never], facts)
  }

  @Test("sign-ups that bunch late move the completers' median, and nothing is claimed")
  func censoringTrap() throws {
    let (metrics, facts) = Self.onboarding(
      Self.cohort(3_000, late: true, seed: 1), Self.cohort(3_000, seed: 2))
    let plain = metrics[0].result
    // The trap is real: the naive median moves by more than the floor.
    #expect(abs(try #require(plain.change?.relative)) > 0.15)
    let results = Synthetic.assess(metrics, facts: facts)
    #expect(results[0].verdict == .unclear)
    #expect(results[0].verdictReason?.contains("bunch late") == true)
    #expect(results[1].verdict != .worse && results[1].verdict != .better)
    #expect(results[2].verdict == .unclear)
  }

  @Test("a cohort that is twice as slow is worse by every measure that counts everybody")
  func slower() throws {
    let (metrics, facts) = Self.onboarding(
      Self.cohort(1_500, slower: 2.2, seed: 3), Self.cohort(1_500, seed: 4))
    let results = Synthetic.assess(metrics, facts: facts)
    #expect(results[0].verdict == .worse)
    #expect(results[1].verdict == .worse)
    let interval = try #require(results[1].change?.interval)
    #expect(interval[0] > 0)
    #expect(interval[0] < (results[1].change?.absolute ?? 0) && (results[1].change?.absolute ?? 0) < interval[1])
  }

  @Test("where the median of all is not reached, the share within a day can back the completers' median")
  func fixedHorizonBacks() {
    // So few call that half of all sign-ups never get there.
    var (metrics, facts) = Self.onboarding(
      Self.cohort(4_000, slower: 4, seed: 5, calls: 0.45), Self.cohort(4_000, seed: 6, calls: 0.45))
    metrics[1].result = Synthetic.result("ttfc.median_all", .seconds, value: nil, good: "down", reason: "not reached")
    let backed = Synthetic.assess(metrics, facts: facts)
    #expect(backed[0].verdict == .worse)
    #expect(backed[1].verdict == .unavailable)
    facts.firstCallWithinDay = nil
    #expect(Synthetic.assess(metrics, facts: facts)[0].verdict == .unclear)
  }

  @Test("a P99 of a few hundred values is not judged, one of many is")
  func thinQuantile() {
    func verdict(_ n: Int) -> MetricResult {
      var random = SplitMix64(seed: 8)
      let before = (0..<n).map { _ in 100 * exp(0.5 * random.normal()) }
      let now = (0..<n).map { _ in 160 * exp(0.5 * random.normal()) }
      return Synthetic.assess([
        MeasuredMetric(
          result: Synthetic.result(
            "latency.p99", .milliseconds, value: Quantile.linear(now.sorted(), 0.99),
            previous: Quantile.linear(before.sorted(), 0.99), good: "down"),
          evidence: .quantile(
            q: 0.99, current: now, previous: before, floor: ChangeFloor(relative: 0.1, absolute: 0)), isHeadline: true)
      ])[0]
    }
    #expect(verdict(400).verdict == .unclear)
    #expect(verdict(400).verdictReason?.contains("too few values") == true)
    #expect(verdict(5_000).verdict == .worse)
  }

  @Test("histograms: a shift of 20 % is found, the same histogram is steady")
  func histograms() {
    func bins(_ shift: Double) -> [HistogramBin] {
      (0..<300).map { index in
        let low = 5 * pow(1.0157, Double(index))
        let high = low * 1.0157
        let share = Normal.cdf(log(high / 60 / shift) / 0.7) - Normal.cdf(log(low / 60 / shift) / 0.7)
        return HistogramBin(value: (low + high) / 2, count: (1_000_000 * share).rounded())
      }
    }
    func p95(_ bins: [HistogramBin]) -> Double {
      var sum = 0.0
      let total = bins.reduce(0) { $0 + $1.count }
      return bins.first {
        sum += $0.count
        return sum >= 0.95 * total
      }?.value ?? 0
    }
    func judged(_ shift: Double) -> MetricResult {
      let now = bins(shift)
      let before = bins(1)
      return Synthetic.assess([
        MeasuredMetric(
          result: Synthetic.result(
            "latency.p95", .milliseconds, value: p95(now), previous: p95(before), good: "down"),
          evidence: .histogram(
            q: 0.95, current: now, previous: before, daily: [], floor: ChangeFloor(relative: 0.1, absolute: 0)),
          isHeadline: true)
      ])[0]
    }
    #expect(judged(1.2).verdict == .worse)
    #expect(judged(0.8).verdict == .better)
    #expect(judged(1).verdict == .steady)
  }

  @Test("the score of 14 respondents that fell by 0.6 cannot tell, that of 200 can")
  func survey() {
    func judged(_ n: Int) -> MetricResult {
      var random = SplitMix64(seed: 9)
      let before = (0..<n).map { _ in 7.4 + 1.5 * random.normal() }
      let now = before.map { $0 - 0.6 }
      return Synthetic.assess([
        MeasuredMetric(
          result: Synthetic.result(
            "dxs.average", .points, value: now.reduce(0, +) / Double(n), previous: before.reduce(0, +) / Double(n),
            n: n, previousN: n),
          evidence: .means(current: now, previous: before, floor: ChangeFloor(relative: 0, absolute: 0.5)),
          isHeadline: true)
      ])[0]
    }
    #expect(judged(14).verdict == .unclear)
    #expect(judged(200).verdict == .worse)
    #expect(judged(5).verdictReason?.contains("too few responses") == true)
  }

  @Test("revenue: the same relative fall is found over many accounts, not over a handful")
  func accounts() {
    func judged(_ count: Int, _ factor: Double) -> MetricResult {
      var random = SplitMix64(seed: 10)
      let accounts = (0..<count).map { index -> AccountAmounts in
        let size = 1_000 * exp(random.normal())
        return AccountAmounts(
          account: "a\(index)", now: size * factor * exp(0.05 * random.normal()), before: size)
      }
      return Synthetic.assess([
        MeasuredMetric(
          result: Synthetic.result(
            "revenue.total", .money, value: accounts.reduce(0) { $0 + $1.now },
            previous: accounts.reduce(0) { $0 + $1.before }, n: nil, previousN: nil),
          evidence: .accounts(accounts, form: .total, floor: ChangeFloor(relative: 0.03, absolute: 0)),
          isHeadline: true)
      ])[0]
    }
    #expect(judged(200, 0.85).verdict == .worse)
    #expect(judged(5, 0.85).verdictReason?.contains("too few accounts") == true)
    #expect(judged(200, 1).verdict == .steady)
    #expect(judged(200, 0.85).change?.interval == judged(200, 0.85).change?.interval)
  }

  @Test("weekly tokens: 6 % up on a calm series is better, on a wild one it is not")
  func weekly() {
    func judged(_ wobble: Double) -> MetricVerdict {
      var random = SplitMix64(seed: 12)
      let baseline = (0..<8).map { _ in 11_770 * (1 + wobble * random.normal()) }
      let current = [Double](repeating: 12_480, count: 4)
      let history = (0..<10).map { 11_700 + 7 * Double($0) }
      return Synthetic.assess([
        MeasuredMetric(
          result: Synthetic.result(
            "wat", .number, value: 12_480, previous: 11_770, n: nil, previousN: nil, history: history),
          evidence: .weekly(current: current, baseline: baseline, floor: ChangeFloor(relative: 0.05, absolute: 0)),
          isHeadline: true)
      ])[0].verdict
    }
    #expect(judged(0.004) == .better)
    #expect(judged(0.08) == .unclear)
  }
}
