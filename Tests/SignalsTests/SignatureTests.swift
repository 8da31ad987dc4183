import ReportModel
import Testing

@testable import Signals

/// Fingerprints of reports that were written earlier depend on these texts.
@Suite struct SignatureTests {
  @Test func `a test is written as Swift describes it`() {
    let tests: [SignalCondition.MetricTest] = [
      .verdict([.worse]), .verdict([.worse, .better, .steady, .unclear, .unavailable]), .moved(isUp: true), .below(0.5),
      .above(1e-7), .above(20), .missesTarget, .crosses([0.25, 60]), .crosses([]),
      .running(isUp: false, months: 3, by: 0.1), .times(of: "calls.\"total\"", above: 1.5),
    ]
    for test in tests { #expect(test.signature == String(reflecting: test)) }
  }

  @Test func `a check is written as Swift describes it`() {
    let checks: [SignalCheck] = [
      .endpointErrors(serverTarget: 0.001, errorTarget: 0.05), .ticketTopicSpike(least: 5, times: 2),
      .companyFading(top: 20, by: 0.3), .rateLimitedCompany(share: 0.01, rate: 0.1),
      .churnByTier(["scaling", "never past the first call"]), .churnByTier([]), .firstCallWithinDay,
      .firstCallersNotUp,
    ]
    for check in checks { #expect(check.signature == "\(check)") }
  }
}
