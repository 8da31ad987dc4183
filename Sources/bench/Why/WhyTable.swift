import Foundation

/// The benchmark's figures by scenario and strength, and by noise profile.
struct WhyTable {
  let scores: [(month: PlantedMonth, score: WhyScore)]

  var hasHardFails: Bool { scores.contains { !$0.score.hardFails.isEmpty } }

  private var rows: [[String]] {
    let planted = scores.filter { $0.month.scenario > 0 }
    return Array(Set(planted.map(\.month.scenario))).sorted().flatMap { number in
      Array(Set(planted.filter { $0.month.scenario == number }.map(\.month.strength))).sorted().map { strength in
        let group = planted.filter { $0.month.scenario == number && $0.month.strength == strength }.map(\.score)
        let errors = group.compactMap(\.dateError).sorted()
        return [
          "\(number)", Scenario.titles[number], String(format: "%.1f", strength), share(group.map(\.isTop)),
          share(group.map(\.isRecalled)),
          String(
            format: "%.0f %%", 100 * group.reduce(0) { $0 + $1.points } / max(1, group.reduce(0) { $0 + $1.mostPoints })
          ),
          errors.isEmpty ? "–" : "\(errors[errors.count / 2])", "\(group.count(where: \.isWrongEvent))",
          "\(group.count { !$0.hardFails.isEmpty })",
        ]
      }
    }
  }

  private static let head = [
    "#", "planted", "strength", "top-1", "recall@3", "points", "date error, days", "wrong event", "hard fails",
  ]

  private var nullRows: [[String]] {
    NullProfile.allCases.compactMap { profile in
      let group = scores.filter { $0.month.scenario == 0 && $0.month.profile == profile }.map(\.score)
      guard !group.isEmpty else { return nil }
      return [
        profile.rawValue, "\(group.count)",
        String(format: "%.3f", Double(group.reduce(0) { $0 + $1.falseChanges }) / Double(group.count)),
        share(group.map { $0.falseChanges > 0 }),
        String(format: "%.3f", Double(group.reduce(0) { $0 + $1.findings }) / Double(group.count)),
        "\(group.count { $0.hardFails.contains { $0.contains("says") } })",
      ]
    }
  }

  private static let nullHead = [
    "noise", "months", "false changes a month", "months with any", "findings a month", "months with a causal word",
  ]

  private func share(_ values: [Bool]) -> String {
    String(format: "%.2f", Double(values.count { $0 }) / Double(max(1, values.count)))
  }

  var text: String {
    func lines(_ head: [String], _ rows: [[String]]) -> String {
      let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
      return ([head] + rows).map { row in
        row.enumerated().map { $1.padding(toLength: widths[$0], withPad: " ", startingAt: 0) }.joined(separator: "  ")
      }.joined(separator: "\n")
    }
    let fails = scores.flatMap { item in item.score.hardFails.map { "\(item.month.name): \($0)" } }
    let missed = scores.filter { !$0.score.isTop && $0.month.scenario > 0 }.map(\.month.name)
    return [
      lines(Self.head, rows), lines(Self.nullHead, nullRows), "Missed: " + missed.joined(separator: " "),
      "False: "
        + scores.filter { $0.month.scenario == 0 && $0.score.falseChanges > 0 }.map(\.month.name).joined(separator: " "),
      fails.isEmpty ? "No hard fails." : fails.joined(separator: "\n"),
    ].joined(separator: "\n\n")
  }

  /// For `docs/why-benchmark.md`.
  var markdown: String {
    func table(_ head: [String], _ rows: [[String]]) -> String {
      ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }
    return table(Self.head, rows) + "\n\n" + table(Self.nullHead, nullRows) + "\n"
  }
}
