import ReportModel

/// A change by what came, what came back and what went, as growth accounting has it.
struct FlowWords {
  let subject: FindingView
  /// The whole change in words.
  let change: String

  private static let order = [("new", "new"), ("resurrected", "returned"), ("retained", "retained"), ("lost", "lost")]

  /// `The rise is +126: 140 new from the partner channel, 96 new elsewhere and 238 returned, less 348 lost.`; nothing
  /// where no part is a flow.
  var text: RichText {
    guard let metric = subject.metric else { return "" }
    let parts = Self.order.flatMap { flow, word in
      subject.parts.filter { $0.flow == flow && $0.contribution != 0 }.map { part(_: $0, word, metric) }
    }
    guard !parts.isEmpty else { return "" }
    let gained = RichText.list(parts.filter { $0.amount > 0 }.map(\.words))
    let gone = RichText.list(parts.filter { $0.amount < 0 }.map(\.words))
    let isFall = (metric.change?.absolute ?? 0) < 0
    let sum = isFall ? RichText.joined([gone, gained], by: ", against ") : .joined([gained, gone], by: ", less ")
    return .of(
      RichText("The \(subject.view.movement(metric)) is "), subject.view.cited(change, subject.anchor), ": ", sum, ".")
  }

  private func part(_ part: Cause, _ word: String, _ metric: MetricResult) -> (amount: Double, words: RichText) {
    let amount = part.contribution ?? 0
    let number = cited(amount, metric)
    guard part.segment.isEmpty else {
      return (amount, .of(number, RichText(" \(word) "), subject.words.place(part.segment)))
    }
    let isRest = subject.parts.contains { $0.flow == part.flow && !$0.segment.isEmpty }
    let usual = part.inside?.previous.map { RichText.of(" (the month before ", cited($0, metric), ")") } ?? ""
    return (amount, .of(number, RichText(" " + word + (isRest ? " elsewhere" : "")), isRest ? "" : usual))
  }

  /// How many; which way they went says the word.
  private func cited(_ amount: Double, _ metric: MetricResult) -> RichText {
    subject.view.cited(subject.view.format(abs(amount), metric.unit), subject.partsAnchor)
  }
}
