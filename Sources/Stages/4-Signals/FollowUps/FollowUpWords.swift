import ReportModel

/// A follow-up in a sentence: what it was, what it is, and how sure that is. It never says why.
struct FollowUpWords {
  let expect: Action.Expectation
  let result: MetricResult
  let figures: Figures

  /// `Errors on GET /v1/payouts: …`.
  func named(_ words: String) -> String { subject + ": " + words }

  private var subject: String {
    PlainName.of(result.title)
      + (expect.segment ?? [:]).sorted { $0.key < $1.key }.map { dimension, value in
        (dimension == "endpoint" ? " on " : " for ")
          + name(dimension, value)
      }.joined(separator: ",")
  }

  /// A company is named by each output in its own way.
  private func name(_ dimension: String, _ value: String) -> String {
    switch dimension {
    case "topic": "“\(PlainName.of(value))”"
    case "company_id": CompanyToken.of(value)
    default: PlainName.of(dimension: dimension, value: value, name: nil)
    }
  }

  func measured(_ found: FollowUpEvidence, _ measured: FollowUpEffect, _ verdict: FollowUpJudge.Verdict) -> String {
    let values = [found.before, found.after].map { $0.map { value($0, found) } ?? "not reached" }
    let path = values.joined(separator: " → ")
    let parts = [path, beyond(measured.effect), expected(found), undecided(verdict)].compactMap { $0 }
    return named(parts.joined(separator: "; "))
  }

  /// Counts are told by day.
  private func value(_ value: Double, _ found: FollowUpEvidence) -> String {
    if case .counts = found.sample { return NumberFormat.number(value) + " a day" }
    return figures.value(value, result.unit)
  }

  private func beyond(_ effect: FollowUp.Effect) -> String {
    let control =
      switch effect.control {
      case .rest: "beyond what moved everywhere"
      case .scatter: "measured against its usual month-to-month movement"
      }
    return "\(change(effect.value, effect.scale)) \(control) (95 % interval \(interval(effect)))"
  }

  private func change(_ change: Double, _ scale: FollowUp.Effect.Scale) -> String {
    switch scale {
    case .absolute: figures.change(change, result.unit)
    case .share: "share slower than the earlier figure " + NumberFormat.points(change)
    case .relative: NumberFormat.relativeChange(change)
    }
  }

  private func interval(_ effect: FollowUp.Effect) -> String {
    let (low, high) = (effect.interval[0], effect.interval[1])
    switch effect.scale {
    case .absolute: return figures.interval(low, high, result.unit)
    case .share: return figures.interval(low, high, .fraction)
    case .relative: return NumberFormat.relativeChange(low) + " to " + NumberFormat.relativeChange(high)
    }
  }

  /// `expected under 5 %`; tickets are counted by day here and not per developer.
  private func expected(_ found: FollowUpEvidence) -> String? {
    guard let target = expect.target else { return nil }
    if case .counts = found.sample { return nil }
    return "expected \(expect.direction == "down" ? "under" : "over") \(figures.value(target, result.unit))"
  }

  private func undecided(_ verdict: FollowUpJudge.Verdict) -> String? {
    switch verdict {
    case .tooEarly: "the data allow either so far"
    case .notMeasurable: "after eight weeks the data still allow either"
    case .worked, .didNot: nil
    }
  }
}
