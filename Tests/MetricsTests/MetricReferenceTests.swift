import Metrics
import TestSupport
import Testing

struct MetricReferenceTests {
  @Test("docs/reference/metrics.md is what the catalogue says; `make goldens` rewrites it")
  func referenceIsCurrent() {
    let difference = Golden.difference(
      MetricReference.markdown(), from: "metrics.md", folder: "../../docs/reference")
    #expect(difference == nil, "\(difference ?? "") (or run `make goldens`)")
  }

  @Test("every metric says what unlocks it")
  func everyMetricHasNeeds() {
    let page = MetricReference.markdown()
    for metric in MetricCatalog.all { #expect(page.contains("### `\(metric.id)`")) }
    #expect(!page.contains("Unlocked by: .\n"))
  }
}
