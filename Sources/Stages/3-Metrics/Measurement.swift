package import ReportModel
package import Rollup
import Statistics

/// A metric in one month: its value, or why there is none, and what it was made of.
package struct Measurement: Sendable {
  package var value: Double?
  package var n: Int?
  package var numerator: Double?
  package var denominator: Double?
  /// Why there is no value, naming the file or column that would unlock it.
  package var reason: String?
  /// What the change is tested on and split by.
  package var basis: Basis

  /// The units behind a value, each with the developer it belongs to where it has one.
  package enum Basis: Sendable {
    case none
    /// A share of developers.
    case members([(developer: Int, counts: Bool)])
    /// A quantile of one value per developer; `developer` −1 = nobody's.
    case values(q: Double, [(developer: Int, value: Double)])
    /// A quantile of times, some censored.
    case times(q: Double, [(developer: Int, time: CensoredTime)])
    /// A share of calls.
    case calls(@Sendable (OutcomeTotals) -> Int)
    /// A quantile of latencies of some endpoints.
    case latency(q: Double, endpoints: [Int])
    /// Something counted by day.
    case daily(@Sendable (MonthFacts, Range<Day>) -> [DailyCount])
    /// Something counted by week: distinct values do not add up over days.
    case weekly(@Sendable (MonthFacts, _ monday: Day) -> Double?)
    /// An amount by company.
    case accounts([AccountAmounts], AccountBasis)
    /// A mean of responses.
    case responses([Double])
    /// A rate of two counts that is no share of developers or calls.
    case rate
  }

  package enum AccountBasis: Sendable { case total, ratio }

  package static func unavailable(_ reason: String) -> Measurement { Measurement(reason: reason, basis: .none) }

  package static func total(_ value: Double, n: Int? = nil, basis: Basis = .none) -> Measurement {
    Measurement(value: value, n: n, basis: basis)
  }

  /// Numerator over denominator; unavailable over nothing, for the reason given.
  package static func ratio(
    _ numerator: Double, of denominator: Double, scale: Double = 1, orBecause reason: String, basis: Basis = .none
  ) -> Measurement {
    guard denominator != 0 else {
      return Measurement(numerator: numerator, denominator: denominator, reason: reason, basis: .none)
    }
    return Measurement(
      value: scale * numerator / denominator, n: Int(exactly: denominator), numerator: numerator,
      denominator: denominator, basis: basis)
  }

  /// The share of developers that counts.
  package static func share(_ members: [(developer: Int, counts: Bool)], orBecause reason: String) -> Measurement {
    ratio(
      Double(members.count { $0.counts }), of: Double(members.count), orBecause: reason, basis: .members(members))
  }

  /// R-7 quantile of one value per developer.
  package static func quantile(
    _ q: Double, of values: [(developer: Int, value: Double)], orBecause reason: String
  ) -> Measurement {
    let value = Quantile.linear(unsorted: values.map(\.value), q)
    return Measurement(
      value: value, n: values.count, reason: value == nil ? reason : nil, basis: .values(q: q, values))
  }

  /// Kaplan–Meier quantile; null where fewer than `q` ever get there.
  package static func survival(
    _ q: Double, of times: [(developer: Int, time: CensoredTime)], orBecause reason: String
  ) -> Measurement {
    guard !times.isEmpty else { return .unavailable(reason) }
    let curve = KaplanMeier(times.map { ($0.time.time, $0.time.happened) })
    let value = curve.quantile(q)
    return Measurement(
      value: value, n: times.count,
      reason: value == nil ? "not reached: fewer than \(Int(q * 100)) % of the sign-ups have called" : nil,
      basis: .times(q: q, times))
  }
}

/// Calls by outcome as the catalogue of metrics sees them.
package typealias OutcomeTotals = OutcomeCounts
