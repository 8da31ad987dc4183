/// Holds a report against the truth; reads nothing but `report.json`.
struct WhyScore: Codable {
  /// The first finding has metric, effect and exact segment; in a quiet month: nothing is claimed.
  var isTop = false
  /// Nothing may be claimed.
  var isTrap = false
  /// One of the first three has.
  var isRecalled = false
  /// Of `mostPoints`: metric and direction 1, effect 1, segment 2 (half for one that overlaps), beginning within two
  /// days 1, event 1 (a wrong one −1), companion 1.
  var points = 0.0
  var mostPoints = 0.0
  /// Days between the planted and the told beginning.
  var dateError: Int?
  var namesWrongEvent = false
  /// Segments claimed at *located* or above, events at *linked*, in findings about a planted metric, and how many of
  /// those are right.
  var located = 0
  var locatedRight = 0
  var linked = 0
  var linkedRight = 0
  var hardFails: [String] = []
  /// Metrics said to be worse or better; in a null month all of them are false.
  var changed: [String] = []
  /// The same, several measures of one thing counted once (`dxs.average` and `dxs.total`, TTFC and TTFHW).
  var changedStories: [String] { Set(changed.map(Self.story)).sorted() }
  var findings: [String] = []
  /// Sentences with a causal word.
  var causalWords: [String] = []
  /// What a miss looks like.
  var said = ""

  init(_ report: ReportFile, truth: Truth) {
    hardFails = HardFails.of(report)
    changed = report.changed.map(\.id)
    findings = report.findings.map(\.metric)
    causalWords = report.findings.flatMap { [$0.statement] + $0.causes.map(\.statement) }
      .filter { !HardFails.causalWords(in: $0).isEmpty }
    said = report.findings.prefix(2).map(Self.brief).joined(separator: " | ")
    if truth.isQuiet { scoreQuiet(report, truth) } else { scorePlanted(report, truth) }
  }

  private mutating func scoreQuiet(_ report: ReportFile, _ truth: Truth) {
    var broken = truth.required.sorted { $0.key < $1.key }.filter { id, verdicts in
      report.metric(id).map { !verdicts.contains($0.verdict) } ?? false
        || report.findings.contains { $0.metric == id }
    }.map { "\($0.key) \(report.metric($0.key)?.verdict ?? "")" }
    for (id, word) in truth.missing.sorted(by: { $0.key < $1.key }) {
      let metric = report.metric(id)
      let isNamed = metric?.value == nil && metric?.reason?.contains(word) ?? false
      if !isNamed { broken.append("\(id) not missed by name") }
    }
    if let levels = truth.levels, !levels.contains(report.verdict.level) {
      broken.append("verdict \(report.verdict.level)")
    }
    if truth.required.isEmpty { broken += changed }
    (isTop, isRecalled) = (broken.isEmpty, broken.isEmpty)
    (points, mostPoints) = (broken.isEmpty ? 1 : 0, 1)
    isTrap = true
    if !broken.isEmpty { said = broken.joined(separator: ", ") + " || " + said }
  }

  private mutating func scorePlanted(_ report: ReportFile, _ truth: Truth) {
    let matches = report.findings.prefix(3).map { FindingMatch($0, report, truth) }
    let isOneStory = !findings.contains(where: truth.consequences.contains)
    isTop = isOneStory && matches.first?.isExact ?? false
    isRecalled = matches.contains(where: \.isExact)
    let hasPlace = truth.segments != nil || truth.flow != nil
    let judged = [truth.effects != nil, truth.began != nil, truth.event != nil, !truth.companions.isEmpty]
    mostPoints = 1 + (hasPlace ? 2 : 0) + Double(judged.count { $0 })
    if report.changed.contains(where: { truth.companions.contains($0.id) && $0.verdict == "worse" }) { points += 1 }
    var best: (points: Double, index: Int)?
    for (index, match) in matches.enumerated() where match.isMetric {
      let earned = 1 + (truth.effects != nil && match.isEffect ? 1 : 0) + (hasPlace ? 2 * match.segment : 0)
      if earned > best?.points ?? 0 { best = (earned, index) }
    }
    for (finding, match) in zip(report.findings, matches) where match.isMetric { count(finding, match, truth) }
    guard let best else { return }
    points += best.points
    let causes = report.findings[best.index].causes
    if let planted = truth.began, let began = causes.compactMap(\.began).first {
      dateError = Self.distance(planted, began)
      if dateError ?? 99 <= 2 { points += 1 }
    }
    let titles = causes.flatMap(\.events).map(\.title)
    if let event = truth.event, titles.contains(event) { points += 1 }
    // A list of candidates that holds the right one is right; none is right where no event did it.
    namesWrongEvent = !titles.isEmpty && !titles.contains { $0 == truth.event }
    if namesWrongEvent { points -= 1 }
  }

  private mutating func count(_ finding: ReportFile.Finding, _ match: FindingMatch, _ truth: Truth) {
    for cause in finding.causes.prefix(1) where truth.segments != nil && cause.contribution != nil {
      guard ["located", "dated", "linked", "reverted"].contains(cause.level), !cause.segment.isEmpty else { continue }
      located += 1
      if cause.segments.contains(where: truth.segments?.contains ?? { _ in false }) { locatedRight += 1 }
    }
    for cause in finding.causes where ["linked", "reverted"].contains(cause.level) && !cause.events.isEmpty {
      linked += 1
      if cause.events.contains(where: { $0.title == truth.event }) { linkedRight += 1 }
    }
  }

  /// Days from the planted day to the told ones; from their middle where they are more than five, lest "some day of the
  /// month" be always right.
  static func distance(_ planted: Int, _ began: ReportFile.Days) -> Int {
    guard let from = Int(began.from.suffix(2)), let to = Int(began.to.suffix(2)) else { return 31 }
    // A beginning before the month is as far off as the month is long.
    guard began.from.prefix(7) == began.to.prefix(7) else { return 31 }
    if to - from > 4 { return abs(planted - (from + to) / 2) }
    return planted < from ? from - planted : max(0, planted - to)
  }

  private static func story(_ metric: String) -> String {
    let family = String(metric.prefix { $0 != "." })
    return switch family {
    case "ttfhw": "ttfc"
    case "waic", "active_developers": "wat"
    case "grr", "revenue", "revenue_per_developer": "nrr"
    default: family
    }
  }

  private static func brief(_ finding: ReportFile.Finding) -> String {
    let causes = finding.causes.filter { $0.contribution != nil }.prefix(2).map { cause in
      let segment = cause.segment.sorted { $0.key < $1.key }
        .map { "\($0.key)=\($0.value.values.joined(separator: "+"))" }.joined(separator: ",")
      let events = cause.events.map(\.title).joined(separator: "; ")
      return "\(cause.effect ?? "–")/\(cause.level) {\(segment)}\(cause.flow.map { " \($0)" } ?? "")"
        + (cause.began.map { " \($0.from.suffix(5))…\($0.to.suffix(5))" } ?? "")
        + (events.isEmpty ? "" : " [\(events)]")
    }
    return "\(finding.metric): " + (causes.isEmpty ? "no cause" : causes.joined(separator: " + "))
  }
}
