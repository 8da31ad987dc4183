import ReportModel
import Signals
import Testing

@Suite("Whose finding it is")
struct OwnerViewsTests {
  private func cause(_ endpoint: String, share: Double? = nil) -> Cause {
    Cause(
      rung: .measured, level: .located, statement: "", segment: ["endpoint": .one(endpoint)], effect: .rate,
      contribution: 1, share: share)
  }

  private func views(_ findings: [Finding]) -> [String: [Int]] {
    var map = OwnerMap()
    map.endpoints = ["POST /v1/token": "Identity", "GET /v1/payouts": "Payouts"]
    var report = Report(
      product: "p", month: Synthetic.month, currency: "USD",
      window: .init(start: "", end: "", timezone: "UTC", asOf: ""),
      verdict: DataVerdict())
    report.findings = findings
    return Dictionary(
      uniqueKeysWithValues: OwnerViews(map: map).views(of: report).map { ($0.owner, $0.findings) })
  }

  @Test("segments hidden under one steady total stand once each, with whoever owns them")
  func hidden() {
    let token = cause("POST /v1/token", share: 0.3)
    let payouts = cause("GET /v1/payouts", share: 0.4)
    let findings = [(3, [token, payouts]), (4, [payouts, token])].map { rank, causes in
      Finding(rank: rank, metric: "error_rate.4xx", verdict: .steady, statement: "", causes: causes)
    }
    #expect(views(findings) == ["Identity": [3], "Payouts": [4]])
  }

  @Test("a change that sits in two segments is both owners'")
  func change() {
    let finding = Finding(
      rank: 1, metric: "error_rate.4xx", verdict: .worse, statement: "",
      causes: [cause("POST /v1/token", share: 0.6), cause("GET /v1/payouts", share: 0.3)])
    #expect(views([finding]) == ["Identity": [1], "Payouts": [1]])
  }
}
