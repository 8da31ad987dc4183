import ReportModel
import Testing

@testable import Signals

/// Where a row fires on any of several conditions, each of them fires it alone: a typing error in one would never show.
@Suite("Alternatives of the signal table")
struct SignalAlternativesTests {
  private typealias S = Synthetic

  struct Alternative: Sendable, CustomStringConvertible {
    let row: String
    let condition: SignalCondition
    var description: String { "\(row): \(condition.signature)" }
  }

  static let all: [Alternative] = {
    let table = (try? SignalTable.builtIn(metricIDs: KnownMetrics.ids)) ?? SignalTable(rows: [])
    return table.rows.flatMap { row -> [Alternative] in
      guard case .any(let parts) = row.condition else { return [] }
      return parts.map { Alternative(row: row.id, condition: $0) }
    }
  }()

  @Test("the table has some") func exist() { #expect(Self.all.count >= 16) }

  @Test("each fires its row alone, and not where it does not hold", arguments: all)
  func alone(_ alternative: Alternative) throws {
    let fired = try SignalEngineTests.outcome(alternative.row, world(alternative.condition, holds: true))
    #expect(fired.result.fired, "\(fired.result.why)")
    let quiet = try SignalEngineTests.outcome(alternative.row, world(alternative.condition, holds: false))
    #expect(!quiet.result.fired && quiet.result.unavailable == nil, "\(quiet.result.why)")
  }

  /// A month in which a condition holds or does not, and in which nothing else is measured.
  private func world(_ condition: SignalCondition, holds: Bool) -> SignalMonths.World {
    switch condition {
    case .metric(let id, let tests, _): return SignalMonths.World(metrics: tests.flatMap { metrics(id, $0, holds) })
    case .check(.firstCallWithinDay):
      var facts = SignalFacts()
      facts.firstCallWithinDay = FractionPair(
        current: Fraction(holds ? 300 : 498, of: 1_000), previous: Fraction(500, of: 1_000))
      return SignalMonths.World(facts: facts)
    default:
      Issue.record("no month for \(condition)")
      return SignalMonths.World()
    }
  }

  private func metrics(_ id: String, _ test: SignalCondition.MetricTest, _ holds: Bool) -> [MeasuredMetric] {
    switch test {
    case .verdict(let verdicts):
      // Over the limits that other alternatives may have, so that the verdict alone decides.
      return [S.judged(id, value: 0.9, previous: 0.95, verdict: holds ? verdicts[0] : .steady)]
    case .below(let limit): return [S.judged(id, value: holds ? limit * 0.9 : limit * 1.1, previous: limit)]
    case .above(let limit): return [S.judged(id, value: holds ? limit * 1.1 : limit * 0.9, previous: limit)]
    case .missesTarget:
      return [S.judged(id, value: holds ? 0.8 : 0.99, previous: 0.99, good: "up", target: 0.9)]
    case .crosses(let borders):
      return [
        S.judged(id, .seconds, value: holds ? borders[0] : borders[0] - 1, previous: borders[0] - 2, good: "down")
      ]
    case .running(let isUp, let months, let part):
      let step = (isUp ? 1 : -1) * max(part, 0.05)
      let past = (0..<months).map { 100 * (1 + step * Double($0)) }
      let value = holds ? 100 * (1 + step * Double(months)) : past[months - 1]
      return [S.judged(id, .milliseconds, value: value, previous: past.last, good: "down", history: past)]
    case .times(let other, let above):
      return [
        S.judged(id, .seconds, value: 100 * (holds ? above * 1.1 : above * 0.9), previous: 100),
        S.judged(other, .seconds, value: 100, previous: 100),
      ]
    case .moved(let isUp):
      return [
        S.judged(id, value: isUp == holds ? 2 : 0.5, previous: 1, verdict: holds ? .better : .steady)
      ]
    }
  }
}
