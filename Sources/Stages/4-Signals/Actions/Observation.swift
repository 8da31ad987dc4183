package import ReportModel

/// What a condition saw: whether it holds, in words with numbers, and whom it is about.
struct Observation: Sendable {
  enum State: Sendable { case holds, quiet, unavailable }

  var state: State
  var text: String
  var subjects: [SignalSubject] = []

  static func unavailable(_ reason: String) -> Observation { Observation(state: .unavailable, text: reason) }

  /// All must hold; one that is quiet decides, whatever is unavailable.
  static func all(_ parts: [Observation]) -> Observation {
    if let quiet = joined(parts, .quiet) { return quiet }
    if let missing = joined(parts, .unavailable) { return missing }
    return joined(parts, .holds) ?? .unavailable("nothing to look at")
  }

  /// One must hold; unavailable only where nothing could be looked at.
  static func any(_ parts: [Observation]) -> Observation {
    joined(parts, .holds) ?? joined(parts, .quiet) ?? joined(parts, .unavailable) ?? .unavailable("nothing to look at")
  }

  var inverted: Observation {
    switch state {
    case .holds: Observation(state: .quiet, text: text)
    case .quiet: Observation(state: .holds, text: text)
    case .unavailable: self
    }
  }

  private static func joined(_ parts: [Observation], _ state: State) -> Observation? {
    let chosen = parts.filter { $0.state == state }
    guard !chosen.isEmpty else { return nil }
    var texts: [String] = []
    for part in chosen where !texts.contains(part.text) { texts.append(part.text) }
    return Observation(state: state, text: texts.joined(separator: "; "), subjects: chosen.flatMap(\.subjects))
  }
}

/// One endpoint, company or topic a signal fired for.
package struct SignalSubject: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case endpoint, company, topic }

  package var kind: Kind
  /// As the exports name it: endpoint, company id, topic.
  package var id: String
  /// For sentences.
  package var name: String
  package var owner: String?
  /// Developers (of a topic: tickets) touched, where the data tell.
  package var reach: Double?
  /// What was seen of this one alone, with its numbers.
  package var evidence: String
  /// The metric it was found by, where that is not the one its row expects to move.
  package var metric: String?
  /// The limit it was found over, in the unit of that metric; nil where it was none.
  package var limit: Double?
  /// How many times over that limit it stands.
  package var excess: Double?

  package init(
    kind: Kind, id: String, name: String, evidence: String, owner: String? = nil, reach: Double? = nil,
    metric: String? = nil, limit: Double? = nil, excess: Double? = nil
  ) {
    self.metric = metric
    self.evidence = evidence
    self.limit = limit
    self.excess = excess
    self.kind = kind
    self.id = id
    self.name = name
    self.owner = owner
    self.reach = reach
  }

  /// The dimension it is a value of.
  package var segment: [String: String] { [kind == .company ? "company_id" : kind.rawValue: id] }
}

/// What became of a row of the table, with whom it is about: `result` is for the report, the rest for the planner.
package struct SignalOutcome: Sendable {
  package var row: SignalRow
  package var result: SignalResult
  package var subjects: [SignalSubject]
}
