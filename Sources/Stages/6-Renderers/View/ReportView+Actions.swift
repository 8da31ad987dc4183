import Charts
import ReportModel

/// What next, what became of last month's actions, and the signals behind both.
extension ReportView {
  var actions: ViewValue {
    .rows(
      report.actions.enumerated().map { index, action in
        let finding = action.finding.flatMap { rank in
          anchors.contains(Anchor.finding(rank))
            ? ViewValue.object(["rank": .text(String(rank)), "anchor": .text(Anchor.finding(rank))]) : nil
        }
        return .object([
          "rank": .text(String(index + 1)), "id": .text(action.id), "title": .text(action.title),
          "owner": .optional(action.owner), "finding": finding ?? .none, "because": .optional(because(action)),
          "expect": .optional(action.expect.map(expectation)), "arithmetic": .text(action.rice.arithmetic),
          "score": .text(NumberFormat.factor(action.rice.score)),
          "adjusted": .optional(action.rice.because?.joined(separator: "; ")), "state": .optional(state(action)),
          "note": .optional(action.note), "suggestion": .optional(action.suggestion),
        ])
      })
  }

  /// `accepted, open for 3 months, due 2026-11-15`; nil for one that is new.
  private func state(_ action: Action) -> String? {
    var parts: [String] = []
    if let status = action.status, status != .proposed { parts.append(status.rawValue) }
    if let months = action.openMonths, months > 1 { parts.append("open for \(months) months") }
    if let due = action.due { parts.append("due \(due)") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The reason without the finding's number before it, which stands behind it as a reference.
  private func because(_ action: Action) -> String {
    guard let rank = action.finding, action.because.hasPrefix("Finding \(rank): ") else { return action.because }
    return String(action.because.dropFirst("Finding \(rank): ".count))
  }

  /// `Time to first call, median: under 1 h 6 min by December`.
  private func expectation(_ expect: Action.Expectation) -> String {
    let metric = report.metric(expect.metric)
    let isDown = expect.direction == "down"
    let place = expect.segment.map { ", " + ContinuityWords.segment($0) } ?? ""
    let goal = expect.target.map { target in
      (isDown ? "under " : "over ") + format(target, metric?.unit ?? .number)
    }
    let when = expect.by.year == report.month.year ? expect.by.shortName : expect.by.name
    return (metric?.title ?? expect.metric) + place + ": " + (goal ?? (isDown ? "lower" : "higher")) + " by " + when
  }

  var followups: ViewValue {
    .rows(
      report.followups.map { followup in
        let (sign, kind, word) =
          switch followup.verdict {
          case "worked": ("✓", "better", "Worked")
          case "did not": ("!", "worse", "Did not")
          case "too early": ("…", "steady", "Too early")
          default: ("–", "unavailable", "Not measurable")
          }
        return .object([
          "action": .text(followup.action), "statement": .text(followup.statement),
          "suggestion": .optional(followup.suggestion),
          "verdict": .object(["word": .text(word), "sign": .text(sign), "kind": .text(kind)]),
        ])
      })
  }

  var signals: ViewValue {
    .rows(
      report.signals.map { signal in
        let word = signal.unavailable != nil ? "not checked" : signal.fired ? "fired" : "quiet"
        return .object([
          "id": .text(signal.id), "title": .text(signal.title), "state": .text(word),
          "why": .text(signal.unavailable ?? signal.why), "is_fired": .flag(signal.fired),
        ])
      })
  }

  var events: ViewValue {
    .rows(
      report.events.map { event in
        let scope = ContinuityWords.scope(event.scope)
        return .object([
          "date": .text(DateLabels.longDay(event.date)), "title": .text(event.title), "kind": .text(event.kind),
          "scope": .optional(scope), "findings": findings(event.findings),
        ])
      })
  }

  var notes: ViewValue {
    .rows(
      report.notes.map { note in
        .object([
          "file": .name(note.file), "title": .optional(note.title),
          "date": .optional(note.date.map(DateLabels.longDay)),
          "tags": .optional(note.tags.joined(separator: ", ")), "quote": .optional(note.quote),
          "findings": findings(note.findings),
        ])
      })
  }

  /// References to findings that the page has.
  private func findings(_ ranks: [Int]) -> ViewValue {
    .rows(
      ranks.filter { anchors.contains(Anchor.finding($0)) }.map {
        .object(["rank": .text(String($0)), "anchor": .text(Anchor.finding($0))])
      })
  }
}
