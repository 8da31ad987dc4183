import ReportModel
import Rollup
import Statistics

extension TableBuilder {
  /// Time to value of this month's sign-ups, last month's, and of those who stayed.
  func timeToValue() -> [TableRow]? {
    guard world.valueMomentMissing == nil else { return nil }
    var rows = [valueRow(month.month.name, month.valueTimes, month)]
    if month.seesPreviousValue, !previous.cohort.isEmpty {
      rows.append(valueRow(previous.month.name, previous.valueTimes, previous))
    }
    let retained = month.valueTimesOfRetained
    if !retained.observations.isEmpty { rows.append(valueRow("stayed 60 days and more", retained, nil)) }
    return rows
  }

  /// - Parameter cohort: the month whose cohort it is; nil where sessions and returns are not asked for.
  private func valueRow(_ name: String, _ times: ValueTimes, _ cohort: MonthFacts?) -> TableRow {
    let reached = times.reached
    func share(_ members: [(developer: Int, counts: Bool)]?) -> Double? {
      members.flatMap { $0.isEmpty ? nil : Double($0.count { $0.counts }) / Double($0.count) }
    }
    return [
      "group": .text(name), "developers": .integer(times.observations.count), "reached": .integer(reached.count),
      "within_7d": Cell(times.shareWithinSevenDays), "median_s": Cell(Quantile.linear(reached, 0.5)),
      "p75_s": Cell(Quantile.linear(reached, 0.75)), "median_all_s": Cell(times.survival.quantile(0.5)),
      "first_session": Cell(
        share(
          cohort.map { month in
            month.cohort.map { ($0, month.firstSession($0).reachedValue) }
          })),
      "return_without": Cell(share(cohort?.returnsWithoutValue)),
    ]
  }

  /// Who stayed, by whether the value moment came within seven days: developers who signed up at least 90 days before
  /// as_of and after the first row of the signal; stayed = some call 60 or more days after sign-up.
  func valueRetention() -> [TableRow]? {
    guard world.valueMomentMissing == nil, world.callsUnresolvable == nil else { return nil }
    let first = max(month.firstSignalRow ?? .max, world.earliest[.calls] ?? .max)
    let people = month.people.filter { developer in
      month.isObserved(developer, since: first) && month.signUp(developer) + MonthFacts.fateKnownAfter <= month.asOf
    }
    guard !people.isEmpty else { return nil }
    return [true, false].map { reachedIt in
      let group = people.filter { developer in
        let limit = month.signUp(developer) + 7 * Duration.day
        return (month.firstValue(developer).map { $0 < limit } ?? false) == reachedIt
      }
      let stayed = group.count { month.fate($0) == .retained }
      let interval = Proportion.wilson(Double(stayed), of: Double(group.count))
      return [
        "group": .text(reachedIt ? "reached it within 7 days" : "did not reach it within 7 days"),
        "developers": .integer(group.count), "stayed": .integer(stayed),
        "share": Cell(group.isEmpty ? nil : Double(stayed) / Double(group.count)), "low": Cell(interval?.low),
        "high": Cell(interval?.high),
      ]
    }
  }
}
