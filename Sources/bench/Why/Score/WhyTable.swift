import Foundation

/// The benchmark's figures by scenario and strength, and by noise profile.
struct WhyTable {
  let scores: [ScoredMonth]

  var planted: [ScoredMonth] { scores.filter { $0.month.scenario > 0 } }
  var quiet: [ScoredMonth] { scores.filter { $0.month.scenario == 0 } }
  var hasHardFails: Bool { scores.contains { !$0.score.hardFails.isEmpty } }

  static let head = [
    "#", "planted", "strength", "months", "top-1", "recall@3", "points", "date error", "wrong event", "hard fails",
  ]

  var rows: [[String]] {
    let strengths = Set(planted.map(\.month.strength)).sorted()
    let byScenario = Set(planted.map(\.month.scenario)).sorted().flatMap { number in
      strengths.compactMap { strength in
        row("\(number)", Scenario.titles[number], strength) {
          $0.scenario == number && $0.strength == strength
        }
      }
    }
    return byScenario + strengths.compactMap { strength in row("", "all", strength) { $0.strength == strength } }
  }

  private func row(
    _ number: String, _ title: String, _ strength: Double, _ isIn: (PlantedMonth) -> Bool
  ) -> [String]? {
    let group = planted.filter { isIn($0.month) }.map(\.score)
    guard !group.isEmpty else { return nil }
    let errors = group.compactMap(\.dateError).sorted()
    let points = group.reduce(0) { $0 + $1.points } / max(1, group.reduce(0) { $0 + $1.mostPoints })
    return [
      number, title, String(format: "%.1f", strength), "\(group.count)",
      Self.share(group.count(where: \.isTop), group.count),
      Self.share(group.count(where: \.isRecalled), group.count), String(format: "%.0f %%", 100 * points),
      errors.isEmpty ? "–" : "\(errors[errors.count / 2]) d", "\(group.count(where: \.namesWrongEvent))",
      "\(group.count { !$0.hardFails.isEmpty })",
    ]
  }

  static let quietHead = [
    "noise", "months", "false metrics a month", "false changes a month", "months with any", "findings a month",
    "causal words", "hard fails",
  ]

  var quietRows: [[String]] {
    let profiles = NullProfile.allCases.map(\.rawValue)
    let all = profiles.compactMap { profile in quietRow(profile) { $0.profile == profile } }
    return all + (all.count > 1 ? [quietRow("all") { _ in true }].compactMap { $0 } : [])
  }

  private func quietRow(_ title: String, _ isIn: (PlantedMonth) -> Bool) -> [String]? {
    let group = quiet.filter { isIn($0.month) }.map(\.score)
    guard !group.isEmpty else { return nil }
    func mean(_ sum: Int) -> String { String(format: "%.3f", Double(sum) / Double(group.count)) }
    return [
      title, "\(group.count)", mean(group.reduce(0) { $0 + $1.changed.count }),
      mean(group.reduce(0) { $0 + $1.changedStories.count }),
      Self.share(group.count { !$0.changed.isEmpty }, group.count), mean(group.reduce(0) { $0 + $1.findings.count }),
      "\(group.reduce(0) { $0 + $1.causalWords.count })", "\(group.count { !$0.hardFails.isEmpty })",
    ]
  }

  /// Claims at *located* and *linked* in the planted months, and the share that is right.
  var calibration: String {
    func words(_ right: Int, _ all: Int) -> String {
      "\(right) of \(all)" + (all > 0 ? " (\(Self.share(right, all)))" : "")
    }
    let scores = planted.map(\.score)
    return "Located claims right: "
      + words(scores.reduce(0) { $0 + $1.locatedRight }, scores.reduce(0) { $0 + $1.located })
      + "; linked claims right: "
      + words(scores.reduce(0) { $0 + $1.linkedRight }, scores.reduce(0) { $0 + $1.linked }) + "."
  }

  /// Strength at which half of the months have the right finding first, between the strengths that were run; nil where
  /// all or none of them reach it.
  func limit(_ number: Int) -> String {
    let points = Set(planted.map(\.month.strength)).sorted().compactMap { strength -> (Double, Double)? in
      let group = planted.filter { $0.month.scenario == number && $0.month.strength == strength }
      return group.isEmpty ? nil : (strength, Double(group.count(where: \.score.isTop)) / Double(group.count))
    }
    guard let first = points.first, let last = points.last else { return "–" }
    if planted.contains(where: { $0.month.scenario == number && $0.score.isTrap }) { return "a trap" }
    if first.1 >= 0.5 { return String(format: "≤ %.1f", first.0) }
    for (low, high) in zip(points, points.dropFirst()) where high.1 >= 0.5 {
      return String(format: "%.1f", low.0 + (high.0 - low.0) * (0.5 - low.1) / (high.1 - low.1))
    }
    return String(format: "> %.1f", last.0)
  }

  static let limitHead = ["#", "planted", "at strength 1", "half are found at"]

  var limitRows: [[String]] {
    Set(planted.map(\.month.scenario)).sorted().map {
      ["\($0)", Scenario.titles[$0], Scenario.limits[$0], limit($0)]
    }
  }

  /// What was missed at the greatest strength, and what was said instead.
  var misses: [String] {
    let greatest = planted.map(\.month.strength).max() ?? 0
    return planted.filter { $0.month.strength == greatest && !$0.score.isTop }.map {
      "\(Scenario.titles[$0.month.scenario]) (seed \($0.month.seed)): "
        + ($0.score.said.isEmpty ? "no finding" : "`\($0.score.said)`")
    }
  }

  static func share(_ part: Int, _ whole: Int) -> String {
    String(format: "%.2f", Double(part) / Double(max(1, whole)))
  }

  /// For the terminal: both tables, what was missed and what was said instead.
  var text: String {
    func lines(_ head: [String], _ rows: [[String]]) -> String {
      let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
      return ([head] + rows).map { row in
        row.enumerated().map { $1.padding(toLength: widths[$0], withPad: " ", startingAt: 0) }.joined(separator: "  ")
      }.joined(separator: "\n")
    }
    let missed = planted.filter { !$0.score.isTop || $0.score.namesWrongEvent }
      .map { "missed \($0.month.name): \($0.score.said)" }
    let invented = quiet.filter { !$0.score.changed.isEmpty || !$0.score.findings.isEmpty }
      .map { "invented \($0.month.name): \($0.score.changed.joined(separator: " ")) || \($0.score.said)" }
    let claims = quiet.flatMap { item in item.score.causalWords.map { "claims \(item.month.name): \($0)" } }
    let fails = scores.flatMap { item in item.score.hardFails.map { "failed \(item.month.name): \($0)" } }
    return [
      planted.isEmpty ? "" : lines(Self.head, rows) + "\n\n" + calibration,
      quiet.isEmpty ? "" : lines(Self.quietHead, quietRows),
      (missed + invented + claims + fails).joined(separator: "\n"),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}
