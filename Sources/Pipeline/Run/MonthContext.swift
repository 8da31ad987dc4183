import Loaders
import Metrics
package import ReportModel
import Signals

/// The month's dated changes, incidents and interview notes, as the report lists them.
package enum MonthContext {
  /// Changes and incidents that began in the month, by day.
  package static func events(_ exports: Exports, window: ReportWindow) -> [MonthEvent] {
    let changes = exports.changes.filter { window.month.days.contains($0.day) }.map {
      MonthEvent(
        date: Civil.iso($0.day), title: SecretMask.mask($0.title), kind: $0.kind ?? "change", scope: $0.scope)
    }
    let incidents = exports.incidents.filter { window.contains($0.startedAt) }.map { incident in
      MonthEvent(
        date: Civil.iso(window.zone.day(of: incident.startedAt)),
        title: SecretMask.mask(incident.title ?? "Incident without a title"), kind: "incident",
        scope: incident.components.map { ["components": $0] } ?? [:])
    }
    return (changes + incidents).sorted { ($0.date, $0.kind, $0.title) < ($1.date, $1.kind, $1.title) }
  }

  /// Notes of the month, and those without a date; one short quote each, without names and secrets.
  package static func notes(_ exports: Exports, window: ReportWindow) -> [NoteSummary] {
    let names = names(exports)
    return exports.notes.filter { $0.day.map(window.month.days.contains) ?? true }.map { note in
      NoteSummary(
        file: note.file, date: note.day.map(Civil.iso), title: note.title.map { clean($0, names) }, tags: note.tags,
        quote: quote(note.body).map { clean($0, names) })
    }.sorted { ($0.date ?? "9", $0.file) < ($1.date ?? "9", $1.file) }
  }

  /// What findings are made from; what people wrote comes without secrets and names of companies.
  static func findingInput(
    _ loaded: LoadedMonth, month: MonthFacts, assessed: [MeasuredMetric], facts: SignalFacts
  ) -> FindingInput {
    let (exports, window) = (loaded.exports, loaded.window)
    let summaries = notes(exports, window: window)
    let names = names(exports)
    let tickets = month.tickets.map { ticket in
      var ticket = ticket
      ticket.subject = ticket.subject.map { clean($0, names) }
      return ticket
    }
    let surveys = month.surveys(from: window.start, to: window.end).map { survey in
      var survey = survey
      survey.comment = survey.comment.map { clean($0, names) }
      return survey
    }
    let notes = exports.notes.filter { note in summaries.contains { $0.file == note.file } }.map { note in
      var note = note
      note.body = clean(note.body, names)
      note.title = note.title.map { clean($0, names) }
      return note
    }
    return FindingInput(
      month: window.month, metrics: assessed, facts: facts, events: events(exports, window: window), tickets: tickets,
      surveys: surveys, notes: notes, noteSummaries: summaries, currency: loaded.configuration.currency,
      minN: loaded.configuration.minN, files: files(loaded))
  }

  /// Files of a table named one by one; of more only their number is told.
  static let mostFiles = 3

  /// By metric, the files of the tables it is made of.
  private static func files(_ loaded: LoadedMonth) -> [String: [String]] {
    var byTable: [String: [String]] = [:]
    for source in loaded.sources where source.failure == nil { byTable[source.table, default: []].append(source.file) }
    let named = byTable.mapValues { files -> [String] in
      let more = files.count - mostFiles
      return more > 0 ? files.prefix(mostFiles) + ["\(more) more"] : files
    }
    return Dictionary(
      uniqueKeysWithValues: MetricCatalog.all.map { definition in
        (definition.id, definition.tables.flatMap { named[$0.rawValue] ?? [] })
      })
  }

  /// The first quotation of a note, else nothing: only what somebody said is quoted.
  static func quote(_ body: String) -> String? {
    let lines = body.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
    let quoted = lines.drop { !$0.hasPrefix(">") }.prefix { $0.hasPrefix(">") }
      .map { $0.drop { $0 == ">" || $0 == " " } }.joined(separator: " ")
    let text = quoted.isEmpty ? spoken(lines) : quoted
    guard let text, !text.isEmpty else { return nil }
    return text.count <= 160 ? text : String(text.prefix(157)) + "…"
  }

  /// Words in double quotes of at least three words.
  private static func spoken(_ lines: [Substring]) -> String? {
    for line in lines {
      let parts = line.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "“" || $0 == "”" }
      for (index, part) in parts.enumerated() where index % 2 == 1 && part.split(separator: " ").count >= 3 {
        return String(part)
      }
    }
    return nil
  }

  private static func names(_ exports: Exports) -> NameMatcher {
    NameMatcher(exports.companies.compactMap { company in company.name.map { (company.id, $0) } }, ignoringCase: true)
  }

  private static func clean(_ text: String, _ names: NameMatcher) -> String {
    let text = SecretMask.mask(text)
    return names.replacing(in: text) { _ in "[company]" }
  }
}
