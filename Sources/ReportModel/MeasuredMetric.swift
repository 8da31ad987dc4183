/// A metric with what is needed to judge it: what Metrics hands to Signals.
package struct MeasuredMetric: Sendable {
  package var result: MetricResult
  package var evidence: ChangeEvidence
  /// The tables its change is searched in; in each, the leaves add up to the whole.
  package var leaves: [LeafTable]
  /// One of the headline metrics that false-discovery control runs over and findings are made of.
  package var isHeadline: Bool
  /// Metrics that tell one story share this (`ttfc`, `errors`): only the most telling becomes a finding.
  package var story: String
  /// What the lengths of the two months alone make of last month's value, where it is no count of days; 1 = nothing.
  package var calendar: Double
  /// Counts by account of last month (`now`) and the month before it (`before`): how accounts move when presumably
  /// nothing happens. Empty where that is not known, or nobody's.
  package var usualAccounts: [AccountAmounts]

  package init(
    result: MetricResult, evidence: ChangeEvidence = .none, leaves: [LeafTable] = [],
    isHeadline: Bool = false, story: String? = nil, calendar: Double = 1,
    usualAccounts: [AccountAmounts] = []
  ) {
    self.result = result
    self.evidence = evidence
    self.leaves = leaves
    self.isHeadline = isHeadline
    self.story = story ?? String(result.id.prefix { $0 != "." })
    self.calendar = calendar
    self.usualAccounts = usualAccounts
  }
}

/// The smallest change worth the word; both must be passed.
package struct ChangeFloor: Hashable, Sendable {
  /// Of the previous value, such as 0.1.
  package var relative: Double
  /// In the metric's own unit.
  package var absolute: Double

  package init(relative: Double, absolute: Double) {
    self.relative = relative
    self.absolute = absolute
  }
}

/// What a change is tested on, by kind of metric (research: "Test, effect floor and edge cases by metric kind").
package enum ChangeEvidence: Sendable {
  /// Nothing to test; the verdict is unclear.
  case none
  /// Daily counts of whole covered days: the report month's, and those of up to eight weeks before it (which reach
  /// back over the previous month). Tested against the weekday composition of the baseline.
  case count(current: [DailyCount], baseline: [DailyCount], floor: ChangeFloor)
  /// Weekly counts (active tokens, companies): this month's weeks and the weeks before, oldest first.
  case weekly(current: [Double], baseline: [Double], floor: ChangeFloor)
  /// Two proportions (numerators and denominators stand in the result), with their days for the dispersion; `daily`
  /// may be empty where units are independent (developers).
  case ratio(current: Fraction, previous: Fraction, daily: [DailyFraction], floor: ChangeFloor)
  /// A quantile `q` of plain samples: judged by the share above last month's quantile.
  case quantile(q: Double, current: [Double], previous: [Double], floor: ChangeFloor)
  /// A quantile `q` of histograms: `(value of the bucket, count)`, ascending; daily shares above the previous
  /// month's quantile for the dispersion.
  case histogram(
    q: Double, current: [HistogramBin], previous: [HistogramBin], daily: [DailyFraction], floor: ChangeFloor)
  /// Times to an event, some censored; judged at fixed horizons over those observed that long.
  case survival(current: [CensoredTime], previous: [CensoredTime], horizons: [Double], floor: ChangeFloor)
  /// A sum, or a ratio of sums, over accounts: bootstrapped over them.
  case accounts([AccountAmounts], form: AccountForm, floor: ChangeFloor)
  /// Means of independent responses.
  case means(current: [Double], previous: [Double], floor: ChangeFloor)

  package enum AccountForm: Hashable, Sendable {
    /// Σ now against Σ before.
    case total
    /// Σ now ÷ Σ base this month against the same last month (NRR).
    case ratio
  }
}

package struct DailyCount: Hashable, Sendable {
  package var day: Day
  package var count: Double

  package init(day: Day, count: Double) {
    self.day = day
    self.count = count
  }
}

package struct Fraction: Hashable, Sendable {
  package var numerator: Double
  package var denominator: Double

  package init(_ numerator: Double, of denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// nil over nothing.
  package var value: Double? { denominator == 0 ? nil : numerator / denominator }
}

package struct DailyFraction: Hashable, Sendable {
  package var day: Day
  package var fraction: Fraction

  package init(day: Day, fraction: Fraction) {
    self.day = day
    self.fraction = fraction
  }
}

package struct HistogramBin: Hashable, Sendable {
  /// Middle of the bucket, in the metric's unit.
  package var value: Double
  package var count: Double

  package init(value: Double, count: Double) {
    self.value = value
    self.count = count
  }
}

package struct CensoredTime: Hashable, Sendable {
  /// Seconds to the event, or to the end of observation.
  package var time: Double
  /// Seconds this one could have been observed for at most.
  package var observed: Double
  package var happened: Bool

  package init(time: Double, observed: Double, happened: Bool) {
    self.time = time
    self.observed = observed
    self.happened = happened
  }
}

/// Amounts of one account. For `.total`: now and before. For `.ratio`: now over base, and the same a month earlier.
package struct AccountAmounts: Hashable, Sendable {
  package var account: String
  package var now: Double
  package var before: Double
  package var nowBase: Double
  package var beforeBase: Double

  package init(account: String, now: Double, before: Double, nowBase: Double = 0, beforeBase: Double = 0) {
    self.account = account
    self.now = now
    self.before = before
    self.nowBase = nowBase
    self.beforeBase = beforeBase
  }
}
