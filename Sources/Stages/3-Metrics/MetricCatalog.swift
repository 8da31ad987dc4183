import ReportModel

/// Every metric, in the order of the report. A definition that is not listed here does not exist.
package enum MetricCatalog {
  package static let all: [MetricDefinition] =
    onboarding + valueMoment + adoption + depth + traffic + latency + availability + business + satisfaction

  package static func definition(_ id: String) -> MetricDefinition? { all.first { $0.id == id } }
}
