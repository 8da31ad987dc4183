import ReportModel

/// What tickets, survey comments and interview notes of the month say about a finding: counts, and a few short quotes.
///
/// Matched by declared terms: the finding's segment (endpoint, SDK, API version, topic, company), else the words for
/// its metric (`VoiceTerms`). Quotes come only from at least three people, never about one company, and the texts
/// arrive here without secrets and company names.
struct ReportedVoices {
  let tickets: [TicketRecord]
  let comments: [SurveyRecord]
  let notes: [NoteRecord]
  /// What was quoted already: a sentence stands once in a report.
  var quoted: Set<String> = []

  static let mostQuotes = 3
  static let longestQuote = 90
  /// People who must have said something before any of them is quoted.
  static let leastPeople = 3

  /// Causes of rung `reported`, and the files of the notes they rest on, with how much of the finding each speaks of: the
  /// segments that it names, or less than one where only the metric's words are in it.
  func causes(for finding: Finding) -> (causes: [Cause], files: [String: Double]) {
    var causes: [Cause] = []
    var files: [String: Double] = [:]
    var seen: Set<[String]> = []
    for segment in finding.causes.map(\.segment) {
      guard let (dimension, values) = ReportedVoices.speaking(segment), seen.insert([dimension] + values).inserted
      else {
        continue
      }
      let found = Matches(
        tickets: tickets.filter { ticket in values.contains { concerns(ticket, dimension, $0) } },
        comments: comments.filter { comment in
          values.contains { WordSearch.contains(comment.comment, spoken(dimension, $0)) }
        },
        notes: notes.filter { note in values.contains { mentions(note, dimension, $0) } })
      guard !found.isEmpty else { continue }
      for note in found.notes { files[note.file, default: 0] += 1 }
      let subject =
        dimension == "company_id"
        ? "this company"
        : PlainName.object(PlainName.of(dimension: dimension, values: values), dimension: dimension)
      causes.append(
        cause(
          found, about: subject, segment: segment, isCompany: dimension == "company_id",
          table: table(dimension, values, found.tickets)))
    }
    if causes.isEmpty, let told = aboutMetric(finding) {
      causes.append(told.cause)
      for file in told.files { files[file, default: 0] += 0.5 }
    }
    return (causes, files)
  }

  private struct Matches {
    var tickets: [TicketRecord]
    var comments: [SurveyRecord]
    var notes: [NoteRecord]

    var isEmpty: Bool { tickets.isEmpty && comments.isEmpty && notes.isEmpty }

    /// Distinct people; whoever is not known counts as one each.
    var people: Int {
      let names = tickets.map { $0.developerID ?? $0.companyID ?? "?" } + comments.map { $0.developerID ?? "?" }
      let known = Set(names.filter { $0 != "?" })
      return known.count + names.count { $0 == "?" } + notes.count
    }

    /// Short texts in the order they were written.
    var quotes: [String] {
      let texts =
        tickets.sorted { $0.createdAt < $1.createdAt }.compactMap(\.subject)
        + comments.sorted { $0.respondedAt < $1.respondedAt }.compactMap(\.comment)
      var seen: Set<String> = []
      return texts.map { PlainName.of($0, limit: ReportedVoices.longestQuote) }
        .filter { $0 != "(no name)" && seen.insert($0.lowercased()).inserted }
    }
  }

  /// Words for the metric itself, where no segment was spoken of; three people at least.
  private func aboutMetric(_ finding: Finding) -> (cause: Cause, files: Set<String>)? {
    let terms = VoiceTerms.of(finding.metric)
    func speaks(_ texts: String?...) -> Bool {
      terms.contains { term in texts.contains { WordSearch.contains($0, term) } }
    }
    let found = Matches(
      tickets: tickets.filter { speaks($0.subject, $0.topic) }, comments: comments.filter { speaks($0.comment) },
      notes: notes.filter { speaks($0.body, $0.title) })
    guard !terms.isEmpty, found.people >= ReportedVoices.leastPeople else { return nil }
    let cause = cause(
      found, about: "what this measures", segment: [:], isCompany: false, table: nil)
    return (cause, Set(found.notes.map(\.file)))
  }

  private func cause(
    _ found: Matches, about subject: String, segment: [String: SegmentValue], isCompany: Bool, table: String?
  ) -> Cause {
    var parts: [String] = []
    // Where the numbers of each part stand: one anchor a part.
    var places: [String] = []
    if !found.tickets.isEmpty {
      let verb = found.tickets.count == 1 ? "is" : "are"
      let preposition = isCompany ? "from" : "about"
      parts.append("\(found.tickets.count) of \(tickets.count) tickets of the month \(verb) \(preposition) \(subject)")
      places.append(table ?? "sources")
    }
    if !found.comments.isEmpty {
      let all = comments.count { $0.comment != nil }
      parts.append(
        "\(found.comments.count) of \(all) survey comments name\(found.comments.count == 1 ? "s" : "") "
          + (parts.isEmpty ? subject : "it"))
      places.append("sources")
    }
    if !found.notes.isEmpty {
      let whole = notes.count == 1 ? "the interview note" : "\(found.notes.count) of \(notes.count) interview notes"
      parts.append(whole + (found.notes.count == 1 ? " mentions " : " mention ") + (parts.isEmpty ? subject : "it"))
      places.append("notes")
    }
    let mayQuote = !isCompany && found.people >= ReportedVoices.leastPeople
    let unused = found.quotes.filter { !quoted.contains("“\($0)”") }
    let quotes = mayQuote ? unused.prefix(ReportedVoices.mostQuotes).map { "“\($0)”" } : []
    return Cause(
      rung: .reported, level: .arithmetic, statement: parts.joined(separator: "; "), segment: segment,
      evidence: places + quotes)
  }

  /// The table in which this very number of tickets stands.
  private func table(_ dimension: String, _ values: [String], _ found: [TicketRecord]) -> String? {
    guard !found.isEmpty, values.count == 1, let value = values.first else { return nil }
    switch dimension {
    case "endpoint" where found.allSatisfy { $0.endpoint == value }: return "table-tickets_by_endpoint"
    case "topic" where found.allSatisfy { $0.topic == value }: return "table-tickets_by_topic"
    default: return nil
    }
  }

  /// The dimension of a segment that people name, and its values; nil where they name none of them.
  static func speaking(_ segment: [String: SegmentValue]) -> (String, [String])? {
    for dimension in ["endpoint", "sdk", "api_version", "topic", "company_id"] {
      let values = segment[dimension]?.values.filter { !PlainName.isAnonymous($0) } ?? []
      if !values.isEmpty { return (dimension, values) }
    }
    return nil
  }

  private func concerns(_ ticket: TicketRecord, _ dimension: String, _ value: String) -> Bool {
    switch dimension {
    case "endpoint":
      return ticket.endpoint == value || ticket.endpoint.map { $0 == path(value) } ?? false
        || WordSearch.contains(ticket.subject, path(value))
    case "company_id": return ticket.companyID == value
    case "topic": return ticket.topic == value
    case "sdk", "api_version":
      return WordSearch.contains(ticket.subject, value) || WordSearch.contains(ticket.topic, value)
    default: return false
    }
  }

  private func mentions(_ note: NoteRecord, _ dimension: String, _ value: String) -> Bool {
    switch dimension {
    case "endpoint": return WordSearch.contains(note.body, path(value))
    case "company_id": return note.companyID == value
    default:
      return WordSearch.contains(note.body, value) || WordSearch.contains(note.title, value)
        || note.tags.contains { $0.lowercased() == value.lowercased() }
    }
  }

  /// How a value is written by people: an endpoint by its path; a company is not looked for in comments.
  private func spoken(_ dimension: String, _ value: String) -> String {
    switch dimension {
    case "endpoint": path(value)
    case "company_id": ""
    default: value
    }
  }

  /// The path without its method: people write the path.
  private func path(_ endpoint: String) -> String {
    endpoint.split(separator: " ", maxSplits: 1).last.map(String.init) ?? endpoint
  }
}
