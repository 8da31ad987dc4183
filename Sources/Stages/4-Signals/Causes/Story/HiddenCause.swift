import ReportModel

/// The part a hidden mover has in its metric's total.
struct HiddenCause {
  let mover: HiddenMovers.Mover
  let total: MeasuredMetric
  let facts: SignalFacts

  /// The endpoint's rate part of the total's change (Kitagawa), and the rest of that change.
  func found() -> CauseFinder.Found {
    guard let change = total.result.change?.absolute, let now = mover.pair.current.value,
      let before = mover.pair.previous.value
    else { return .init(bridge: Bridge(parts: []), causes: [], unexplained: total.result.change?.absolute ?? 0) }
    let contribution = 0.5 * (share(\.current) + share(\.previous)) * (now - before)
    let name = PlainName.of(mover.endpoint.name)
    let cause = Cause(
      rung: .measured, level: .arithmetic,
      statement: "\(name) adds \(NumberFormat.points(contribution)) to the API-wide rate by itself: "
        + "its own rate went from \(NumberFormat.percent(before)) to \(NumberFormat.percent(now)) of "
        + NumberFormat.count(mover.pair.current.denominator) + ", while the total moved by "
        + NumberFormat.points(change),
      segment: ["endpoint": .one(mover.endpoint.name)], effect: .rate, contribution: contribution,
      evidence: ["table-endpoints"],
      inside: Cause.Inside(
        previous: before, value: now, n: Int(exactly: mover.pair.current.denominator.rounded())))
    let settled = ExactSum.settle([cause], to: change)
    let part = Bridge.Part(
      segment: ["endpoint": mover.endpoint.name], effect: .rate, contribution: contribution, isLocated: true)
    return .init(
      bridge: Bridge(parts: [part], table: total.leaves.first { $0.dimensions.contains("endpoint") }),
      causes: settled.causes, unexplained: settled.unexplained)
  }

  /// The endpoint's share of all calls in a month.
  private func share(_ side: KeyPath<FractionPair, Fraction>) -> Double {
    let known = facts.endpoints.reduce(0) { $0 + $1.errors[keyPath: side].denominator }
    let stated = side == \.current ? total.result.denominator : total.result.previous.denominator
    let all = max(stated ?? 0, known)
    return all > 0 ? mover.pair[keyPath: side].denominator / all : 0
  }
}
