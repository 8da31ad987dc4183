import ReportModel

extension Narrative {
  /// The whole narrative as the lines a reader would see, sections apart by a blank line, plain spaces in numbers.
  var reading: String {
    let sections = [
      [headline.plain, lead.plain], keyNumbers.map(\.reading), [caveat?.plain ?? ""], changes.map(\.plain),
      notChanges.map(\.plain), why.map(\.reading), [quiet?.plain ?? ""], blindSpots.map(\.plain),
    ]
    let filled = sections.map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
    return filled.map { $0.joined(separator: "\n") }.joined(separator: "\n\n").withPlainSpaces
  }

  /// Every sentence of the narrative by itself.
  var texts: [RichText] {
    [headline, lead] + keyNumbers.map(\.comment) + [caveat, quiet].compactMap(\.self) + changes + notChanges
      + why.flatMap { entry in entry.points.map(\.text) } + (timeToValue ?? []) + blindSpots
  }
}

extension Narrative.KeyNumber {
  var reading: String {
    "\(label) | \(current)\(detail.map { " " + $0 } ?? "") | \(previous) | \(comment.plain)"
  }
}

extension Narrative.Why {
  var reading: String {
    (["\(finding). \(title.plain)"] + points.map { "  \($0.rung.rawValue): \($0.text.plain)" }).joined(separator: "\n")
  }
}

extension String {
  var withPlainSpaces: String { replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ") }
}
