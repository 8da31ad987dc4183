import ReportModel
import Testing

@testable import Metrics

/// Growth accounting of the weekly mean against a count with sets of names, pair of weeks by pair of weeks.
struct TokenGrowthTests {
  private let window = ReportWindow(month: Month(year: 2026, month: 10), zone: .utc, asOf: nil)

  @Test(arguments: [(4, 4), (5, 4), (4, 5), (1, 1)])
  func `every week weighs what it weighs in its month's mean`(now: Int, before: Int) {
    let pairs = TokenGrowth.pairs(now, before)
    for week in 0..<now {
      let weight = pairs.filter { $0.now == week }.reduce(0) { $0 + $1.weight }
      #expect(abs(weight - 1 / Double(now)) < 1e-12)
    }
    for week in 0..<before {
      let weight = pairs.filter { $0.before == week }.reduce(0) { $0 + $1.weight }
      #expect(abs(weight - 1 / Double(before)) < 1e-12)
    }
    if now == before { #expect(pairs.allSatisfy { $0.now == $0.before }) }
  }

  /// Calls in the weeks that end on 25 October, the fourth of them the month's last.
  private func company(_ tokens: [String: [Int]], in window: ReportWindow? = nil) -> MetricEngine {
    var month = ExampleMonth(window: window ?? self.window, configuration: ReportConfiguration())
    for (token, weeks) in tokens.sorted(by: { $0.key < $1.key }) {
      for week in weeks { month.call(nil, month.at(20 - 7 * (11 - week)), token: token) }
    }
    return month.engine
  }

  @Test func `who slept four weeks within two months was lost and came back, and did neither if it did not wake`() {
    // Weeks 8 to 11 are October's, 4 to 7 September's; both sleep from week 5 on, which is inside September.
    let always = Array(0...11)
    let woke = company(["awake": always, "sleeper": [0, 1, 2, 3, 4, 9, 10, 11]]).growth
    let slept = company(["awake": always, "sleeper": [0, 1, 2, 3, 4]]).growth
    #expect(woke["resurrected"] == 0.75 && woke["lost"] == -0.25)
    #expect(slept["resurrected"] == nil && slept["lost"] == -0.25)
    #expect(woke["retained"] == 0 && woke["new"] == nil)
  }

  @Test func `the parts add up to the change of the mean`() {
    var tokens: [String: [Int]] = [:]
    for token in 0..<40 { tokens["t\(token)"] = (0...11).filter { (token * 7 + $0 * (token % 5 + 1)) % 11 < 4 } }
    let growth = company(tokens).growth
    func mean(_ weeks: ClosedRange<Int>) -> Double {
      Double(weeks.reduce(0) { sum, week in sum + tokens.values.count { $0.contains(week) } }) / 4
    }
    #expect(abs(growth.values.reduce(0, +) - (mean(8...11) - mean(4...7))) < 1e-12)
  }

  @Test func `the parts are the same to the last digit in whatever order tokens are met`() {
    // Five weeks against four: a twentieth is no sum of halves.
    let november = ReportWindow(month: Month(year: 2026, month: 11), zone: .utc, asOf: nil)
    func growth(_ name: (Int) -> String) -> [String: Double] {
      var tokens: [String: [Int]] = [:]
      for token in 10..<99 { tokens[name(token)] = (0...15).filter { (token * 7 + $0 * (token % 5 + 1)) % 11 < 4 } }
      return company(tokens, in: november).growth
    }
    let ascending = growth { "t\($0)" }
    #expect(ascending.count == 4 && ascending == growth { "t\(109 - $0)" })
  }
}

extension MetricEngine {
  /// Signed changes of the weekly mean by flow.
  fileprivate var growth: [String: Double] {
    TokenGrowth(month, month.previous, isMean: true)?.changes ?? [:]
  }
}
