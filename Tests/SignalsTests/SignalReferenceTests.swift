import TestSupport
import Testing

@testable import Signals

@Suite("Signal reference")
struct SignalReferenceTests {
  @Test("docs/reference/signals.md is what the shipped table says")
  func reference() throws {
    let table = try SignalTable.builtIn(metricIDs: KnownMetrics.ids)
    let difference = Golden.difference(
      SignalReference.markdown(table), from: "signals.md", folder: "../../docs/reference")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
