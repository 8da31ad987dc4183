import ReportModel

/// A number that is none is absent, so that no section has to ask again.
extension Report {
  var withFiniteNumbers: Report {
    var report = self
    report.metrics = metrics.map(\.withFiniteNumbers)
    report.findings = findings.map(\.withFiniteNumbers)
    return report
  }
}

extension MetricResult {
  var withFiniteNumbers: MetricResult {
    var metric = self
    metric.value = value?.finite
    metric.previous.value = previous.value?.finite
    metric.numerator = numerator?.finite
    metric.denominator = denominator?.finite
    metric.expected = expected?.finite
    metric.target = target?.finite
    metric.change = change.flatMap { $0.absolute.isFinite ? $0 : nil }
    if change?.interval?.allSatisfy(\.isFinite) == false { metric.change?.interval = nil }
    metric.history = history.filter(\.value.isFinite)
    return metric
  }
}

extension Finding {
  var withFiniteNumbers: Finding {
    var finding = self
    finding.unexplained = unexplained?.finite
    finding.causes = causes.map { cause in
      var cause = cause
      cause.contribution = cause.contribution?.finite
      cause.share = cause.share?.finite
      cause.segment = cause.segment.filter { !$0.value.values.isEmpty }
      cause.inside = cause.inside.map {
        Cause.Inside(previous: $0.previous?.finite, value: $0.value?.finite, n: $0.n)
      }
      return cause
    }
    return finding
  }
}

extension Double {
  /// The number itself, nil where it is none.
  fileprivate var finite: Double? { isFinite ? self : nil }
}
