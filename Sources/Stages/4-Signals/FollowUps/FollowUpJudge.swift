package import ReportModel
import Statistics

/// What became of an accepted or done action.
///
/// *Worked*: the interval of the change beyond the control lies wholly on the good side of 0, the change is at least the
/// smallest worth the word, half of it is there against the last two weeks before alone, and at least two weeks with at least `min_n` units lie on the far side. *Did not*: with as
/// much data, the interval holds no improvement worth the word. *Too early*: fewer data, or an interval that allows
/// either while more data will come. *Not measurable*: everything else, with its reason. Nothing here says why.
package struct FollowUpJudge {
  let month: Month
  /// First day that is not wholly believed any more.
  let end: Day
  let minN: Int
  let figures: Figures
  let metrics: [String: MeasuredMetric]
  let evidence: Look

  /// Looks a metric up around a day; a text is the reason why it cannot.
  package typealias Look = (
    _ metric: String, _ segment: [String: String], _ window: FollowUpWindow
  ) -> Result<FollowUpEvidence, Unmeasurable>

  package struct Unmeasurable: Error, Hashable, Sendable {
    package var reason: String
    package init(reason: String) { self.reason = reason }
  }

  /// Days after it was done for which an action is followed.
  package static let followed = 84
  /// Whole weeks and months on the far side of a series.
  static let leastWeeks = 2
  static let leastMonths = 2
  /// Days before it was done from which at least half of the change must be seen.
  static let shortlyBefore = 14
  /// Days after which an action that did nothing is suggested to be stopped: two months.
  static let stopAfter = 56

  package init(
    month: Month, end: Day, minN: Int, currency: String, metrics: [MeasuredMetric], evidence: @escaping Look
  ) {
    self.month = month
    self.end = end
    self.minN = minN
    figures = Figures(currency: currency)
    self.metrics = Dictionary(metrics.map { ($0.result.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.evidence = evidence
  }

  /// One follow-up for each action that was accepted or done, in the ledger's order; none for one done long ago.
  package func judge(_ entries: [LedgerEntry], clean: (String) -> String = { $0 }) -> [FollowUp] {
    entries.filter { $0.since < month || $0.isDone }.compactMap { entry in
      guard entry.since <= month, entry.status == .accepted || entry.status == .done else { return nil }
      if let done = entry.doneOn, done + FollowUpJudge.followed < month.firstDay { return nil }
      // Without a day it cannot be measured; that is said for as long as anybody could still remember it.
      if entry.status == .done, entry.doneOn == nil, month.distance(from: entry.lastSeen) > 2 { return nil }
      return followUp(entry, clean)
    }
  }

  private func followUp(_ entry: LedgerEntry, _ clean: (String) -> String) -> FollowUp {
    let outcome = outcome(entry)
    let title = PlainName.of(clean(entry.title), limit: 300)
    var result = FollowUp(
      action: entry.id, verdict: outcome.verdict.rawValue, statement: "“\(title)”: \(outcome.words)")
    result.title = title
    result.owner = entry.owner.map { PlainName.of(clean($0)) }
    result.metric = entry.expect?.metric
    result.segment = entry.expect?.segment
    result.doneOn = entry.doneOn.map(Civil.iso)
    result.before = outcome.before
    result.after = outcome.after
    result.effect = outcome.effect
    result.suggestion = outcome.suggestion
    return result
  }

  enum Verdict: String {
    case worked
    case didNot = "did not"
    case tooEarly = "too early"
    case notMeasurable = "not measurable"
  }

  struct Outcome {
    var verdict: Verdict
    var words: String
    var before: Double?
    var after: Double?
    var effect: FollowUp.Effect?
    var suggestion: String?
  }

  // MARK: Verdicts

  func outcome(_ entry: LedgerEntry) -> Outcome {
    guard let done = entry.doneOn else { return notDone(entry) }
    guard done < end else {
      return Outcome(verdict: .tooEarly, words: "done on \(Civil.iso(done)), after the last day of this report's data")
    }
    guard let expect = entry.expect else {
      return Outcome(verdict: .notMeasurable, words: "the ledger expects nothing of a metric (expect)")
    }
    guard let metric = metrics[expect.metric] else {
      return Outcome(verdict: .notMeasurable, words: "there is no metric “\(PlainName.of(expect.metric))”")
    }
    let window = FollowUpWindow(done: done, end: end)
    switch evidence(expect.metric, expect.segment ?? [:], window) {
    case .failure(let missing): return Outcome(verdict: .notMeasurable, words: missing.reason)
    case .success(let found): return weigh(found, entry, expect, metric, done)
    }
  }

  private func notDone(_ entry: LedgerEntry) -> Outcome {
    if entry.status == .done {
      return Outcome(
        verdict: .notMeasurable, words: "the ledger does not say when it was done; add done_on, and it is measured")
    }
    guard let due = entry.due else { return Outcome(verdict: .tooEarly, words: "accepted, not done yet") }
    let isOver = due < end
    return Outcome(
      verdict: .tooEarly, words: "accepted, not done yet; \(isOver ? "was due" : "due") on \(Civil.iso(due))")
  }

  private func weigh(
    _ found: FollowUpEvidence, _ entry: LedgerEntry, _ expect: Action.Expectation, _ metric: MeasuredMetric,
    _ done: Day
  ) -> Outcome {
    var result = Outcome(verdict: .tooEarly, words: "", before: found.before, after: found.after)
    let words = FollowUpWords(expect: expect, result: metric.result, figures: figures)
    let passed = end - done - 1
    let isOver = passed >= FollowUpWindow.mostDaysAfter
    if let early = tooEarly(found, passed: passed) {
      result.words = words.named(early)
      return result
    }
    guard let measured = FollowUpEffect(found, floor: metric.evidence.floor, history: metric.result.history) else {
      result.verdict = .notMeasurable
      result.words = words.named("nothing was counted on one of the two sides")
      return result
    }
    result.effect = measured.effect
    let isSeries = if case .series = found.sample { true } else { false }
    guard isSeries || measured.unitsBefore >= Double(minN) else {
      result.verdict = .notMeasurable
      result.words = words.named(
        "only \(NumberFormat.count(measured.unitsBefore)) to count in the four weeks before; \(minN) are needed")
      return result
    }
    guard isSeries || measured.unitsAfter >= Double(minN) else {
      result.verdict = isOver ? .notMeasurable : .tooEarly
      result.words = words.named("only \(NumberFormat.count(measured.unitsAfter)) to count since; \(minN) are needed")
      return result
    }
    let sign = expect.direction == "up" ? 1.0 : -1
    let ends = measured.effect.interval.map { sign * $0 }.sorted()
    if ends[0] > 0, sign * measured.effect.value >= measured.worthwhile {
      guard !wasBackBefore(found, measured, metric, sign) else {
        result.verdict = .notMeasurable
        result.words = words.measured(found, measured, .worked) + "; most of that had come before that day already"
        return result
      }
      result.verdict = .worked
    } else if ends[1] < measured.worthwhile {
      result.verdict = .didNot
      if passed >= FollowUpJudge.stopAfter {
        result.suggestion = "it did nothing in two months: we suggest to stop it, or to try another way"
      }
    } else {
      result.verdict = isOver ? .notMeasurable : .tooEarly
    }
    result.words = words.measured(found, measured, result.verdict)
    return result
  }

  /// Whether the metric had moved before anything was done: an outage in the four weeks before ends by itself.
  private func wasBackBefore(
    _ found: FollowUpEvidence, _ whole: FollowUpEffect, _ metric: MeasuredMetric, _ sign: Double
  ) -> Bool {
    guard let late = found.sinceShortlyBefore(days: FollowUpJudge.shortlyBefore),
      let effect = FollowUpEffect(late, floor: metric.evidence.floor, history: metric.result.history),
      effect.unitsBefore >= Double(minN)
    else { return false }
    return sign * effect.effect.value < sign * whole.effect.value / 2
  }

  /// What is still missing; nil where there is enough.
  private func tooEarly(_ found: FollowUpEvidence, passed: Int) -> String? {
    if case .series(_, let after, let period) = found.sample {
      let least = period == .week ? FollowUpJudge.leastWeeks : FollowUpJudge.leastMonths
      return after.count < least ? "\(after.count) of \(least) whole \(period.rawValue)s measured" : nil
    }
    let least = FollowUpWindow.leastDaysAfter
    return passed < least ? "\(passed) of \(least) days measured" : nil
  }
}

extension ChangeEvidence {
  /// The smallest change worth the word; 10 % where the evidence names none.
  var floor: ChangeFloor {
    switch self {
    case .none: ChangeFloor(relative: 0.1, absolute: 0)
    case .count(_, _, let floor), .weekly(_, _, let floor), .ratio(_, _, _, let floor),
      .quantile(_, _, _, let floor), .histogram(_, _, _, _, let floor), .survival(_, _, _, let floor),
      .accounts(_, _, let floor), .means(_, _, let floor):
      floor
    }
  }
}
