import ReportModel

/// What ties a month to the ones before: expectations, resting actions, revisions, definitions; and whose is what.
extension ReportView {
  var expectations: ViewValue {
    .rows(
      (report.expectations ?? []).map { row in
        let metric = report.metric(row.metric)
        let unit = metric?.unit ?? .number
        let goal = row.target.map { (row.direction == "down" ? "under " : "over ") + format($0, unit) }
        return .object([
          "title": .text(row.title), "action": .text(row.action),
          "metric": .text(
            (metric?.title ?? row.metric) + (row.segment.map { ", " + ContinuityWords.segment($0) } ?? "")),
          "expected": .text((goal ?? (row.direction == "down" ? "lower" : "higher")) + " by " + row.by.name),
          "then": .text(format(row.then, unit)), "now": .text(format(row.now, unit)), "state": .text(row.state),
        ])
      })
  }

  var resting: ViewValue {
    .rows(
      (report.resting ?? []).map { action in
        .object([
          "id": .text(action.id), "title": .text(action.title), "state": .text(action.state), "why": .text(action.why),
        ])
      })
  }

  var revisions: ViewValue {
    .rows(
      (report.revisions ?? []).map { revision in
        let metric = report.metric(revision.metric)
        let unit = metric?.unit ?? .number
        return .object([
          "month": .text(revision.month.name), "metric": .text(metric?.title ?? revision.metric),
          "old": .text(format(revision.old, unit)), "new": .text(format(revision.new, unit)),
          "why": .text(revision.why),
        ])
      })
  }

  var definitionChanges: ViewValue {
    .rows(
      (report.definitionChanges ?? []).map { change in
        .object([
          "key": .text(ContinuityWords.definition(change.key)), "since": .text(change.since.name),
          "old": .text(change.old ?? "not recorded"), "new": .text(change.new ?? "not recorded"),
        ])
      })
  }

  /// Each owner's findings, actions and follow-ups, in short.
  var owners: ViewValue {
    .rows(
      (report.owners ?? []).map { view in
        let findings = report.findings.filter { view.findings.contains($0.rank) }.map { finding in
          ViewValue.object(["text": .text("Finding \(finding.rank): \(finding.statement)")])
        }
        let actions = report.actions.filter { view.actions.contains($0.id) }.map { action in
          ViewValue.object(["text": .text("Action: \(action.title)")])
        }
        let followups = report.followups.filter { view.followups.contains($0.action) }.map { followup in
          ViewValue.object([
            "text": .text("Follow-up, \(followup.verdict): \(followup.title ?? followup.statement)")
          ])
        }
        return .object(["owner": .text(view.owner), "items": .list(findings + actions + followups)])
      })
  }
}

/// Words for what is compared from month to month.
enum ContinuityWords {
  /// `POST /v1/charges`, `Python SDK`.
  static func segment(_ segment: [String: String]) -> String {
    segment.sorted { $0.key < $1.key }.map { dimension, value in
      switch dimension {
      case "endpoint": value
      case "sdk": DisplayName.value(value, of: dimension) + " SDK"
      // Its name stands in the action's title.
      case "company_id": "that company"
      default: DisplayName.dimension(dimension) + " " + value
      }
    }.joined(separator: ", ")
  }

  /// The scope of an entry of the change list, in its own words: `Python SDK, plan free`.
  static func scope(_ scope: [String: String]) -> String {
    scope.sorted { $0.key < $1.key }.map { key, value in
      key == "company_id" ? "company " + value : segment([key: value])
    }.joined(separator: ", ")
  }

  static func definition(_ key: String) -> String {
    switch key {
    case "metric_catalogue": "the program’s metric definitions"
    case "signal_table": "the signal table"
    case "min_n": "min_n"
    case "dxs": "the limits of the developer experience score"
    default: key.replacing("_", with: " ")
    }
  }
}
