import ReportModel

extension SampleReport {
  static var charts: ChartData {
    var data = ChartData()
    data.ttfcTrend = ttfcTrend
    data.callVolume = callVolume
    data.errorHeatmap = errorHeatmap
    data.funnel = funnel
    data.business = business
    data.growth = growth
    data.timeToValue = timeToValue
    return data
  }

  static let endpoints = [
    "GET /v1/charges/{id}", "POST /v1/charges", "GET /v1/customers/{id}", "GET /v1/payouts", "POST /v1/token",
    "GET /v1/balance", "POST /v1/refunds", "GET /v1/events", "POST /v1/customers",
    "POST /v1/accounts/{account_id}/external_accounts/{id}/verify_micro_deposits",
  ]

  private static var ttfcTrend: [ChartData.TTFCWeek] {
    var random = Scatter(seed: "ttfc")
    let last = Civil.day(year: 2026, month: 10, day: 19)
    return (0..<26).map { index in
      let monday = last - 7 * (25 - index)
      let isCurrent = index >= 22
      let signups = 190 + Int(random.next() * 60)
      let median = index >= 24 ? 8_400 - 900 * random.next() : 2_800 + 800 * random.next()
      return .init(
        week: Civil.iso(monday), signups: signups, called: signups * 4 / 5, median: median,
        p90: median * (9 + 5 * random.next()), isCurrent: isCurrent, isOpen: index >= 22)
    }
  }

  private static var days: [String] { month.days.map(Civil.iso) }

  private static var callVolume: ChartData.CallVolume {
    var random = Scatter(seed: "volume")
    let sizes = [820_000.0, 610_000, 380_000, 14_000, 190_000, 160_000, 90_000, 72_000, 55_000, 31_000, 240_000]
    var total = [Int?](repeating: 0, count: month.dayCount)
    let series = (endpoints + ["Other"]).enumerated().map { index, name in
      let calls = month.days.enumerated().map { offset, day -> Int? in
        if offset == 8 { return nil }
        let weekend = Civil.weekday(day) > 4 ? 0.55 : 1
        let growth = index == 7 ? 0.6 + Double(offset) / 38 : 1
        return Int(sizes[index] * weekend * growth * (0.93 + 0.14 * random.next()))
      }
      for (offset, value) in calls.enumerated() {
        if let value, let sum = total[offset] { total[offset] = sum + value } else { total[offset] = nil }
      }
      let sum = calls.reduce(0) { $0 + ($1 ?? 0) }
      return ChartData.CallVolume.Series(
        name: name, calls: calls, monthTotal: sum,
        previousTotal: index == 9 ? 0 : Int(Double(sum) * (0.9 + 0.2 * random.next())))
    }
    return .init(days: days, total: total, series: series)
  }

  private static var errorHeatmap: ChartData.ErrorHeatmap {
    var random = Scatter(seed: "errors")
    let calls = [13_000.0, 610_000, 190_000, 820_000, 90_000, 31_000, 380_000, 55_000, 60, 72_000]
    let client = [0.009, 0.012, 0.03, 0.0041, 0.022, 0.011, 0.002, 0.008, 0.08, 0.0004]
    let server = [0.0004, 0.0031, 0.0002, 0.00009, 0.0001, 0, 0.00006, 0.0021, 0, 0]
    let order = [3, 1, 4, 0, 6, 9, 2, 8, 5, 7]
    let rows = order.enumerated().map { index, endpoint in
      var row = ChartData.ErrorHeatmap.Row(
        endpoint: endpoints[endpoint], calls: [], errors4xx: [], errors5xx: [], timeouts: [])
      for offset in 0..<month.dayCount {
        let count = offset == 8 ? nil : Int(calls[index] * (0.8 + 0.4 * random.next()))
        let isIdle = index == 8 && offset % 6 == 0
        row.calls.append(isIdle ? 0 : count)
        func errors(_ rate: Double) -> Int? {
          count.map { isIdle ? 0 : Int((Double($0) * rate * (0.6 + 0.8 * random.next())).rounded()) }
        }
        row.errors4xx.append(errors(index == 0 && offset > 12 ? 0.09 : client[index]))
        row.errors5xx.append(errors(index == 1 && offset == 20 ? 0.06 : server[index]))
        row.timeouts.append(errors(index == 1 ? 0.0004 : 0))
      }
      return row
    }
    return .init(days: days, rows: rows)
  }

  private static var funnel: [ChartData.FunnelWeek] {
    var random = Scatter(seed: "funnel")
    let last = Civil.day(year: 2026, month: 10, day: 19)
    return (0..<13).map { index in
      let signups = 220 + Int(random.next() * 60)
      let calls = Int(Double(signups) * (index > 10 ? 0.76 : 0.83))
      let activated = Int(Double(calls) * (0.52 + 0.06 * random.next()) * (index == 12 ? 0.7 : 1))
      return .init(
        week: Civil.iso(last - 7 * (12 - index)), signedUp: signups, firstCall: calls, activated: activated,
        scaling: activated / 5, isCurrent: index > 8, isOpen: index == 12)
    }
  }

  private static var timeToValue: ChartData.TimeToValue {
    func curve(
      _ group: ChartData.TimeToValue.Group, _ developers: Int, reach: Double, slow: Double
    ) -> ChartData.TimeToValue.Curve {
      let points = (0..<60).map { index -> ChartData.TimeToValue.Point in
        let share = reach * Double(index + 1) / 60
        return .init(
          seconds: slow * Double(1 + index * index * index / 12), share: share, low: share * 0.9,
          high: min(1, share * 1.1))
      }
      let reached = Int(Double(developers) * reach)
      return .init(
        group: group, developers: developers, reached: reached, median: points[29].seconds, p75: points[44].seconds,
        within7Days: reach * 0.93, points: points, end: group == .month ? 1_300_000 : 2_592_000,
        atRisk: [60, 900, 3_600, 14_400, 86_400, 604_800, 2_592_000].enumerated().map {
          .init(seconds: $1, developers: max(0, developers - reached * ($0 + 1) / 7))
        }, censored: group == .month ? [3_000, 40_000, 300_000, 900_000] : [])
    }
    return .init(curves: [
      curve(.month, 812, reach: 0.41, slow: 70), curve(.previous, 790, reach: 0.52, slow: 40),
      curve(.retained, 1_240, reach: 0.93, slow: 25),
    ])
  }

  private static var business: [ChartData.BusinessMonth] {
    let nrr = [1.03, 1.05, 1.04, 1.07, 1.1, 1.12, nil, 1.15, 1.14, 1.11, 1.1, 1.09, 1.08]
    let churn = [0.052, 0.05, 0.049, 0.047, nil, 0.05, 0.046, 0.045, 0.047, 0.044, 0.042, 0.043, 0.041]
    return (0..<13).map { index in
      .init(
        month: month.advanced(by: index - 12), nrr: nrr[index], churn: churn[index],
        revenue: 340_000 + 6_000 * Double(index))
    }
  }

  private static var growth: [ChartData.GrowthWeek] {
    var random = Scatter(seed: "growth")
    let last = Civil.day(year: 2026, month: 10, day: 19)
    var active = 1_480
    return (0..<13).map { index in
      let (new, returned) = (60 + Int(random.next() * 60), 30 + Int(random.next() * 40))
      let lost = 70 + Int(random.next() * 60)
      active += new + returned - lost
      return .init(
        week: Civil.iso(last - 7 * (12 - index)), active: active, new: new, returned: returned, lost: lost,
        isCurrent: index >= 9)
    }
  }
}
