package import ReportModel

/// The words of `throughline value-moment`: the sentence, what it rests on, and what to ask people where the data do not
/// decide.
package struct ValueMomentWords {
  private let search: ValueMomentSearch

  package init(_ search: ValueMomentSearch) { self.search = search }

  /// The search with its words filled in.
  package func written() -> ValueMomentSearch {
    var written = search
    written.sentence = search.best.map(Self.sentence)
    written.explanation = explanation.filter { !$0.isEmpty }
    written.questions = interviewQuestions(search)
    return written
  }

  /// The configuration's own words where it is the moment that is configured.
  private static func sentence(_ best: ValueMomentSearch.Candidate) -> String {
    guard best.isConfigured else { return sentence(best.signal) }
    return best.description.map(DataText.sentence) ?? sentence(best.signal)
  }

  /// `A developer successfully calls POST /v1/charges with our API.`
  package static func sentence(_ signal: ValueMomentSearch.Signal) -> String {
    "A developer successfully \(action(signal)) with our API."
  }

  private static func action(_ signal: ValueMomentSearch.Signal) -> String {
    let times = signal.count == 1 ? "" : " \(Sentence.number(signal.count)) times"
    if let call = signal.call { return "calls \(DataText.name(call))\(times)" }
    guard let event = signal.event else {
      return signal.count == 1 ? "makes a first call" : "makes \(Sentence.number(signal.count)) calls"
    }
    let pairs = signal.conditions.sorted { $0.key < $1.key }.map { property, value in
      let isComparison = value.hasPrefix("<") || value.hasPrefix(">")
      return "\(DataText.name(property)) \(isComparison ? "" : "= ")\(DataText.name(value))"
    }
    let which = pairs.isEmpty ? "" : " (\(pairs.joined(separator: ", ")))"
    return "reaches “\(DataText.name(event))”\(which)\(times)"
  }

  private var explanation: [String] {
    if let obstacle = search.obstacle { return ["Nothing can be said yet: \(DataText.clause(obstacle))."] }
    guard let best = search.best else { return [nothing] }
    return [shares(best), Self.hedge, sameThing(best), rivals, configured]
  }

  static let hedge =
    "It separates retained from churned developers in these data. That is timing and association, not a cause: nobody "
    + "was assigned to it, and whoever would have stayed anyway may also be quicker to do it."

  private var nothing: String {
    search.candidates.isEmpty
      ? "No candidate was done by at least \(ValueMomentSearch.fewest) developers in their first 24 hours and not by all."
      : "None of \(Sentence.counted(search.candidates.count, "candidate")) separates retained from churned developers "
        + "beyond chance."
  }

  private func shares(_ best: ValueMomentSearch.Candidate) -> String {
    "In the first 24 hours after sign-up \(Self.share(best.retainedDoers, best.retained)) of the developers who stayed "
      + "did it, and \(Self.share(best.churnedDoers, best.churned)) of those who left: φ "
      + "\(NumberFormat.coefficient(best.phi)), 95 % interval \(NumberFormat.coefficient(best.low)) to "
      + "\(NumberFormat.coefficient(best.high)), adjusted p \(NumberFormat.probability(best.adjustedP)) over "
      + "\(Sentence.counted(search.candidates.count, "candidate"))."
  }

  private func sameThing(_ best: ValueMomentSearch.Candidate) -> String {
    let same = search.candidates.filter { $0.sameAs == best.rank }.map { DataText.name($0.label) }
    guard !same.isEmpty else { return "" }
    return "Nearly the same developers did \(some(same)): to these data that is one thing."
  }

  private var rivals: String {
    guard !search.rivals.isEmpty else { return "" }
    let names = search.rivals.map { DataText.name($0.label) }
    return "The data do not decide between it and \(some(names)): the intervals overlap."
  }

  private var configured: String {
    guard let own = search.candidates.first(where: \.isConfigured) else { return "" }
    if own.rank == search.best?.rank { return "It is the value moment that is configured." }
    if own.sameAs == search.best?.rank {
      return "The configured value moment, \(DataText.name(own.label)), is the same thing to these data."
    }
    let place = "The configured value moment, \(DataText.name(own.label)), is number \(own.rank) (φ "
    let numbers =
      "\(NumberFormat.coefficient(own.phi)), \(NumberFormat.coefficient(own.low)) to \(NumberFormat.coefficient(own.high)))"
    return place + numbers
      + (search.clearlyBetter == nil ? "; the difference may be chance." : "; the best one separates clearly better.")
  }

  /// At most four by name.
  private func some(_ names: [String]) -> String {
    let more = names.count - 4
    return Sentence.list(names.prefix(4) + (more > 0 ? [Sentence.counted(more, "other")] : []))
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    let share = whole == 0 ? nil : Double(part) / Double(whole)
    return "\(NumberFormat.percent(share)) (\(NumberFormat.count(part)) of \(NumberFormat.count(whole)))"
  }
}
