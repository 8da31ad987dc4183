/// A metric before and after a day, where an action was to move it: what Metrics hands to the judge of follow-ups.
package struct FollowUpEvidence: Sendable {
  /// What is compared.
  package enum Sample: Sendable {
    /// Shares by day; `rest` is the same outside the segment over the same days. `isIndependent`: units are developers,
    /// who do not move together; else calls, which do. `worthwhile`: for the share of units above an earlier quantile,
    /// by how much it falls where all of them get faster by the least that is worth the word; nil for any other share.
    case shares(inside: DailyPair, rest: DailyPair?, isIndependent: Bool, worthwhile: Double?)
    /// Counts by day (numerators; denominators are not used).
    case counts(inside: DailyPair, rest: DailyPair?)
    /// Independent responses.
    case means(before: [Double], after: [Double])
    /// One value a week or month, oldest first.
    case series(before: [Double], after: [Double], period: Period)
  }

  package enum Period: String, Hashable, Sendable { case week, month }

  package struct DailyPair: Hashable, Sendable {
    package var before: [DailyFraction]
    package var after: [DailyFraction]

    package init(before: [DailyFraction], after: [DailyFraction]) {
      self.before = before
      self.after = after
    }
  }

  package var sample: Sample
  /// The metric there before and after, in its own unit; nil where it has no value.
  package var before: Double?
  package var after: Double?
  /// Days compared on each side.
  package var daysBefore: Int
  package var daysAfter: Int

  package init(sample: Sample, before: Double?, after: Double?, daysBefore: Int, daysAfter: Int) {
    self.sample = sample
    self.before = before
    self.after = after
    self.daysBefore = daysBefore
    self.daysAfter = daysAfter
  }
}

extension FollowUpEvidence {
  /// The same with the last days before alone on the near side; nil where the sample is not kept by day.
  package func sinceShortlyBefore(days count: Int) -> FollowUpEvidence? {
    func late(_ pair: DailyPair, _ first: Day) -> DailyPair {
      DailyPair(before: pair.before.filter { $0.day >= first }, after: pair.after)
    }
    var result = self
    switch sample {
    case .shares(let inside, let rest, let isIndependent, let worthwhile):
      guard let last = (inside.before + (rest?.before ?? [])).map(\.day).max() else { return nil }
      let first = last - count + 1
      result.sample = .shares(
        inside: late(inside, first), rest: rest.map { late($0, first) }, isIndependent: isIndependent,
        worthwhile: worthwhile)
    case .counts(let inside, let rest):
      guard let last = inside.before.map(\.day).max() else { return nil }
      let first = last - count + 1
      result.sample = .counts(inside: late(inside, first), rest: rest.map { late($0, first) })
    case .means, .series: return nil
    }
    return result
  }
}

/// The days on both sides of the one on which something was done; that day itself is on neither.
package struct FollowUpWindow: Hashable, Sendable {
  package let before: Range<Day>
  package let after: Range<Day>

  /// Whole weeks on both sides, so that weekdays weigh the same.
  package static let daysBefore = 28
  package static let mostDaysAfter = 56
  /// Days after it that are needed for a verdict.
  package static let leastDaysAfter = 14

  /// - Parameter end: first day that is not wholly believed any more.
  package init(done: Day, end: Day) {
    before = done - FollowUpWindow.daysBefore..<done
    let days = max(0, min(end - done - 1, FollowUpWindow.mostDaysAfter))
    after = done + 1..<done + 1 + days / 7 * 7
  }
}
