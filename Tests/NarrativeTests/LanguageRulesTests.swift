import Narrative
import ReportModel
import Testing

/// What holds for every sentence of every month, whatever the report holds.
@Suite struct `Rules of language` {
  private let months = SyntheticMonths.all + (0..<150).map { RandomMonth(seed: $0).report }

  private func sentences(_ report: Report) -> [String] { Narrator(report: report).write().texts.map(\.plain) }

  @Test func `no sentence shows the machinery`() {
    let slips = ["nil", "NaN", "nan ", "inf ", "Optional", "Cause(", "RichText", "Span(", "{", "\n", "\r", "\t"]
    for text in months.flatMap(sentences) {
      for slip in slips { #expect(!text.contains(slip), "\(slip) in: \(text)") }
    }
  }

  @Test func `spaces and stops are those of print`() {
    let slips = ["  ", " .", " ,", "..", ",.", ";.", "( ", " )", "()", " -", ": .", ":.", ", and and"]
    for text in months.flatMap(sentences) {
      for slip in slips { #expect(!text.contains(slip), "“\(slip)” in: \(text)") }
      #expect(text == text.trimmingSpaces, "blank at an end of: \(text)")
    }
  }

  @Test func `nothing is less than nothing`() {
    for text in months.flatMap(sentences) {
      for part in text.split(separator: "−").dropFirst() {
        let number = String(part).numbers.first ?? ""
        #expect(number.contains { ("1"..."9").contains($0) }, "−\(number) in: \(text)")
      }
    }
  }

  @Test func `sentences begin and end as sentences`() {
    for month in months {
      let narrative = Narrator(report: month).write()
      let whole =
        [narrative.headline, narrative.lead] + narrative.changes + narrative.notChanges + narrative.blindSpots
      for text in (whole + narrative.why.flatMap { $0.points.map(\.text) }).map(\.plain) where !text.isEmpty {
        #expect(".…".contains(text.last ?? " "), "no stop: \(text)")
        #expect(text.first?.isLowercase == false || text.hasPrefix("developers.csv"), "begins small: \(text)")
      }
    }
  }

  @Test func `caused stands only beside a cause that was reverted`() {
    for month in months {
      for finding in month.findings where !finding.causes.contains(where: { $0.level == .reverted }) {
        let entry = Narrator(report: month).write().why.first { $0.finding == finding.rank }
        #expect(entry?.points.contains { $0.text.plain.contains("caused") } != true)
      }
      let outside = Narrator(report: month).write()
      let texts = [outside.headline, outside.lead] + outside.changes + outside.notChanges + outside.blindSpots
      #expect(!texts.contains { $0.plain.contains("caused") || $0.plain.contains("because") })
    }
  }

  @Test func `every finding has a change and a why, in rank order`() {
    for month in months where month.verdict.level != .refuse {
      let narrative = Narrator(report: month).write()
      #expect(narrative.changes.count == month.findings.count)
      #expect(narrative.why.map(\.finding) == month.findings.map(\.rank).sorted())
      #expect(narrative.why.allSatisfy { !$0.points.isEmpty })
    }
  }

  @Test func `rungs keep their order and are never mixed`() {
    let order: [Cause.Rung] = [.measured, .coincides, .reported, .unknown]
    for entry in months.flatMap({ Narrator(report: $0).write().why }) {
      let positions = entry.points.compactMap { order.firstIndex(of: $0.rung) }
      #expect(positions == positions.sorted())
    }
  }

  @Test func `five numbers are shown where five can be`() {
    for month in months where month.verdict.level != .refuse {
      let rows = Narrator(report: month).write().keyNumbers
      let available = month.metrics.filter { $0.value?.isFinite == true }
      #expect(rows.count == min(5, available.count))
      #expect(Set(rows.map(\.metric)).count == rows.count)
      #expect(rows.allSatisfy { row in available.contains { $0.id == row.metric } })
    }
  }

  @Test func `every anchor is a place of the report`() {
    for month in months {
      let narrative = Narrator(report: month).write()
      for anchor in narrative.texts.flatMap(\.spans).compactMap(\.anchor) where anchor != "all-measures" {
        let name = String(anchor.drop { $0 != "-" }.dropFirst())
        let exists =
          switch anchor.prefix(while: { $0 != "-" }) {
          case "metric": month.metric(name) != nil
          case "parts": month.findings.contains { String($0.rank) == name && isTold(inParts: $0, month) }
          default: month.tables[name] != nil
          }
        #expect(exists, "\(anchor) leads nowhere")
      }
    }
  }

  private func isTold(inParts finding: Finding, _ month: Report) -> Bool {
    month.metric(finding.metric)?.change != nil && finding.causes.contains { $0.contribution != nil }
  }

  @Test func `every number is one of the report's`() {
    for month in SyntheticMonths.all {
      let known = KnownNumbers(month)
      for text in Narrator(report: month).write().texts {
        for number in text.plain.numbers { #expect(known.contains(number), "\(number) in: \(text.plain)") }
      }
    }
  }

  @Test func `the same report makes the same words`() {
    for month in months { #expect(Narrator(report: month).write() == Narrator(report: month).write()) }
  }
}

extension SyntheticMonths {
  static var all: [Report] { [worse, better, quiet, baseline, refused, tiny, unmeasured, hostile, empty()] }
}

extension String {
  var trimmingSpaces: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// Runs of digits with their separators, without signs and units.
  var numbers: [String] {
    let separators: Set<Character> = [".", "\u{202F}"]
    var found: [String] = []
    var run = ""
    for character in self + " " {
      if character.isNumber || (separators.contains(character) && !run.isEmpty) {
        run.append(character)
      } else if !run.isEmpty {
        while let last = run.last, separators.contains(last) { run.removeLast() }
        found.append(run)
        run = ""
      }
    }
    return found
  }
}
