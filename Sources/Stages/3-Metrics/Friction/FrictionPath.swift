import ReportModel
import Rollup
import Statistics

/// One thing a developer does between sign-up and the value moment, and when a developer did it first.
struct FrictionStep {
  let name: String
  /// At or after sign-up and before as_of; nil = not yet.
  let time: (Int) -> Instant?
}

/// The way from sign-up to the value moment: configured, or inferred from those who arrived.
struct FrictionPath {
  /// The first is the sign-up, the last the value moment.
  let steps: [FrictionStep]

  init(_ month: MonthFacts, names: NameFilter) {
    let signs = FrictionSigns(month: month)
    let between =
      month.world.configuration.frictionSteps.map { $0.map(signs.step) }
      ?? InferredSteps(month: month, signs: signs, names: names).steps
    steps = [signs.signUp] + between + [signs.valueMoment]
  }

  /// The last step a developer took. Whoever took a later one has passed those before it: a step left out is no drop.
  func progress(_ developer: Int) -> Int { steps.lastIndex { $0.time(developer) != nil } ?? 0 }
}

/// The steps that can be told from the exports.
struct FrictionSigns {
  let month: MonthFacts

  var signUp: FrictionStep { FrictionStep(name: "signed up") { month.signUp($0) } }
  var valueMoment: FrictionStep { FrictionStep(name: "reached the value moment") { month.firstValue($0) } }
  var firstCall: FrictionStep {
    FrictionStep(name: "made a first call") { developer in
      month.rollup.flatMap { month.known($0.facts[developer].firstCall) }
    }
  }
  var firstSuccess: FrictionStep { FrictionStep(name: "made a successful call") { month.firstSuccess($0) } }

  func viewed(_ name: String, page: String? = nil) -> FrictionStep {
    FrictionStep(name: name) { developer in
      let signUp = month.signUp(developer)
      return month.world.docViews[developer].first { $0.time >= signUp && (page == nil || $0.page == page) }
        .flatMap { month.known($0.time) }
    }
  }

  func event(
    _ event: String, conditions: [ReportConfiguration.PropertyCondition] = [], name: String? = nil
  ) -> FrictionStep {
    FrictionStep(name: name ?? event) { developer in
      let signUp = month.signUp(developer)
      return month.world.events[developer].first { record in
        record.time >= signUp && record.name == event && conditions.allSatisfy { $0.holds(for: record) }
      }.flatMap { month.known($0.time) }
    }
  }

  /// The first success within seven days of sign-up: that far the rollup tells endpoints apart.
  func success(of endpoint: Int, name: String) -> FrictionStep {
    FrictionStep(name: name) { developer in
      month.rollup?.facts[developer].earlyUse[endpoint].flatMap { month.known($0.firstSuccess) }
    }
  }

  func step(_ configured: ReportConfiguration.FrictionStep) -> FrictionStep {
    switch configured.sign {
    case .viewed(let page): return viewed(configured.name ?? "viewed \(page)", page: page)
    case .did(.event(let event, let conditions)):
      return self.event(event, conditions: conditions, name: configured.name)
    case .did(.anyCall): return FrictionStep(name: configured.name ?? firstSuccess.name, time: firstSuccess.time)
    case .did(.call(let endpoint)):
      let index = month.rollup?.endpoints.firstIndex(of: endpoint) ?? -1
      return success(of: index, name: configured.name ?? "succeeded with \(endpoint)")
    }
  }
}
