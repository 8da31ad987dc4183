import Metrics
import ReportModel

/// Figures of past reports that today's data give otherwise.
///
/// Like is compared with like: a past month is measured again under the as_of its report had. A figure that differs only
/// because there was more time to follow up is no revision.
struct Revisions {
  let engine: MetricEngine
  let past: PastReports
  let sources: [SourceSummary]
  let changes: [DefinitionChange]
  let report: Report

  /// Relative difference under which two figures are one, the last digits of floating-point sums apart.
  private static let same = 1e-9

  /// Latest month first, metrics in the order of the catalogue.
  func find() -> [Revision] {
    past.reports.flatMap { old in
      if isSameFollowUp(old) { return revisions(of: old, measured: history(of: old.month)) }
      // Measured again for the last month alone; what lies further back would cost a run each.
      guard old.month == report.month.previous else { return [] }
      return revisions(of: old, measured: engine.values(of: old.month, asOf: old.window.asOf))
    }
  }

  /// Under the same follow-up a past month stands in the history already.
  private func history(of month: Month) -> [String: Double] {
    var values: [String: Double] = [:]
    for metric in report.metrics { values[metric.id] = metric.history.first { $0.month == month }?.value }
    return values
  }

  private func revisions(of old: Report, measured: [String: Double]) -> [Revision] {
    return MetricCatalog.all.compactMap { definition in
      guard let then = old.metric(definition.id), let now = measured[definition.id], let before = then.value else {
        return nil
      }
      guard !isSame(before, now) else { return nil }
      return Revision(
        month: old.month, metric: definition.id, old: before, new: now, why: why(definition, old))
    }
  }

  private func isSame(_ old: Double, _ new: Double) -> Bool {
    abs(old - new) <= Revisions.same * max(abs(old), abs(new))
  }

  private func isSameFollowUp(_ old: Report) -> Bool {
    engine.usualAsOf(of: old.month) == old.window.asOf
  }

  private func why(_ definition: MetricDefinition, _ old: Report) -> String {
    let own = Definitions.changes(report.definitions ?? [:], since: old).map(\.key).filter { key in
      guard let ids = Definitions.metrics(of: key) else { return true }
      return ids.contains { definition.id.hasPrefix($0) }
    }
    if !own.isEmpty { return "definition changed: " + own.joined(separator: ", ") }
    let tables = Set(definition.tables.map(\.rawValue))
    let before = Dictionary(old.sources.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
    let grown = sources.filter { tables.contains($0.table) && before[$0.file].map { $0.rows } ?? -1 != $0.rows }
    let changed = grown.compactMap { source in
      before[source.file].map { "\(source.file): \($0.rows) → \(source.rows) rows" }
    }
    if !changed.isEmpty { return told("late data", changed) }
    let new = grown.filter { before[$0.file] == nil }.map(\.file)
    return new.isEmpty ? "the rows of its files changed" : told("perhaps rows of files that are new", new)
  }

  private func told(_ head: String, _ parts: [String]) -> String {
    let more = parts.count - MonthContext.mostFiles
    return "\(head): " + parts.prefix(MonthContext.mostFiles).joined(separator: "; ")
      + (more > 0 ? "; and \(more) more files" : "")
  }
}
