import Foundation
import ReportModel
import Statistics

/// A rate that rose for a few days only.
///
/// An outage of an hour is unmistakable on its day and little in the month's mean. Every run of up to a week of the
/// month's days is held against the level of the weeks before it, in counts (Kulldorff's scan statistic along time), and
/// the best one is charged for all that were looked at.
struct BurstTest {
  let daily: [DailyFraction]
  let month: Month
  /// Variance factor of the counts beyond chance, from the days before the month: earlier bursts are in it.
  let dispersion: Double
  /// Change of the rate, upwards.
  let change: Double

  /// Longer runs show in the month's mean.
  static let mostDays = 7
  /// Days before the month under which there is no level.
  static let leastDays = 14

  /// p of the best run; an upper bound, since the Poisson tail is Chernoff's. nil where there is no level.
  var p: Double? {
    let before = daily.filter { $0.day < month.firstDay }.map(\.fraction)
    let days = daily.filter { month.days.contains($0.day) }.sorted { $0.day < $1.day }.map(\.fraction)
    let base = before.reduce(Fraction(0, of: 0)) {
      Fraction($0.numerator + $1.numerator, of: $0.denominator + $1.denominator)
    }
    guard before.count >= BurstTest.leastDays, let level = base.value, level > 0 else { return nil }
    let least = JoinedTest.leastPart * change * days.reduce(0) { $0 + $1.denominator }
    var best = 0.0
    var runs = 0.0
    for start in days.indices {
      var count = 0.0
      var expected = 0.0
      for day in days[start...].prefix(BurstTest.mostDays) {
        count += day.numerator
        expected += level * day.denominator
        runs += 1
        if expected > 0, count > expected, count - expected >= least {
          best = max(best, count * log(count / expected) - count + expected)
        }
      }
    }
    return min(1, runs * exp(-best / dispersion))
  }
}
