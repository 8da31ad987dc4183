import ReportModel
import Rollup
import Statistics

/// The steps that most of those who reached the value moment took before it, in their usual order.
///
/// Arrived: signed up in the month or the three before it, and reached the value moment by as_of. The first call and
/// the first success are always steps, documentation where more than half of the arrived read it first. Where at least
/// twenty arrived, events and first successes of endpoints that more than half did before the value moment join them, the
/// most common first and four at most, unless most did them within ten seconds of another step. Order: the median time
/// since sign-up of those who arrived.
struct InferredSteps {
  let month: MonthFacts
  let signs: FrictionSigns
  let names: NameFilter

  private static let fewest = 20
  private static let most = 4
  private static let momentary = 10.0

  private struct Timed {
    let step: FrictionStep
    /// Seconds since sign-up of the arrived who took it by the value moment.
    let times: [Int: Double]
    var median: Double { Quantile.linear(times.values.sorted(), 0.5) ?? .infinity }
  }

  var steps: [FrictionStep] {
    let arrived = self.arrived
    let docs = timed(signs.viewed("viewed the documentation"), arrived)
    let base =
      (docs.times.count * 2 > arrived.count ? [docs] : []) + [
        timed(signs.firstCall, arrived), timed(signs.firstSuccess, arrived),
      ]
    guard arrived.count >= Self.fewest else { return base.map(\.step) }
    let ends = [timed(signs.signUp, arrived), timed(signs.valueMoment, arrived)]
    var extra: [Timed] = []
    for candidate in candidates(arrived) where extra.count < Self.most {
      let isApart = (ends + base + extra).allSatisfy { !isMomentary(candidate, $0) }
      if isApart { extra.append(candidate) }
    }
    return ordered(base + extra).map(\.step)
  }

  private var arrived: [Int] {
    let start = month.window.on(month.month.advanced(by: -3)).start
    return month.people.filter { developer in
      month.signUp(developer) >= start && month.signUp(developer) < month.end && month.firstValue(developer) != nil
    }
  }

  private func timed(_ step: FrictionStep, _ arrived: [Int]) -> Timed {
    var times: [Int: Double] = [:]
    for developer in arrived {
      guard let time = step.time(developer), let value = month.firstValue(developer), time <= value else { continue }
      times[developer] = month.seconds(time - month.signUp(developer))
    }
    return Timed(step: step, times: times)
  }

  /// Events and endpoints that more than half of the arrived did before the value moment, the most common first.
  private func candidates(_ arrived: [Int]) -> [Timed] {
    var steps: [FrictionStep] = []
    let value = month.world.configuration.valueMoment?.signal
    let events = Set(arrived.flatMap { month.world.events[$0].map(\.name) }).filter(names.isShowable)
    for event in events {
      if case .event(event, _) = value { continue }
      steps.append(signs.event(event))
    }
    if let rollup = month.rollup {
      let endpoints = Set(arrived.flatMap { rollup.facts[$0].earlyUse.keys })
      for endpoint in endpoints where rollup.visible(endpoint) != rollup.otherEndpoint {
        let name = rollup.endpoints[endpoint]
        if value == .call(endpoint: name) || !names.isShowable(name) { continue }
        steps.append(signs.success(of: endpoint, name: "succeeded with \(name)"))
      }
    }
    return steps.map { timed($0, arrived) }.filter { $0.times.count * 2 > arrived.count }
      .sorted { ($1.times.count, $0.step.name) < ($0.times.count, $1.step.name) }
  }

  /// Whether most of those who took both did so within ten seconds: two names of one step.
  private func isMomentary(_ one: Timed, _ other: Timed) -> Bool {
    let gaps = one.times.compactMap { developer, time in other.times[developer].map { abs($0 - time) } }
    return (Quantile.linear(gaps.sorted(), 0.5) ?? .infinity) < Self.momentary
  }

  /// By median; the first success never before the first call.
  private func ordered(_ steps: [Timed]) -> [Timed] {
    let call = steps.first { $0.step.name == signs.firstCall.name }?.median ?? 0
    func key(_ step: Timed) -> Double {
      step.step.name == signs.firstSuccess.name ? max(step.median, call) : step.median
    }
    return steps.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
  }
}
