package import ReportModel

extension MetricCatalog {
  static let satisfaction: [MetricDefinition] =
    [
      survey("dxs.average", "Developer experience score, average", scale: 1, headline: true) { $0.score },
      survey("dxs.total", "Developer experience score, total of four", scale: 4, headline: false) { $0.score },
      survey("dxs.documentation", "Documentation quality", scale: 1, headline: false) { $0.documentation },
      survey("dxs.reliability", "API reliability, as rated", scale: 1, headline: false) { $0.reliability },
      survey("dxs.support", "Support responsiveness", scale: 1, headline: false) { $0.support },
      survey("dxs.ease", "Ease of integration", scale: 1, headline: false) { $0.ease },
      MetricDefinition(
        "ticket_ratio", .satisfaction, "Support tickets per 100 active developers", .number, good: .down,
        formula: "tickets created in the month per 100 active developers",
        floor: ChangeFloor(relative: 0.1, absolute: 0.2), headline: true
      ) { month in
        guard month.world.exports.present.contains(.tickets) else { return .unavailable("needs tickets") }
        if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
        return .ratio(
          Double(month.tickets.count), of: Double(month.active.count), scale: 100,
          orBecause: "no developer called in the month", basis: .rate)
      },
    ]

  private static func survey(
    _ id: String, _ title: String, scale: Double, headline: Bool,
    _ score: @escaping @Sendable (SurveyRecord) -> Double?
  ) -> MetricDefinition {
    let bandOf: @Sendable (Double, ReportConfiguration) -> String = { value, configuration in
      band(total: value * 4 / scale, configuration.dxs)
    }
    return MetricDefinition(
      id, .satisfaction, title, .points, good: .up,
      formula: "survey responses in the month's calendar quarter up to as_of, mean"
        + (scale == 4 ? " × 4 (4–40)" : " (1–10)"),
      floor: ChangeFloor(relative: 0, absolute: 0.5 * scale), headline: headline, story: "dxs",
      band: id == "dxs.average" || id == "dxs.total" ? bandOf : nil,
      note: { _ in "Quarter to date; the month before is the whole previous quarter." },
      previous: { month in
        let quarter = month.month.quarterStart
        return mean(
          month, from: quarter.advanced(by: -3), to: month.world.zone.start(of: quarter.firstDay), scale, score)
      },
      evaluate: { month in
        let quarter = month.month.quarterStart
        let end = month.world.zone.start(of: quarter.advanced(by: 3).firstDay)
        return mean(month, from: quarter, to: min(end, month.asOf), scale, score)
      })
  }

  private static func mean(
    _ month: MonthFacts, from quarter: Month, to end: Instant, _ scale: Double, _ score: (SurveyRecord) -> Double?
  ) -> Measurement {
    guard month.world.exports.present.contains(.surveys) else { return .unavailable("needs surveys") }
    let responses = month.surveys(from: month.world.zone.start(of: quarter.firstDay), to: end)
    let scores = responses.compactMap(score).map { $0 * scale }
    guard !scores.isEmpty else { return .unavailable("no survey response in the quarter") }
    return Measurement(
      value: scores.reduce(0, +) / Double(scores.count), n: scores.count, basis: .responses(scores))
  }

  private static func band(total: Double, _ limits: ReportConfiguration.DXS) -> String {
    total >= limits.strong ? "strong" : total < limits.attention ? "needs attention" : "fair"
  }
}

extension SurveyRecord {
  /// Mean of the dimensions given; nil where none is.
  var score: Double? {
    let given = [documentation, reliability, support, ease].compactMap { $0 }
    return given.isEmpty ? nil : given.reduce(0, +) / Double(given.count)
  }
}

extension MonthFacts {
  /// Whether a row of this developer counts: rows without a developer do, those of internal ones never.
  func counts(_ developerID: String?) -> Bool {
    guard let developerID, let developer = world.developerIndex(developerID) else { return true }
    return !world.developers[developer].isExcluded
  }

  package func surveys(from start: Instant, to end: Instant) -> [SurveyRecord] {
    world.exports.surveys.filter { $0.respondedAt >= start && $0.respondedAt < end && counts($0.developerID) }
  }

  /// Tickets created in the month, those of internal and test developers left out.
  package var tickets: [TicketRecord] {
    world.exports.tickets.filter { window.contains($0.createdAt) && counts($0.developerID) }
  }
}
