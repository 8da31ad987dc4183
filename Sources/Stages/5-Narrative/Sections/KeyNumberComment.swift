import ReportModel

/// What a row of the five numbers says beside them: the verdict and its reason.
struct KeyNumberComment {
  let metric: MetricResult
  let view: MonthView

  var text: RichText {
    let isSaid = reason?.contains("small sample") == true
    let sample = metric.smallSample && !isSaid ? RichText("small sample") : ""
    return .joined([.joined([verdict, sample], by: ", "), censored, quarterly], by: "; ")
  }

  private var verdict: RichText {
    guard metric.previous.value != nil else { return RichText(standing ?? "no \(view.previousMonth) to compare with") }
    switch metric.verdict {
    case .worse, .better: return RichText(metric.verdict.rawValue + " — " + reasons.joined(separator: ", "))
    case .steady: return RichText(["steady", standing, steadiness].compactMap(\.self).joined(separator: ", "))
    case .unclear, .unavailable: return unclear
    }
  }

  /// The gate's reason, as it reads after the direction.
  private var reason: String? {
    guard let reason = metric.verdictReason.map(DataText.clause), !reason.isEmpty else { return nil }
    let opening = ["moved, ", "moved "].first(where: reason.hasPrefix)
    return opening.map { String(reason.dropFirst($0.count)) } ?? reason
  }

  private var reasons: [String] {
    let history = MetricHistory(metric)
    return [reason ?? interval ?? "beyond its usual range", history.record ?? history.streak].compactMap(\.self)
  }

  /// What made it steady, where that is more than the want of a change.
  private var steadiness: String? { reason == "no change beyond noise" ? nil : reason }

  private var interval: String? { view.interval(metric).map { MonthView.intervalOpening + $0 } }

  /// `down — 95 % interval of the change −9.9 to +0.3 points: likely, not certain`.
  private var unclear: RichText {
    let direction = RichText(movement)
    let isOpen = reason?.hasPrefix("cannot tell") ?? true
    guard isOpen, let certainty = ChangeCertainty(metric), let interval else {
      return .joined([direction, RichText(reason ?? "the data cannot tell a change from chance")], by: " — ")
    }
    return .of(direction, RichText(" — \(interval): "), .emphasis(certainty.words))
  }

  private var movement: String {
    guard let change = metric.change?.absolute, change != 0 else { return "level" }
    return change > 0 ? "up" : "down"
  }

  /// `within target (0.1 %)`, `off target (0.1 %)`, `healthy`.
  private var standing: String? {
    if let met = metric.meetsTarget {
      return (met ? "within" : "off") + " target (" + view.format(metric.target, metric.unit) + ")"
    }
    return metric.band.map { DataText.name($0) }
  }

  /// Surveys are compared by the quarter, not by the month the column says.
  private var quarterly: RichText {
    metric.id.hasPrefix("dxs.") && metric.previous.value != nil ? "against the whole quarter before" : ""
  }

  /// The median over all sign-ups, where the row shows that of those who called.
  private var censored: RichText {
    guard metric.id == "ttfc.median", let all = view.metric("ttfc.median_all") else { return "" }
    guard let value = all.value else { return "over all sign-ups no median is reached yet" }
    let words = view.format(value, all.unit)
    guard words != view.format(metric.value, metric.unit) else { return "" }
    return .of(view.value(all), " counting those yet to call")
  }
}

/// How sure a change is whose 95 % interval reaches over zero, in plain words.
enum ChangeCertainty {
  case likely, open

  /// Likely where the 90 % interval of the same normal shape leaves zero out; nil without an interval, and where the
  /// calendar has a part in the change, so that zero is not what to compare with.
  init?(_ metric: MetricResult) {
    guard let change = metric.change, let interval = change.interval, interval.count == 2, metric.expected == nil else {
      return nil
    }
    guard interval[0] <= 0, interval[1] >= 0 else { return nil }
    let standardError = (interval[1] - interval[0]) / (2 * 1.96)
    self = standardError > 0 && abs(change.absolute) > 1.645 * standardError && !metric.smallSample ? .likely : .open
  }

  var words: String {
    switch self {
    case .likely: "likely, not certain"
    case .open: "could be chance"
    }
  }
}
