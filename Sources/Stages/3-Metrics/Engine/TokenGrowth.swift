import ReportModel
import Rollup

/// Growth accounting of active tokens between two months, by weeks as the metric is.
///
/// Every week is held against the week at the same place in the month before (four weeks earlier where both months have
/// four); a token weighs in each of them what one week weighs in the month's mean, so that the parts add up to the
/// change of `wat`. Held against the whole month before, a token that slept for three of its weeks would be neither
/// lost nor resurrected.
struct TokenGrowth {
  /// What one token is worth in both months through one flow.
  struct Part {
    let token: Int
    let flow: String
    var now: Double
    var before: Double
  }

  /// In the order of tokens, then of `flows`.
  let parts: [Part]
  /// Weights are whole multiples of 1 ÷ this.
  let unit: Double

  static let flows = ["new", "resurrected", "retained", "lost"]

  /// - Parameter isMean: over all weeks of the months, else over the last of each.
  init?(_ month: MonthFacts, _ previous: MonthFacts, isMean: Bool) {
    guard let rollup = month.rollup, !month.weeks.isEmpty, !previous.weeks.isEmpty else { return nil }
    let weeks = isMean ? month.weeks : Array(month.weeks.suffix(1))
    let earlier = isMean ? previous.weeks : Array(previous.weeks.suffix(1))
    unit = Double(weeks.count * earlier.count)
    var sums: [Int: (now: SIMD4<Double>, before: SIMD4<Double>)] = [:]
    for pair in Self.pairs(weeks.count, earlier.count) {
      let (now, before) = (weeks[pair.now], earlier[pair.before])
      let (week, base) = (rollup.weekIndex(monday: now), rollup.weekIndex(monday: before))
      for token in month.activeTokens(week: now) {
        let isRetained = rollup.tokenCalled(token, week: base)
        let flow = isRetained ? 2 : rollup.tokenCalled(token, before: base) ? 1 : 0
        sums[token, default: (.zero, .zero)].now[flow] += pair.weight
        if isRetained { sums[token, default: (.zero, .zero)].before[flow] += pair.weight }
      }
      for token in month.activeTokens(week: before) where !rollup.tokenCalled(token, week: week) {
        sums[token, default: (.zero, .zero)].before[3] += pair.weight
      }
    }
    parts = sums.sorted { $0.key < $1.key }.flatMap { token, sums in
      Self.flows.enumerated().compactMap { index, flow in
        guard sums.now[index] != 0 || sums.before[index] != 0 else { return nil }
        return Part(token: token, flow: flow, now: sums.now[index], before: sums.before[index])
      }
    }
  }

  /// Which weeks of two months are held against each other, and how much of the means that is.
  ///
  /// Both months are laid over one another as if they were as long; weeks that overlap are a pair. Every week of the
  /// first weighs 1 ÷ `count` in all, every week of the second 1 ÷ `other`.
  static func pairs(_ count: Int, _ other: Int) -> [(now: Int, before: Int, weight: Double)] {
    (0..<count).flatMap { now in
      (0..<other).compactMap { before in
        let overlap = min((now + 1) * other, (before + 1) * count) - max(now * other, before * count)
        return overlap > 0 ? (now, before, Double(overlap) / Double(count * other)) : nil
      }
    }
  }

  /// Signed change by flow, summed in whole numbers: tokens come in the order in which some worker met them.
  var changes: [String: Double] {
    let sums = parts.reduce(into: [String: Double]()) { sums, part in
      sums[part.flow, default: 0] += whole(part.now) - whole(part.before)
    }
    return sums.mapValues { $0 / unit }
  }

  /// A weight in multiples of 1 ÷ `unit`.
  func whole(_ weight: Double) -> Double { (weight * unit).rounded() }
}
