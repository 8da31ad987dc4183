import ReportModel

/// What tickets and interview notes of the month say about a finding's segments; counts, never their words.
struct ReportedVoices {
  let tickets: [TicketRecord]
  let notes: [NoteRecord]

  /// Causes of rung `reported`, and the files of the notes they rest on.
  func causes(for finding: Finding) -> (causes: [Cause], files: Set<String>) {
    var causes: [Cause] = []
    var files: Set<String> = []
    for segment in finding.causes.map(\.segment) where segment.count == 1 {
      guard let (dimension, value) = segment.first, let subject = value.values.first else { continue }
      let touching = tickets.filter { concerns($0, dimension, subject) }
      let mentioning = notes.filter { mentions($0, dimension, subject) }
      guard !touching.isEmpty || !mentioning.isEmpty else { continue }
      files.formUnion(mentioning.map(\.file))
      causes.append(
        Cause(
          rung: .reported, level: .arithmetic,
          statement: statement(touching.count, mentioning.count, dimension, subject), segment: segment,
          evidence: evidence(dimension, touching: !touching.isEmpty)))
    }
    return (causes, files)
  }

  private func statement(_ tickets: Int, _ notes: Int, _ dimension: String, _ value: String) -> String {
    let subject =
      dimension == "company_id" ? "this company" : PlainName.of(dimension: dimension, value: value, name: nil)
    var parts: [String] = []
    if tickets > 0 {
      let preposition = dimension == "company_id" ? "from" : "about"
      let verb = tickets == 1 ? "is" : "are"
      parts.append("\(tickets) of \(self.tickets.count) tickets of the month \(verb) \(preposition) \(subject)")
    }
    if notes > 0 {
      let whole = self.notes.count == 1 ? "the interview note" : "\(notes) of \(self.notes.count) interview notes"
      parts.append(whole + (notes == 1 ? " mentions " : " mention ") + (tickets > 0 ? "it" : subject))
    }
    return parts.joined(separator: "; ")
  }

  private func evidence(_ dimension: String, touching: Bool) -> [String] {
    guard touching else { return [] }
    return dimension == "endpoint" ? ["table-tickets_by_endpoint"] : ["table-tickets_by_topic"]
  }

  private func concerns(_ ticket: TicketRecord, _ dimension: String, _ value: String) -> Bool {
    switch dimension {
    case "endpoint": return ticket.endpoint == value || contains(ticket.subject, path(value))
    case "company_id": return ticket.companyID == value
    case "topic": return ticket.topic == value
    case "sdk", "api_version": return contains(ticket.subject, value) || contains(ticket.topic, value)
    default: return false
    }
  }

  private func mentions(_ note: NoteRecord, _ dimension: String, _ value: String) -> Bool {
    switch dimension {
    case "endpoint": return contains(note.body, path(value))
    case "company_id": return note.companyID == value
    case "topic", "sdk", "api_version":
      return contains(note.body, value) || contains(note.title, value)
        || note.tags.contains { $0.lowercased() == value.lowercased() }
    default: return false
    }
  }

  /// The path without its method: people write the path.
  private func path(_ endpoint: String) -> String {
    endpoint.split(separator: " ", maxSplits: 1).last.map(String.init) ?? endpoint
  }

  /// Whole words only: `go` is not in `category`.
  private func contains(_ text: String?, _ word: String) -> Bool {
    guard let text, word.count > 1 else { return false }
    let haystack = Array(text.lowercased())
    let needle = Array(word.lowercased())
    guard haystack.count >= needle.count else { return false }
    return (0...haystack.count - needle.count).contains { start in
      let end = start + needle.count
      guard haystack[start] == needle[0], Array(haystack[start..<end]) == needle else { return false }
      return !isWord(start > 0 ? haystack[start - 1] : nil) && !isWord(end < haystack.count ? haystack[end] : nil)
    }
  }

  private func isWord(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
  }
}
