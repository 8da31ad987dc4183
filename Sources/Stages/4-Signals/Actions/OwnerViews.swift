package import ReportModel

/// What of a month is whose: findings by where they sit, actions and follow-ups by the name on them or by what they are
/// about.
package struct OwnerViews {
  let map: OwnerMap

  package init(map: OwnerMap) { self.map = map }

  /// By owner, those without anything left out; none without `owners` in the configuration.
  package func views(of report: Report) -> [OwnerView] {
    guard !map.isEmpty else { return [] }
    var views: [String: OwnerView] = [:]
    func add(_ owner: String, _ change: (inout OwnerView) -> Void) {
      change(&views[owner, default: OwnerView(owner: owner)])
    }
    let families = Dictionary(report.metrics.map { ($0.id, $0.family) }, uniquingKeysWith: { first, _ in first })
    func owner(_ metric: String?) -> String? { metric.flatMap { families[$0] }.flatMap { map.owner(ofFamily: $0) } }
    for finding in report.findings {
      for name in Set(owners(of: finding) + [owner(finding.metric)].compactMap { $0 }) {
        add(name) { $0.findings.append(finding.rank) }
      }
    }
    for action in report.actions {
      let names = [action.owner, map.owner(of: action.segment ?? [:]), owner(action.expect?.metric)]
      for name in Set(names.compactMap { $0 }) { add(name) { $0.actions.append(action.id) } }
    }
    for followup in report.followups {
      let names = [followup.owner, map.owner(of: followup.segment ?? [:]), owner(followup.metric)]
      for name in Set(names.compactMap { $0 }) { add(name) { $0.followups.append(followup.action) } }
    }
    return views.values.sorted { $0.owner < $1.owner }
  }

  /// Whoever owns a segment that a good part of the change sits in; of what moved under a steady total only the segment
  /// that the finding is about, for the others have findings of their own.
  private func owners(of finding: Finding) -> [String] {
    let isChange = finding.verdict == .worse || finding.verdict == .better
    let placed = finding.causes.filter { $0.rung == .measured && !$0.segment.isEmpty }
    let telling = isChange ? placed.filter { $0.share.map { $0 >= 0.2 } ?? true } : Array(placed.prefix(1))
    return telling.flatMap { cause in
      cause.segment.sorted { $0.key < $1.key }.flatMap { dimension, value in
        value.values.compactMap { map.owner(of: [dimension: $0]) }
      }
    }
  }
}
