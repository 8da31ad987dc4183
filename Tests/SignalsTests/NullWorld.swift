import Foundation
import ReportModel
import Statistics

/// Months in which nothing happens: daily AR(1) noise, steady growth, a weekday profile.
///
/// Independent of the code under test: it makes evidence as exports of a quiet company would.
struct NullWorld {
  let report = Month(year: 2026, month: 10)
  var random: SplitMix64
  /// Standard deviation of the daily log noise, its day-to-day correlation, growth per month.
  let noise: Double
  let correlation: Double
  let growth: Double
  /// What is planted: metric id → factor on its rate, count or time within the report month.
  var planted: [String: Double] = [:]
  let history = 8

  init(seed: UInt64, planted: [String: Double] = [:]) {
    random = SplitMix64(seed: seed)
    noise = 0.03 + 0.05 * random.uniform()
    correlation = 0.3 + 0.4 * random.uniform()
    growth = 0.01 + 0.02 * random.uniform()
    self.planted = planted
  }

  /// A standard normal number (Box and Muller).
  mutating func gauss() -> Double {
    (-2 * log(1 - random.uniform())).squareRoot() * cos(2 * .pi * random.uniform())
  }

  static let weekend = [1, 1.02, 1.03, 1.01, 0.98, 0.55, 0.5]

  private var months: [Month] { (0...history).reversed().map { report.advanced(by: -$0) } }

  /// A stationary AR(1) path over the days of all months.
  private mutating func path() -> [Day: Double] {
    var level = noise * gauss()
    let step = noise * (1 - correlation * correlation).squareRoot()
    var result: [Day: Double] = [:]
    for month in months {
      for day in month.days {
        level = correlation * level + step * gauss()
        result[day] = level
      }
    }
    return result
  }

  /// Poisson by its normal approximation where large, by products of uniforms where small.
  mutating func poisson(_ mean: Double) -> Double {
    if mean > 50 { return max(0, (mean + mean.squareRoot() * gauss()).rounded()) }
    var count = 0.0
    var product = random.uniform()
    let limit = exp(-mean)
    while product > limit {
      count += 1
      product *= random.uniform()
    }
    return count
  }

  mutating func binomial(_ trials: Double, _ share: Double) -> Double {
    if trials > 400 {
      let mean = trials * share
      if mean < 50 { return min(trials, poisson(mean)) }
      return min(trials, max(0, (mean + (mean * (1 - share)).squareRoot() * gauss()).rounded()))
    }
    return (0..<Int(trials)).reduce(0) { count, _ in count + (random.uniform() < share ? 1 : 0) }
  }

  private func trend(_ day: Day) -> Double { exp(growth * Double(day - report.firstDay) / 30.4) }
  private func factor(_ id: String, _ month: Month) -> Double { month == report ? planted[id] ?? 1 : 1 }

  private func result(
    _ id: String, _ unit: MetricUnit, good: String, _ values: [(Month, Double)], previous: MetricResult.Previous,
    n: Int? = nil
  ) -> MetricResult {
    MetricResult(
      id: id, family: .adoption, title: id, unit: unit, good: good, value: values.last?.1, n: n,
      previous: previous,
      history: values.dropLast().map { .init(month: $0.0, value: $0.1) })
  }

  private func metric(
    _ id: String, _ unit: MetricUnit, good: String, _ values: [(Month, Double)], _ evidence: ChangeEvidence,
    n: Int? = nil, previousN: Int? = nil
  ) -> MeasuredMetric {
    let previous = MetricResult.Previous(value: values.dropLast().last?.1, n: previousN)
    return MeasuredMetric(
      result: result(id, unit, good: good, values, previous: previous, n: n), evidence: evidence, isHeadline: true)
  }

  mutating func count(_ id: String, perDay: Double) -> MeasuredMetric {
    let path = path()
    var days: [DailyCount] = []
    for month in months {
      for day in month.days {
        let mean = perDay * NullWorld.weekend[Civil.weekday(day)] * trend(day) * exp(path[day] ?? 0) * factor(id, month)
        days.append(DailyCount(day: day, count: poisson(mean)))
      }
    }
    let values = months.map { month in
      (month, days.filter { month.days.contains($0.day) }.reduce(0) { $0 + $1.count })
    }
    return metric(
      id, .count, good: "up", values,
      .count(
        current: days.filter { $0.day >= report.firstDay },
        baseline: days.filter { $0.day < report.firstDay && $0.day >= report.firstDay - 56 },
        floor: ChangeFloor(relative: 0.05, absolute: 0)))
  }

  mutating func weekly(_ id: String, level: Double) -> MeasuredMetric {
    let path = path()
    var weeks: [(Month, Double)] = []
    for month in months {
      for monday in month.weeks {
        // Most of a week's tokens are last week's: their noise is a third of that of calls.
        let mean = level * trend(monday) * exp((path[monday + 6] ?? 0) / 3) * factor(id, month)
        weeks.append((month, poisson(mean)))
      }
    }
    let values = months.map { month in
      let own = weeks.filter { $0.0 == month }.map(\.1)
      return (month, own.reduce(0, +) / Double(own.count))
    }
    return metric(
      id, .number, good: "up", values,
      .weekly(
        current: weeks.filter { $0.0 == report }.map(\.1),
        baseline: Array(weeks.filter { $0.0 != report }.map(\.1).suffix(8)),
        floor: ChangeFloor(relative: 0.05, absolute: 0)))
  }

  mutating func callRate(_ id: String, perDay: Double, rate: Double, floor: ChangeFloor) -> MeasuredMetric {
    let path = path()
    var days: [DailyFraction] = []
    for month in months {
      for day in month.days {
        let calls = (perDay * NullWorld.weekend[Civil.weekday(day)] * trend(day)).rounded()
        let share = min(1, rate * exp(path[day] ?? 0) * factor(id, month))
        days.append(DailyFraction(day: day, fraction: Fraction(binomial(calls, share), of: calls)))
      }
    }
    func total(_ month: Month) -> Fraction {
      days.filter { month.days.contains($0.day) }.reduce(into: Fraction(0, of: 0)) {
        $0.numerator += $1.fraction.numerator
        $0.denominator += $1.fraction.denominator
      }
    }
    return metric(
      id, .fraction, good: "down", months.map { ($0, total($0).value ?? 0) },
      .ratio(
        current: total(report), previous: total(report.previous),
        daily: days.filter { $0.day >= report.firstDay - 56 }, floor: floor))
  }

  mutating func developerShare(_ id: String, n: Double, rate: Double, good: String = "up") -> MeasuredMetric {
    let shares = months.map { month -> (Month, Fraction) in
      let wobble = exp(noise / 3 * gauss())
      return (month, Fraction(binomial(n, min(1, rate * wobble * factor(id, month))), of: n))
    }
    let pair = (shares[shares.count - 1].1, shares[shares.count - 2].1)
    return metric(
      id, .fraction, good: good, shares.map { ($0.0, $0.1.value ?? 0) },
      .ratio(current: pair.0, previous: pair.1, daily: [], floor: ChangeFloor(relative: 0.1, absolute: 0.01)),
      n: Int(n), previousN: Int(n))
  }

  mutating func ticketRatio(_ id: String, developers: Double, perHundred: Double) -> MeasuredMetric {
    let counts = months.map { month -> (Month, Double) in
      (month, poisson(developers * perHundred / 100 * exp(noise / 3 * gauss()) * factor(id, month)))
    }
    let pair = (counts[counts.count - 1].1, counts[counts.count - 2].1)
    return metric(
      id, .number, good: "down", counts.map { ($0.0, 100 * $0.1 / developers) },
      .ratio(
        current: Fraction(pair.0, of: developers), previous: Fraction(pair.1, of: developers), daily: [],
        floor: ChangeFloor(relative: 0.1, absolute: 0.2)))
  }

  mutating func survival(_ id: String, n: Int) -> MeasuredMetric {
    var cohorts: [(Month, [CensoredTime])] = []
    for month in months.suffix(2) {
      let slower = factor(id, month) * exp(noise / 3 * gauss())
      let length = Double(month.dayCount) * 86_400
      let times = (0..<n).map { _ -> CensoredTime in
        let observed = length * random.uniform()
        let calls = random.uniform() < 0.8
        let time = 3_600 * exp(1.6 * gauss()) * slower
        return calls && time < observed
          ? CensoredTime(time: time, observed: observed, happened: true)
          : CensoredTime(time: observed, observed: observed, happened: false)
      }
      cohorts.append((month, times))
    }
    func median(_ times: [CensoredTime]) -> Double {
      KaplanMeier(times.map { ($0.time, $0.happened) }).quantile(0.5) ?? 0
    }
    return metric(
      id, .seconds, good: "down", cohorts.map { ($0.0, median($0.1)) },
      .survival(
        current: cohorts[1].1, previous: cohorts[0].1, horizons: [900, 3_600, 86_400, 604_800],
        floor: ChangeFloor(relative: 0.15, absolute: 0)), n: n, previousN: n)
  }

  mutating func samples(_ id: String, n: Int) -> MeasuredMetric {
    let pair = [report.previous, report].map { month -> (Month, [Double]) in
      let level = 35 * factor(id, month) * exp(noise / 6 * gauss())
      return (month, (0..<n).map { _ in min(100, max(0, level + 15 * gauss())) })
    }
    return metric(
      id, .points, good: "up", pair.map { ($0.0, Quantile.median($0.1) ?? 0) },
      .quantile(
        q: 0.5, current: pair[1].1, previous: pair[0].1, floor: ChangeFloor(relative: 0.05, absolute: 1)))
  }

  mutating func latency(_ id: String, perDay: Double) -> MeasuredMetric {
    let path = path()
    let edges = (0..<300).map { 5 * pow(1.0157, Double($0)) }
    var histograms: [Day: [Double]] = [:]
    for day in report.firstDay - 56..<report.next.firstDay {
      let shift = exp((path[day] ?? 0) / 2) * factor(id, Month(containing: day))
      let calls = perDay * NullWorld.weekend[Civil.weekday(day)]
      histograms[day] = zip(edges, edges.dropFirst()).map { low, high in
        let share = Normal.cdf(log(high / 60 / shift) / 0.7) - Normal.cdf(log(low / 60 / shift) / 0.7)
        return (calls * share).rounded()
      }
    }
    func bins(_ days: Range<Day>) -> [HistogramBin] {
      edges.indices.dropLast().map { index in
        let count = days.reduce(0) { $0 + (histograms[$1]?[index] ?? 0) }
        return HistogramBin(value: (edges[index] + edges[index + 1]) / 2, count: count)
      }
    }
    func quantile(_ bins: [HistogramBin]) -> Double {
      let total = bins.reduce(0) { $0 + $1.count }
      var sum = 0.0
      return bins.first { bin in
        sum += bin.count
        return sum >= 0.95 * total
      }?.value ?? 0
    }
    let now = bins(report.days)
    let before = bins(report.previous.days)
    let limit = quantile(before)
    let daily = histograms.sorted { $0.key < $1.key }.map { day, counts in
      let above = zip(edges, counts).filter { $0.0 >= limit }.reduce(0) { $0 + $1.1 }
      return DailyFraction(day: day, fraction: Fraction(above, of: counts.reduce(0, +)))
    }
    return metric(
      id, .milliseconds, good: "down", [(report.previous, limit), (report, quantile(now))],
      .histogram(
        q: 0.95, current: now, previous: before, daily: daily, floor: ChangeFloor(relative: 0.1, absolute: 0)))
  }

  mutating func revenue(_ id: String, accounts: Int) -> MeasuredMetric {
    var amounts: [(String, [Double])] = []
    for account in 0..<accounts {
      let size = 1_000 * exp(1.2 * gauss())
      let path = months.map { month in
        size * exp(0.06 * gauss()) * trend(month.firstDay) * factor(id, month)
      }
      amounts.append(("a\(account)", path))
    }
    let values = months.indices.map { index in (months[index], amounts.reduce(0) { $0 + $1.1[index] }) }
    let last = months.count - 1
    return metric(
      id, .money, good: "up", values,
      .accounts(
        amounts.map { AccountAmounts(account: $0.0, now: $0.1[last], before: $0.1[last - 1]) }, form: .total,
        floor: ChangeFloor(relative: 0.03, absolute: 0)))
  }

  mutating func survey(_ id: String, n: Int) -> MeasuredMetric {
    let pair = [report.previous, report].map { month in
      (month, (0..<n).map { _ in 7 * factor(id, month) + 1.4 * gauss() })
    }
    let mean = pair.map { ($0.0, $0.1.reduce(0, +) / Double(n)) }
    return metric(
      id, .points, good: "up", mean,
      .means(current: pair[1].1, previous: pair[0].1, floor: ChangeFloor(relative: 0, absolute: 0.5)), n: n,
      previousN: n)
  }

  /// The headline metrics of a report.
  mutating func month() -> [MeasuredMetric] {
    [
      count("signups", perDay: 30), survival("ttfc.median_all", n: 500),
      developerShare("doc_completion.rate", n: 400, rate: 0.5), developerShare("activation.rate", n: 600, rate: 0.4),
      developerShare("ttv.within_7d", n: 600, rate: 0.46), developerShare("ttv.first_session", n: 800, rate: 0.25),
      count("calls.total", perDay: 90_000), weekly("active_developers", level: 4_000), weekly("wat", level: 6_000),
      weekly("waic", level: 500), samples("depth.median", n: 1_000),
      callRate("error_rate.4xx", perDay: 90_000, rate: 0.02, floor: ChangeFloor(relative: 0.1, absolute: 0.001)),
      callRate("error_rate.5xx", perDay: 90_000, rate: 0.0008, floor: ChangeFloor(relative: 0.1, absolute: 0.0002)),
      callRate("timeout_rate", perDay: 90_000, rate: 0.0006, floor: ChangeFloor(relative: 0.1, absolute: 0.0002)),
      latency("latency.p95", perDay: 90_000), revenue("revenue.total", accounts: 24),
      developerShare("churn.rate", n: 4_000, rate: 0.06, good: "down"), survey("dxs.average", n: 120),
      ticketRatio("ticket_ratio", developers: 4_000, perHundred: 3),
    ]
  }
}
