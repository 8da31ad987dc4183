import ReportModel
import Rollup
import Statistics

/// A group of developers on their way to the value moment.
struct ValueTimes {
  typealias Observation = (developer: Int, time: CensoredTime)

  /// One for each developer, seconds since sign-up.
  let observations: [Observation]

  var reached: [Double] { observations.filter(\.time.happened).map(\.time.time).sorted() }

  /// Of those watched for 7 days: how many, and how many reached it within them.
  var withinSevenDays: (reached: Int, closed: Int) {
    let week = 7.0 * 86_400
    let closed = observations.filter { $0.time.observed >= week }
    return (closed.count { $0.time.happened && $0.time.time < week }, closed.count)
  }

  var shareWithinSevenDays: Double? {
    let (reached, closed) = withinSevenDays
    return closed == 0 ? nil : Double(reached) / Double(closed)
  }

  var survival: KaplanMeier { KaplanMeier(observations.map { ($0.time.time, $0.time.happened) }) }
}

extension MonthFacts {
  /// Whether last month's sign-ups could be seen reaching the value moment: not before the first row of its signal.
  var seesPreviousValue: Bool { firstSignalRow.map { $0 <= previous.start + Duration.day } ?? false }

  /// Those who signed up in the month.
  var valueTimes: ValueTimes { valueTimes(of: cohort) }

  /// Developers retained 60 days and more, of all months whose first days the data cover.
  var valueTimesOfRetained: ValueTimes {
    valueTimes(of: people.filter { isObserved($0, since: firstSignalRow) && fate($0) == .retained })
  }

  private func valueTimes(of developers: [Int]) -> ValueTimes {
    ValueTimes(
      observations: developers.map { developer in
        let observed = seconds(asOf - signUp(developer))
        let value = firstValue(developer).map { seconds($0 - signUp(developer)) }
        return (developer, CensoredTime(time: value ?? observed, observed: observed, happened: value != nil))
      })
  }
}
