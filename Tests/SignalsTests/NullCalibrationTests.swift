import ReportModel
import Signals
import Testing

@Suite("Quiet months stay quiet, planted changes are found")
struct NullCalibrationTests {
  static func judged(_ world: NullWorld) -> [MeasuredMetric] {
    var world = world
    let metrics = world.month()
    return ChangeAssessor(month: world.report, verdict: DataVerdict()).assess(metrics)
  }

  @Test("over 200 quiet months at most one false worse or better in ten months")
  func falseAlarms() {
    var alarms: [String: Int] = [:]
    for seed in 1...200 {
      for metric in Self.judged(NullWorld(seed: UInt64(seed))) {
        if [.worse, .better].contains(metric.result.verdict) { alarms[metric.result.id, default: 0] += 1 }
      }
    }
    #expect(alarms.values.reduce(0, +) <= 20, "\(alarms)")
  }

  @Test("planted changes of 20 % are found in most months")
  func planted() {
    let planted = [
      "calls.total": 1.2, "wat": 0.8, "error_rate.4xx": 1.3, "latency.p95": 1.2, "revenue.total": 0.8,
    ]
    var found: [String: Int] = [:]
    for seed in 1...20 {
      for metric in Self.judged(NullWorld(seed: UInt64(1_000 + seed), planted: planted)) {
        if [.worse, .better].contains(metric.result.verdict) { found[metric.result.id, default: 0] += 1 }
      }
    }
    for id in planted.keys.sorted() { #expect(found[id, default: 0] >= 18, "\(id)") }
  }
}
