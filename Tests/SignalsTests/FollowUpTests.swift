import Foundation
import ReportModel
import Statistics
import Testing

@testable import Signals

@Suite("Follow-ups")
struct FollowUpTests {
  private static let october = Month(year: 2026, month: 10)

  /// Days with the same numbers each.
  private static func days(_ count: Int, _ numerator: Double, of denominator: Double) -> [DailyFraction] {
    (0..<count).map { DailyFraction(day: $0, fraction: Fraction(numerator, of: denominator)) }
  }

  private static func shares(
    _ before: (Double, Double), _ after: (Double, Double), days after28: Int = 28,
    rest: ((Double, Double), (Double, Double))? = nil, independent: Bool = true
  ) -> FollowUpEvidence {
    FollowUpEvidence(
      sample: .shares(
        inside: .init(
          before: days(28, before.0, of: before.1), after: days(after28, after.0, of: after.1)),
        rest: rest.map {
          .init(before: days(28, $0.0.0, of: $0.0.1), after: days(after28, $0.1.0, of: $0.1.1))
        }, isIndependent: independent, worthwhile: nil), before: before.0 / before.1, after: after.0 / after.1,
      daysBefore: 28, daysAfter: after28)
  }

  private static func entry(done: Day?, status: ActionStatus = .done, direction: String = "down") -> LedgerEntry {
    var entry = LedgerEntry(
      id: "2026-09-errors-1", title: "Fix GET /v1/a", signal: nil, since: october.previous, status: status)
    entry.doneOn = done
    entry.expect = .init(
      metric: "error_rate.total", direction: direction, by: october.next, target: 0.05,
      segment: ["endpoint": "GET /v1/a"])
    return entry
  }

  private static func judge(
    _ evidence: FollowUpEvidence?, passed: Int = 29, entry: LedgerEntry? = nil, direction: String = "down"
  ) throws -> FollowUp {
    let end = october.days.upperBound
    let metric = Synthetic.ratio("error_rate.total", (500, 10_000), (500, 10_000), good: "down")
    let judge = FollowUpJudge(month: october, end: end, minN: 30, currency: "USD", metrics: [metric]) { _, _, _ in
      evidence.map { .success($0) } ?? .failure(.init(reason: "needs calls"))
    }
    return try #require(
      judge.judge([entry ?? self.entry(done: end - passed - 1, direction: direction)]).first)
  }

  @Test("fell where nothing else did: worked")
  func worked() throws {
    let found = try Self.judge(Self.shares((20, 100), (8, 100), rest: ((50, 500), (50, 500))))
    #expect(found.verdict == "worked")
    #expect(found.effect?.control == .rest)
    #expect(found.effect.map { abs($0.value + 0.12) < 1e-12 } == true)
    #expect(found.statement.contains("20.0\u{202F}% → 8.0\u{202F}%"))
    #expect(found.statement.contains("beyond what moved everywhere"))
    #expect(found.statement.contains("expected under 5.0\u{202F}%"))
  }

  @Test("fell as everything did: did not, and is suggested to be stopped after two months")
  func control() throws {
    let evidence = Self.shares((200, 1_000), (150, 1_000), rest: ((2_000, 10_000), (1_500, 10_000)))
    let found = try Self.judge(evidence)
    #expect(found.verdict == "did not")
    #expect(found.suggestion == nil)
    let late = try Self.judge(evidence, passed: 60)
    #expect(late.verdict == "did not")
    #expect(late.suggestion?.contains("stop") == true)
  }

  @Test("rose while it should fall: did not; while it should rise: worked")
  func direction() throws {
    let evidence = Self.shares((8, 100), (20, 100), rest: ((50, 500), (50, 500)))
    #expect(try Self.judge(evidence).verdict == "did not")
    #expect(try Self.judge(evidence, direction: "up").verdict == "worked")
  }

  @Test("an outage that had ended before the day is nobody's success")
  func outage() throws {
    let quiet = Self.days(28, 1, of: 100)
    let outage = (0..<28).map { day in
      DailyFraction(day: day, fraction: Fraction((4..<8).contains(day) ? 60 : 1, of: 100))
    }
    func verdict(_ before: [DailyFraction]) throws -> FollowUp {
      let sample = FollowUpEvidence.Sample.shares(
        inside: .init(before: before, after: quiet),
        rest: .init(before: Self.days(28, 10, of: 1_000), after: Self.days(28, 10, of: 1_000)), isIndependent: true,
        worthwhile: nil)
      return try Self.judge(
        FollowUpEvidence(sample: sample, before: 0.09, after: 0.01, daysBefore: 28, daysAfter: 28))
    }
    let found = try verdict(outage)
    #expect(found.verdict == "not measurable")
    #expect(found.statement.contains("before that day already"))
    #expect(try verdict(Self.days(28, 9, of: 100)).verdict == "worked")
  }

  @Test("too early: under two weeks, too few units, or an interval that allows either")
  func early() throws {
    let clear = Self.shares((20, 100), (8, 100), rest: ((50, 500), (50, 500)))
    let days = try Self.judge(clear, passed: 11)
    #expect(days.verdict == "too early")
    #expect(days.statement.contains("11 of 14 days"))
    #expect(days.effect == nil)
    #expect(try Self.judge(Self.shares((20, 100), (0, 1))).verdict == "too early")
    let unclear = Self.shares((2, 10), (1.6, 10), rest: ((5, 50), (5, 50)))
    #expect(try Self.judge(unclear).verdict == "too early")
    #expect(try Self.judge(unclear, passed: 60).verdict == "not measurable")
  }

  @Test("not measurable, with its reason")
  func notMeasurable() throws {
    #expect(try Self.judge(nil).statement.hasSuffix("needs calls"))
    #expect(try Self.judge(Self.shares((0, 1), (8, 100))).verdict == "not measurable")
    var entry = Self.entry(done: Self.october.firstDay)
    entry.expect = nil
    #expect(try Self.judge(nil, entry: entry).verdict == "not measurable")
    #expect(try Self.judge(nil, entry: Self.entry(done: nil)).statement.contains("add done_on"))
    entry = Self.entry(done: Self.october.firstDay)
    entry.expect?.metric = "made.up"
    #expect(try Self.judge(nil, entry: entry).statement.contains("no metric “made.up”"))
  }

  @Test("accepted and not done, or done after the data end: too early; proposed and declined are not followed")
  func open() throws {
    var entry = Self.entry(done: nil, status: .accepted)
    entry.due = Self.october.firstDay
    #expect(try Self.judge(nil, entry: entry).statement.contains("not done yet; was due on 2026-10-01"))
    let later = Self.entry(done: Self.october.days.upperBound + 3)
    #expect(try Self.judge(nil, entry: later).statement.contains("after the last day"))
    let judge = FollowUpJudge(
      month: Self.october, end: Self.october.days.upperBound, minN: 30, currency: "USD", metrics: []
    ) { _, _, _ in .failure(.init(reason: "")) }
    #expect(
      judge.judge([
        Self.entry(done: nil, status: .proposed), Self.entry(done: nil, status: .declined),
        Self.entry(done: Self.october.firstDay - 85),
      ]).isEmpty)
  }

  @Test("a difference in differences, against plain arithmetic")
  func arithmetic() throws {
    let evidence = Self.shares((20, 100), (12, 100), rest: ((50, 500), (60, 500)))
    let floor = ChangeFloor(relative: 0.1, absolute: 0.001)
    let found = try #require(FollowUpEffect(evidence, floor: floor, history: []))
    let inside = 0.12 - 0.20
    let outside = 0.12 - 0.10
    #expect(abs(found.effect.value - (inside - outside)) < 1e-12)
    #expect(found.unitsBefore == 2_800 && found.unitsAfter == 2_800)
    // Without the months' own movement the interval would be the normal one of four shares, near enough.
    func variance(_ p: Double, _ n: Double) -> Double { p * (1 - p) / n }
    let sampling = variance(0.2, 2_800) + variance(0.12, 2_800) + variance(0.1, 14_000) + variance(0.12, 14_000)
    let pooled = 0.16
    let own = Variation.assumed * pooled * (1 - pooled)
    let reach = 1.96 * (sampling + own * own).squareRoot()
    #expect(abs(found.effect.interval[0] - (inside - outside - reach)) < 0.001)
    #expect(abs(found.effect.interval[1] - (inside - outside + reach)) < 0.001)
  }

  @Test("counts are compared as a ratio of ratios")
  func counts() throws {
    func side(_ before: Double, _ after: Double) -> FollowUpEvidence.DailyPair {
      .init(before: Self.days(28, before, of: 1), after: Self.days(14, after, of: 1))
    }
    let evidence = FollowUpEvidence(
      sample: .counts(inside: side(10, 5), rest: side(20, 20)), before: 10, after: 5, daysBefore: 28, daysAfter: 14)
    let found = try #require(FollowUpEffect(evidence, floor: .init(relative: 0.1, absolute: 0), history: []))
    let expected = ((70.5 / 14) / (280.5 / 28)) / ((280.5 / 14) / (560.5 / 28))
    #expect(abs(found.effect.value - (expected - 1)) < 1e-12)
    #expect(found.effect.scale == .relative)
    #expect(found.effect.interval[1] < 0)
  }

  @Test("one month's jump is held against how months usually jump")
  func series() throws {
    func effect(_ before: [Double], _ after: [Double]) throws -> FollowUp.Effect {
      try #require(
        FollowUpEffect(
          FollowUpEvidence(
            sample: .series(before: before, after: after, period: .month), before: nil, after: nil, daysBefore: 28,
            daysAfter: 56), floor: .init(relative: 0, absolute: 0.01), history: [])
      ).effect
    }
    let calm = try effect([1, 1.01, 1, 1.01, 1], [1.2, 1.2])
    #expect(calm.interval[0] > 0)
    #expect(abs(calm.value - (1.2 - 1.004)) < 1e-12)
    let wild = try effect([1, 1.3, 0.9, 1.2, 0.8], [1.2, 1.2])
    #expect(wild.interval[0] < 0)
    let short = FollowUpEvidence(
      sample: .series(before: [1, 2], after: [3], period: .month), before: nil, after: nil, daysBefore: 28,
      daysAfter: 28)
    let none = FollowUpEffect(short, floor: .init(relative: 0, absolute: 0), history: [])
    #expect(none?.effect == nil)
  }

  /// In forty pairs of months in which nothing happens, the verdict is hardly ever that something worked.
  @Test("nothing done, nothing worked")
  func null() throws {
    var random = SplitMix64(seed: 11)
    func noisy(_ count: Int, _ rate: Double, _ calls: Double) -> [DailyFraction] {
      (0..<count).map { day in
        let share = rate * (1 + 0.1 * random.normal())
        let errors = (calls * share + (calls * share).squareRoot() * random.normal()).rounded()
        return DailyFraction(day: day, fraction: Fraction(max(0, errors), of: calls))
      }
    }
    var verdicts: [String: Int] = [:]
    for _ in 0..<40 {
      let evidence = FollowUpEvidence(
        sample: .shares(
          inside: .init(before: noisy(28, 0.08, 400), after: noisy(28, 0.08, 400)),
          rest: .init(before: noisy(28, 0.05, 4_000), after: noisy(28, 0.05, 4_000)), isIndependent: false,
          worthwhile: nil), before: 0.08, after: 0.08, daysBefore: 28, daysAfter: 28)
      verdicts[try Self.judge(evidence).verdict, default: 0] += 1
    }
    #expect(verdicts["worked", default: 0] <= 2, "\(verdicts)")
  }
}
