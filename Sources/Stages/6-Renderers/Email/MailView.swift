import Charts
import ReportModel

/// How much of the report a mail tells; a large company's mail tells less rather than being cut off by the client.
enum MailDetail: Int, CaseIterable {
  case full, shorter, shortest

  /// Findings of which the *why* is told.
  var reasons: Int { [8, 5, 3][rawValue] }
  /// Findings whose change is shown in parts.
  var bridges: Int { [5, 2, 0][rawValue] }
  var blindSpots: Int { [6, 3, 0][rawValue] }
  var followups: Int { [10, 5, 0][rawValue] }
  var changes: Int { [20, 20, 8][rawValue] }
  var actions: Int { [8, 5, 3][rawValue] }
}

/// What the templates of the mail see: the report's view, with less of it, and the pictures.
struct MailView {
  let view: ReportView
  let detail: MailDetail
  let pictures: [Chart]

  var root: ViewValue {
    guard case .object(var fields) = view.root else { return view.root }
    var omitted = false
    func cut(_ name: String, to most: Int) {
      guard let value = fields[name], case .object(var section) = value, case .list(let rows)? = section["rows"] else {
        return
      }
      guard rows.count > most else { return }
      omitted = true
      section["rows"] = .list(Array(rows.prefix(most)))
      fields[name] = most == 0 ? ViewValue.none : .object(section)
    }
    cut("changes", to: detail.changes)
    cut("why", to: detail.reasons)
    cut("actions", to: detail.actions)
    cut("followups", to: detail.followups)
    cut("blind_spots", to: detail.blindSpots)
    fields["why"] = fields["why"].map(withFewerBridges)
    fields["is_shortened"] = .flag(omitted)
    fields["pictures"] = .rows(pictures.map(picture))
    return .object(fields)
  }

  private func withFewerBridges(_ why: ViewValue) -> ViewValue {
    guard case .object(var section) = why, case .list(let rows)? = section["rows"] else { return why }
    section["rows"] = .list(
      rows.enumerated().map { index, row in
        guard index >= detail.bridges, case .object(var fields) = row else { return row }
        fields["bridge"] = ViewValue.none
        return .object(fields)
      })
    return .object(section)
  }

  /// The chart's finding is its text where pictures are off.
  private func picture(_ chart: Chart) -> ViewValue {
    .object([
      "title": .text(chart.title), "finding": .text(chart.finding),
      "source": .text("cid:" + MailPicture(id: chart.id, png: []).contentID),
    ])
  }
}
