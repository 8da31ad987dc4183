import ReportModel

/// What a user set on the report's face.
extension ReportView {
  /// Title, logo, colours, links, and which of the sections that are never empty are shown.
  var look: [String: ViewValue] {
    [
      // Ours to the byte (a type of ours and base64), and longer than a text may be.
      "logo": settings.logo.map { .trusted(Trusted($0)) } ?? .none, "accent": .optional(settings.accent),
      "accent_dark": .optional(settings.accentDark),
      "report_url": .optional(settings.baseURL.map { "\($0)/\(report.month)/index.html" }),
      "has_actions": .flag(!settings.hidden.contains(.actions)),
      "has_charts": .flag(!settings.hidden.contains(.charts)),
    ]
  }

  /// The sections that were switched off, as nothing.
  var left: [String: ViewValue] {
    Dictionary(settings.hidden.flatMap(\.keys).map { ($0, ViewValue.none) }) { first, _ in first }
  }
}

extension ReportSection {
  /// Its values in the view.
  var keys: [String] {
    switch self {
    case .measures: ["families"]
    case .actions: ["actions", "signals", "quiet", "resting", "owners"]
    case .followups: ["followups", "expectations"]
    case .revisions: ["revisions", "definition_changes"]
    case .charts: []
    default: [rawValue]
    }
  }

  /// Whether the anchor lies in this section, so that nothing may point at it when the section is off.
  func holds(_ anchor: String) -> Bool {
    switch self {
    case .measures: anchor.hasPrefix("metric-") || anchor == "all-measures"
    case .tables: anchor.hasPrefix("table-") || anchor == "tables"
    case .charts: anchor.hasPrefix("chart-") || anchor == "charts"
    case .why: anchor.hasPrefix("parts-")
    case .actions, .events, .notes, .sources: anchor == rawValue
    case .keyNumbers, .notChanges, .followups, .owners, .revisions, .timeToValue, .blindSpots: false
    }
  }
}
