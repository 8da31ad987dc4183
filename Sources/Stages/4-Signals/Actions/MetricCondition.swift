import ReportModel

/// Looks at one metric with the tests of the signal table.
struct MetricCondition {
  let metrics: [String: MeasuredMetric]
  let facts: SignalFacts
  let isPartial: Bool
  let figures: Figures
  let segments: SegmentMetric

  func observe(
    _ id: String, _ tests: [SignalCondition.MetricTest], in segment: [String: String] = [:]
  ) -> Observation {
    guard var metric = metrics[id] else { return .unavailable("\(id) is not measured") }
    if !segment.isEmpty, metric.result.value != nil {
      switch segments.metric(metric, in: segment) {
      case .success(let inside): metric = inside
      case .failure(let missing): return .unavailable("\(PlainName.of(metric.result.title)): \(missing.reason)")
      }
    }
    let result = metric.result
    guard let value = result.value else {
      return .unavailable("\(PlainName.of(result.title)): \(result.reason ?? "no value")")
    }
    if result.smallSample {
      let n = result.n.map { " (n = \($0))" } ?? ""
      return Observation(state: .quiet, text: "\(PlainName.of(result.title)) rests on a small sample\(n)")
    }
    return .all(tests.map { observe(metric, value, $0) })
  }

  private func observe(_ metric: MeasuredMetric, _ value: Double, _ test: SignalCondition.MetricTest) -> Observation {
    let result = metric.result
    switch test {
    case .verdict(let verdicts):
      return seen(verdicts.contains(result.verdict), told(result, value) + verdict(result))
    case .moved(let isUp):
      let direction = Movement.direction(of: metric)
      return seen(direction == (isUp ? .up : .down), told(result, value) + verdict(result))
    case .below(let limit):
      return seen(value < limit, "\(now(result, value)), against a limit of \(figures.value(limit, result.unit))")
    case .above(let limit):
      return seen(value > limit, "\(now(result, value)), against a limit of \(figures.value(limit, result.unit))")
    case .missesTarget: return missesTarget(result, value)
    case .crosses(let borders): return crosses(result, value, borders)
    case .running(let isUp, let months, let part): return running(metric, value, isUp: isUp, months: months, by: part)
    case .times(let other, let factor): return times(result, value, other, factor)
    }
  }

  private func seen(_ holds: Bool, _ text: String) -> Observation {
    Observation(state: holds ? .holds : .quiet, text: text)
  }

  private func missesTarget(_ result: MetricResult, _ value: Double) -> Observation {
    guard let target = result.target, let good = result.good else {
      return .unavailable("\(PlainName.of(result.title)) has no target")
    }
    let misses = good == "up" ? value < target : value > target
    return seen(misses, "\(now(result, value)), target \(figures.value(target, result.unit))")
  }

  private func crosses(_ result: MetricResult, _ value: Double, _ borders: [Double]) -> Observation {
    guard let previous = result.previous.value, let good = result.good else {
      return .unavailable("\(PlainName.of(result.title)): no earlier month to compare with")
    }
    func passed(_ border: Double) -> Bool {
      good == "down" ? previous < border && value >= border : previous >= border && value < border
    }
    let text = told(result, value)
    guard let border = borders.first(where: passed) else { return seen(false, text + ": same band") }
    return seen(true, text + ": past the border of \(figures.value(border, result.unit))")
  }

  private func running(
    _ metric: MeasuredMetric, _ value: Double, isUp: Bool, months: Int, by part: Double
  ) -> Observation {
    let result = metric.result
    let verb = isUp ? "risen" : "fallen"
    if isPartial, metric.isVolume || result.unit == .money {
      return seen(false, "\(now(result, value)): the month is not wholly covered")
    }
    let history = result.history.suffix(months)
    let isUnbroken = zip(history, history.dropFirst()).allSatisfy { $1.month.distance(from: $0.month) == 1 }
    guard history.count == months, isUnbroken, let first = history.first?.value else {
      return .unavailable("\(PlainName.of(result.title)): fewer than \(months) months before this one")
    }
    let values = history.map(\.value) + [value]
    let steps = zip(values, values.dropFirst()).reversed().prefix { isUp ? $1 > $0 : $1 < $0 }.count
    let isFar = first != 0 && abs(value / first - 1) >= part
    let path = values.map { figures.value($0, result.unit) }.joined(separator: ", ")
    let count = steps == 1 ? "1 month" : "\(steps) months"
    return seen(steps >= months && isFar, "\(PlainName.of(result.title)) has \(verb) for \(count): \(path)")
  }

  private func times(_ result: MetricResult, _ value: Double, _ other: String, _ factor: Double) -> Observation {
    guard let base = metrics[other]?.result, let baseValue = base.value else {
      return .unavailable(
        "\(PlainName.of(metrics[other]?.result.title ?? other)): \(metrics[other]?.result.reason ?? "no value")")
    }
    let baseText = "\(PlainName.of(base.title)) \(figures.value(baseValue, base.unit))"
    if base.smallSample { return seen(false, "\(PlainName.of(base.title)) rests on a small sample") }
    return seen(baseValue > 0 && value > factor * baseValue, "\(now(result, value)) against \(baseText)")
  }

  private func now(_ result: MetricResult, _ value: Double) -> String {
    "\(PlainName.of(result.title)) \(figures.value(value, result.unit))"
  }

  /// `Weekly active tokens 11 770, before 12 480`.
  private func told(_ result: MetricResult, _ value: Double) -> String {
    let before = result.previous.value.map { ", before \(figures.value($0, result.unit))" } ?? ""
    return now(result, value) + before + tokens(result)
  }

  private func verdict(_ result: MetricResult) -> String {
    " (" + result.verdict.rawValue + (result.verdictReason.map { ": " + $0 } ?? "") + ")"
  }

  /// New tokens apart from lost ones: the same fall can be either.
  private func tokens(_ result: MetricResult) -> String {
    guard result.id == "wat" else { return "" }
    let parts = [("new", "new"), ("resurrected", "back"), ("lost", "lost")].compactMap { key, word in
      facts.watGrowth[key].map { "\(NumberFormat.change($0, unit: .count, currency: "")) \(word)" }
    }
    return parts.isEmpty ? "" : "; in four weeks " + parts.joined(separator: ", ")
  }
}

/// Which way a metric moved beyond noise, whether or not that is good.
enum Movement: Equatable {
  case up, down

  static func direction(of metric: MeasuredMetric) -> Movement? {
    let result = metric.result
    guard let value = result.value, let previous = result.previous.value else { return nil }
    let effect = value - (result.expected ?? previous)
    switch result.verdict {
    case .worse, .better: return effect > 0 ? .up : .down
    case .steady, .unavailable: return nil
    case .unclear:
      // Without a good direction a metric is never worse or better; its interval still tells.
      guard result.good == nil, !result.smallSample, let interval = result.change?.interval, interval.count == 2
      else { return nil }
      let calendar = value - previous - effect
      if interval[0] - calendar > 0 { return .up }
      return interval[1] - calendar < 0 ? .down : nil
    }
  }
}
