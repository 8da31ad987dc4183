import Foundation
package import ReportModel

/// Two reports side by side: what `throughline diff` prints.
package struct ReportDiff: Encodable {
  package struct Side: Encodable {
    package var month: Month
    package var asOf: String

    enum CodingKeys: String, CodingKey {
      case month
      case asOf = "as_of"
    }
  }

  package struct Metric: Encodable {
    package var id: String
    package var title: String
    package var unit: MetricUnit
    package var old: Double?
    package var new: Double?
    package var change: Double?
    /// The newer report's.
    package var verdict: MetricVerdict?

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(title, forKey: .title)
      try container.encode(unit, forKey: .unit)
      try container.encode(old, forKey: .old)
      try container.encode(new, forKey: .new)
      try container.encode(change, forKey: .change)
      try container.encodeIfPresent(verdict, forKey: .verdict)
    }

    enum CodingKeys: String, CodingKey { case id, title, unit, old, new, change, verdict }
  }

  /// What came, went and stayed.
  package struct Items: Encodable {
    package var came: [String]
    package var went: [String]
    package var stayed: [String]
  }

  package var old: Side
  package var new: Side
  package var metrics: [Metric]
  package var findings: Items
  package var actions: Items
  package var definitions: [DefinitionChange]
  package var revisions: [Revision]
  let currency: String

  enum CodingKeys: String, CodingKey { case old, new, metrics, findings, actions, definitions, revisions }

  package init(_ old: Report, _ new: Report) {
    self.old = Side(month: old.month, asOf: old.window.asOf)
    self.new = Side(month: new.month, asOf: new.window.asOf)
    currency = new.currency
    let ids = new.metrics.map(\.id) + old.metrics.map(\.id).filter { new.metric($0) == nil }
    metrics = ids.compactMap { id in
      guard let shown = new.metric(id) ?? old.metric(id) else { return nil }
      let (before, now) = (old.metric(id)?.value, new.metric(id)?.value)
      let change = before.flatMap { before in now.map { $0 - before } }
      return Metric(
        id: id, title: shown.title, unit: shown.unit, old: before, new: now, change: change,
        verdict: new.metric(id)?.verdict)
    }
    findings = ReportDiff.items(
      old.findings.map { ($0.metric, $0.statement) }, new.findings.map { ($0.metric, $0.statement) })
    actions = ReportDiff.items(
      old.actions.map { ($0.id, "\($0.id) \($0.title)") }, new.actions.map { ($0.id, "\($0.id) \($0.title)") })
    definitions = Definitions.changes(new.definitions ?? [:], since: new.definitions == nil ? nil : old)
    revisions = (new.revisions ?? []).filter { $0.month == old.month }
  }

  private static func items(_ old: [(key: String, text: String)], _ new: [(key: String, text: String)]) -> Items {
    let before = Set(old.map(\.key))
    let now = Set(new.map(\.key))
    return Items(
      came: new.filter { !before.contains($0.key) }.map(\.text), went: old.filter { !now.contains($0.key) }.map(\.text),
      stayed: new.filter { before.contains($0.key) }.map(\.text))
  }

  /// Two reports, each a month's folder or its `report.json`.
  ///
  /// - Throws: `RunError`: `noInput` where there is nothing, `data` where it is no report.
  package static func of(_ old: String, _ new: String) throws -> ReportDiff {
    ReportDiff(try read(old), try read(new))
  }

  private static func read(_ path: String) throws -> Report {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = isFolder.boolValue ? path + "/report.json" : path
    guard isThere, let bytes = FileManager.default.contents(atPath: file) else {
      throw RunError(.noInput, "\(file): there is no report; expected a month's folder such as reports/2026-10")
    }
    do {
      let report = try JSONDecoder().decode(Report.self, from: bytes)
      guard report.schema == Report.schemaName else {
        throw RunError(.data, "\(file): the schema is \(report.schema); expected \(Report.schemaName)")
      }
      return report
    } catch let error as RunError {
      throw error
    } catch {
      throw RunError(.data, "\(file): this is no report of throughline (\(Report.schemaName))")
    }
  }
}

extension ReportDiff {
  /// For a terminal.
  package var text: String {
    var parts = ["\(old.month.name) → \(new.month.name)"]
    let rows = metrics.filter { $0.old != nil || $0.new != nil }.map { metric in
      [
        metric.id, format(metric.old, metric.unit), format(metric.new, metric.unit),
        metric.change.map { NumberFormat.change($0, unit: metric.unit, currency: currency) } ?? "–",
        metric.verdict?.rawValue ?? "",
      ]
    }
    parts.append(Columns.aligned([["METRIC", "OLD", "NEW", "CHANGE", ""]] + rows, right: [1, 2, 3]))
    parts += [section("Findings", findings), section("Actions", actions)].compactMap { $0 }
    if !definitions.isEmpty {
      let lines = definitions.map { "  ! \($0.key): \($0.old ?? "not recorded") → \($0.new ?? "not recorded")" }
      parts.append("Definitions changed: the figures above are not counted alike\n" + lines.joined(separator: "\n"))
    }
    if !revisions.isEmpty {
      let lines = revisions.map { revision in
        let unit = metrics.first { $0.id == revision.metric }?.unit ?? .number
        return "  \(revision.metric): \(format(revision.old, unit)) → \(format(revision.new, unit)) (\(revision.why))"
      }
      parts.append("Revised since the report of \(old.month.name)\n" + lines.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func section(_ title: String, _ items: Items) -> String? {
    let lines =
      items.came.map { "  + \($0)" } + items.went.map { "  - \($0)" } + items.stayed.map { "  = \($0)" }
    return lines.isEmpty ? nil : "\(title) (+ came, - went, = stayed)\n" + lines.joined(separator: "\n")
  }

  private func format(_ value: Double?, _ unit: MetricUnit) -> String {
    NumberFormat.value(value, unit: unit, currency: currency)
  }
}
