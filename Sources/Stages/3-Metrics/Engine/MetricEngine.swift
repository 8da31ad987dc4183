package import ReportModel

/// Evaluates the catalogue for a month: this month, the one before, thirteen of history, evidence and segments.
package struct MetricEngine {
  package let world: World
  package let month: MonthFacts
  private let past: [MonthFacts]

  package static let historyMonths = 13

  package init(world: World, window: ReportWindow) {
    self.world = world
    month = MonthFacts(world: world, window: window)
    past = month.past(Self.historyMonths)
  }

  /// The whole catalogue in its order.
  package func measure() -> [MeasuredMetric] { MetricCatalog.all.map(measure) }

  package func measure(_ definition: MetricDefinition) -> MeasuredMetric {
    let current = definition.evaluate(month)
    let before = previous(definition)
    var result = MetricResult(
      id: definition.id, family: definition.family, title: definition.title, unit: definition.unit,
      good: definition.good?.rawValue, value: current.value, n: current.n, numerator: current.numerator,
      denominator: current.denominator,
      previous: .init(
        value: before.value, n: before.n, numerator: before.numerator, denominator: before.denominator),
      band: current.value.flatMap { value in
        definition.configuredBand?(value, world.configuration) ?? definition.bands?.name(of: value)
      }, target: definition.target, reason: current.value == nil ? current.reason ?? "no rows in the month" : nil,
      note: current.value == nil ? nil : definition.note?(month), smallSample: isSmall(current),
      history: history(definition))
    if current.value != nil, before.value != nil, !isComparable(definition) {
      result.note = [result.note, "The data begin within last month: not comparable."].compactMap { $0 }
        .joined(separator: " ")
    }
    let evidence = EvidenceBuilder(definition: definition, current: month, previous: past[0], engine: self)
    let hasBoth = current.value != nil && before.value != nil && isComparable(definition)
    return MeasuredMetric(
      result: result, evidence: hasBoth ? evidence.evidence(current.basis, before.basis) : .none,
      leaves: hasBoth ? evidence.leaves(current.basis, before.basis) : [], isHeadline: definition.isHeadline,
      story: definition.story, calendar: evidence.calendar,
      usualAccounts: hasBoth ? evidence.usualAccounts : [])
  }

  private func previous(_ definition: MetricDefinition) -> Measurement {
    if let own = definition.evaluatePrevious { return own(month) }
    // Without a single call, or a single row of revenue, before the month, last month's are unknown, not 0.
    let source = definition.source
    if source == .calls || source == .revenue, let first = world.earliest[source], first >= month.start {
      return .unavailable("no \(source.rawValue) before the month")
    }
    return definition.evaluate(past[0])
  }

  /// Whether last month is covered from its beginning.
  private func isComparable(_ definition: MetricDefinition) -> Bool {
    definition.evaluatePrevious != nil || world.covers(past[0].month, definition.source)
      || definition.source == .incidents
  }

  private func isSmall(_ measurement: Measurement) -> Bool {
    guard measurement.value != nil else { return false }
    let minimum = world.configuration.minN
    switch measurement.basis {
    case .values, .times, .responses, .members: return (measurement.n ?? 0) < minimum
    // Money over money: how many paid is no sample size.
    case .accounts: return false
    // Where n is not the denominator it says how many units there were (coverage: developers, not endpoints).
    default: return measurement.denominator.map { (measurement.n.map(Double.init) ?? $0) < Double(minimum) } ?? false
    }
  }

  private func history(_ definition: MetricDefinition) -> [MetricResult.HistoryPoint] {
    let source = definition.source
    return past.reversed().compactMap { facts in
      guard world.covers(facts.month, source) || source == .incidents && covered(facts.month)
      else { return nil }
      return definition.evaluate(facts).value.map { .init(month: facts.month, value: $0) }
    }
  }

  private func covered(_ month: Month) -> Bool {
    world.earliest[.incidents].map { world.zone.day(of: $0) < month.next.firstDay } ?? false
  }
}
