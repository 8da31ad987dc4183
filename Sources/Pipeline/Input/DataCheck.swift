package import Metrics
package import ReportModel
package import Rollup

/// Judges whether the data carry a report: publish, caveat or refuse, with reasons.
package struct DataCheck {
  /// Share of the month's days that may be missing before there is no report.
  static let refusedMissingShare = 0.5
  /// Share of bad rows in the calls beyond which there is no report.
  static let refusedBadRows = 0.25
  static let unmappedShare = 0.1
  static let duplicateShare = 0.1
  static let unresolvedShare = 0.25
  /// Calls of a border day, of those usual for its weekday, under which the export looks cut.
  static let cliff = 0.3

  let window: ReportWindow
  let configuration: ReportConfiguration
  let exports: Exports
  let sources: [SourceSummary]
  let rollup: Rollup?
  let coverage: CallCoverage

  package init(
    window: ReportWindow, configuration: ReportConfiguration, exports: Exports, sources: [SourceSummary],
    rollup: Rollup?, coverage: CallCoverage
  ) {
    self.window = window
    self.configuration = configuration
    self.exports = exports
    self.sources = sources
    self.rollup = rollup
    self.coverage = coverage
  }

  package func verdict() -> DataVerdict {
    var verdict = DataVerdict()
    func raise(_ level: DataVerdict.Level, _ reason: String) {
      verdict.reasons.append(reason)
      if level == .refuse || verdict.level == .publish { verdict.level = level }
    }
    for (level, reason) in fileProblems() + missingTables() + coverageProblems() + shareProblems() {
      raise(level, reason)
    }
    verdict.isPartial = !coverage.missingInMonth.isEmpty
    return verdict
  }

  private typealias Problem = (DataVerdict.Level, String)

  private func fileProblems() -> [Problem] {
    var problems: [Problem] = []
    for source in sources {
      if let failure = source.failure {
        let others = sources.contains { $0.table == source.table && $0.failure == nil }
        problems.append((source.table == "calls" && !others ? .refuse : .caveat, "\(failure)"))
      }
      guard source.rows > 0, source.rejected > 0 else { continue }
      let share = Double(source.rejected) / Double(source.rows)
      guard share > configuration.maxBadRows else { continue }
      let most = source.reasons.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ", mostly: \($0.key)" } ?? ""
      let text =
        "\(source.file): \(source.rejected) of \(source.rows) rows (\(Self.percent(share))) could not be read\(most); "
        + "they are in rejects.ndjson"
      problems.append((source.table == "calls" && share > Self.refusedBadRows ? .refuse : .caveat, text))
    }
    return problems
  }

  private func missingTables() -> [Problem] {
    var problems: [Problem] = []
    if !exports.present.contains(.calls) {
      problems.append((.refuse, "There are no calls: put the gateway's log in the folder as calls.ndjson or calls.csv"))
    } else if let rollup, rollup.outcomes(days: window.month.days).calls == 0 {
      problems.append((.refuse, "There is not one call in \(window.month.name): \(reach(rollup))"))
    }
    if !exports.present.contains(.developers) {
      problems.append(
        (.caveat, "There is no developers table: onboarding, churn and everything by developer is unavailable"))
    }
    return problems
  }

  private func reach(_ rollup: Rollup) -> String {
    guard rollup.totals.rows > 0 else { return "no row of the calls could be counted" }
    let from = Civil.iso(window.zone.day(of: rollup.totals.earliest))
    return "the calls reach from \(from) to \(Civil.iso(window.zone.day(of: rollup.totals.latest)))"
  }

  private func coverageProblems() -> [Problem] {
    let missing = coverage.missingInMonth
    var problems: [Problem] = []
    if !missing.isEmpty {
      let share = Double(missing.count) / Double(window.month.dayCount)
      let text =
        "Calls are missing for \(missing.count) of the month's \(window.month.dayCount) days: \(Self.ranges(missing)). "
        + "Totals are not filled in, and volumes are not compared with last month"
      problems.append((share > Self.refusedMissingShare ? .refuse : .caveat, text))
    }
    if let text = cutDay() { problems.append((.caveat, text)) }
    return problems
  }

  /// A first or last day far below what its weekday usually has.
  private func cutDay() -> String? {
    guard let rollup, coverage.typicalCalls >= CallCoverage.busyDay else { return nil }
    let days = Array(window.month.days)
    let calls = rollup.dailyOutcomes(days: window.month.days).map(\.calls)
    for index in [0, days.count - 1] where calls[index] > 0 {
      let peers = days.indices.filter {
        $0 != index && calls[$0] > 0 && Civil.weekday(days[$0]) == Civil.weekday(days[index])
      }.map { calls[$0] }.sorted()
      guard peers.count >= 2 else { continue }
      let usual = Double(peers[peers.count / 2])
      if Double(calls[index]) < Self.cliff * usual {
        return "\(Civil.iso(days[index])) has \(Self.percent(Double(calls[index]) / usual)) of the calls usual for its "
          + "weekday: the export may be cut there"
      }
    }
    return nil
  }

  private func shareProblems() -> [Problem] {
    guard let rollup else { return [] }
    var problems: [Problem] = []
    let all = rollup.outcomes(days: window.month.days).calls
    guard all > 0 else { return [] }
    let other = rollup.outcomes(endpoint: rollup.otherEndpoint, days: window.month.days).calls
    if Double(other) > Self.unmappedShare * Double(all) {
      problems.append(
        (
          .caveat,
          "\(Self.percent(Double(other) / Double(all))) of the calls match no endpoint of the catalogue and are counted "
            + "as (other)"
        ))
    }
    let read = rollup.totals.rows + rollup.totals.duplicates
    if Double(rollup.totals.duplicates) > Self.duplicateShare * Double(read) {
      problems.append(
        (
          .caveat,
          "\(Self.percent(Double(rollup.totals.duplicates) / Double(read))) of the calls repeat a request_id and count "
            + "once: is a file in the folder twice?"
        ))
    }
    let unresolved = rollup.unresolved(days: window.month.days)
    if Double(unresolved.unresolved) > Self.unresolvedShare * Double(unresolved.all) {
      problems.append(
        (
          .caveat,
          "\(Self.percent(Double(unresolved.unresolved) / Double(unresolved.all))) of the calls lead to no developer "
            + "and are in no developer metric"
        ))
    }
    return problems
  }

  static func percent(_ share: Double) -> String {
    let value = share * 100
    let digits = value < 1 ? 100.0 : 10.0
    let rounded = (value * digits).rounded() / digits
    return (rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)) + " %"
  }

  /// `2026-10-03, 2026-10-20 to 2026-10-31`.
  static func ranges(_ days: [Day]) -> String {
    var parts: [String] = []
    var start = 0
    for index in days.indices where index + 1 == days.count || days[index + 1] != days[index] + 1 {
      parts.append(
        start == index ? Civil.iso(days[index]) : "\(Civil.iso(days[start])) to \(Civil.iso(days[index]))")
      start = index + 1
    }
    return parts.joined(separator: ", ")
  }
}
