import Foundation
package import ReportModel

/// A report as one output may tell it: companies by name, by code, or not at all.
package struct ReportNaming {
  package typealias Naming = ReportConfiguration.Privacy.Naming
  private let companies: CompanyNames
  private let naming: Naming
  /// By the contract the segments of `report.json` hold ids; nowhere else does an id stand for a company that is not
  /// named.
  private let keepsIDs: Bool

  package init(companies: CompanyNames, naming: Naming, keepsIDs: Bool) {
    self.companies = companies
    self.naming = naming
    self.keepsIDs = keepsIDs
  }

  /// The report with its tokens opened.
  package func apply(to report: Report) throws -> Report {
    var report = report
    // Rows of one customer each say nothing without the customer.
    if naming == .none {
      report.tables["calls_by_company"] = nil
      if !keepsIDs { report.findings = report.findings.map(Self.counted) }
    }
    let exact = NameMatcher(naming == .name ? [] : companies.written, ignoringCase: false)
    let titles = naming == .name ? [:] : Self.titles(report, hidden)
    var spokenOf: Set<String> = []
    func told(_ text: String, at path: [String]) -> String {
      if Self.isCompanyID(path) { return identifier(text, path) }
      let opened = open(
        titles[text] ?? Self.replacing(titles, in: text), isTable: path.first == "tables", &spokenOf)
      return naming == .name || Self.isFixed(path) ? opened : exact.replacing(in: opened, with: called)
    }
    // Tables are cells already, and thousands of them.
    let tables = report.tables
    report.tables = [:]
    let sealed = try TextTree(report)
    let tree = (naming == .none ? sealed.mapSpans(CompanyList.counted) : sealed).mapTexts { told($0, at: $1) }
    var opened = try tree.report()
    for (table, rows) in tables {
      opened.tables[table] = rows.map { row in
        row.mapTexts { column, text in
          guard naming == .name else { return told(text, at: ["tables", table, column]) }
          // Where everybody is named, only a token is told as something else.
          return column == "company_id" || !CompanyToken.mayStand(in: text)
            ? nil : open(text, isTable: true, &spokenOf)
        }
      }
    }
    opened.companies = naming == .none ? counts(of: opened) : Dictionary(uniqueKeysWithValues: spokenOf.map(listed))
    return opened
  }

  /// What the output says for a company.
  private func called(_ id: String) -> String {
    switch naming {
    case .name: companies.name(id)
    case .code: companies.code(id)
    case .none: Self.nobody
    }
  }

  static let nobody = "a customer"

  private func listed(_ id: String) -> (String, String) {
    naming == .code && !keepsIDs ? (companies.code(id), companies.code(id)) : (id, called(id))
  }

  /// A company's id where it stands as an id.
  private func identifier(_ id: String, _ path: [String]) -> String {
    if id.hasSuffix(" customers") && naming == .none { return id }
    if naming == .name || id == "(unknown)" || keepsIDs && !path.contains("tables") { return id }
    return called(id)
  }

  /// Customers of a segment by their number.
  private static func counted(_ finding: Finding) -> Finding {
    var finding = finding
    finding.causes = finding.causes.map { cause in
      var cause = cause
      if let ids = cause.segment["company_id"]?.values, ids.count > 1 {
        cause.segment["company_id"] = .one("\(ids.count) customers")
      }
      return cause
    }
    return finding
  }

  /// What stands in the segments for customers nobody names, as its own name; nil where it is their ids.
  private func counts(of report: Report) -> [String: String]? {
    guard !keepsIDs else { return nil }
    let values = report.findings.flatMap(\.causes).flatMap { $0.segment["company_id"]?.values ?? [] }
    return Dictionary(values.map { ($0, $0) }) { first, _ in first }
  }

  private static func isCompanyID(_ path: [String]) -> Bool { path.last == "company_id" }

  /// Words of the format, not of people.
  private static func isFixed(_ path: [String]) -> Bool {
    path.count == 1 && fixedAtTop.contains(path[0]) || path.last.map(fixed.contains) ?? false
      || path.contains("segment")
  }

  private static let fixedAtTop: Set = ["schema", "month", "currency", "product"]
  private static let fixed: Set = [
    "metric", "id", "anchor", "style", "rung", "level", "effect", "verdict", "unit", "family", "signal",
  ]

  /// Tokens → what the output calls their companies; several nameless ones in a row are counted.
  private func open(_ text: String, isTable: Bool, _ spokenOf: inout Set<String>) -> String {
    guard CompanyToken.mayStand(in: text) else { return text }
    // A cell that is a company's name and nothing else: thousands of them.
    if isTable, naming != .none, let id = companies.id(ofToken: text) { return called(id) }
    var ids: Set<String> = []
    var result = naming == .none ? CompanyList.counted(text) : text
    for token in CompanyList.tokens(in: result) {
      guard let id = companies.id(ofToken: token) else {
        result = result.replacing(token, with: Self.nobody)
        continue
      }
      if !isTable { ids.insert(id) }
      result = result.replacing(token, with: called(id))
    }
    spokenOf.formUnion(ids)
    return naming == .none ? CompanyList.capitalised(result, was: text) : result
  }

  /// An earlier month's report as the archive may tell it: its `report.json` may name whom the pages do not.
  static func archived(_ report: Report, _ privacy: ReportConfiguration.Privacy) -> Report {
    let naming = privacy.naming("html")
    guard naming != .name else { return report }
    var names = report.companies ?? [:]
    for row in report.tables["calls_by_company"] ?? [] {
      if let id = row["company_id"]?.text, let name = row["company"]?.text { names[id] = name }
    }
    let companies = CompanyNames(records: names.map { CompanyRecord(id: $0, name: $1) }, ids: [], key: privacy.key)
    let matcher = NameMatcher(companies.written, ignoringCase: false)
    func told(_ text: RichText) -> RichText {
      RichText(
        text.spans.map { span in
          var span = span
          span.text = matcher.replacing(in: span.text) { naming == .code ? companies.code($0) : nobody }
          return span
        })
    }
    var report = report
    report.narrative.headline = told(report.narrative.headline)
    report.narrative.keyNumbers = report.narrative.keyNumbers.map { number in
      var number = number
      number.comment = told(number.comment)
      return number
    }
    return report
  }

  // MARK: Text that people wrote

  /// Titles of changes, incidents, notes and actions that hold a name in any spelling, with the name replaced.
  private static func titles(_ report: Report, _ hidden: (String) -> String) -> [String: String] {
    var titles =
      report.events.map(\.title) + report.notes.flatMap { [$0.file, $0.title ?? "", $0.quote ?? ""] + $0.tags }
    // What people wrote into the action ledger.
    titles += report.actions.flatMap { [$0.title, $0.note ?? "", $0.suggestion ?? ""] }
    titles += (report.resting ?? []).flatMap { [$0.title, $0.why] } + report.followups.compactMap(\.title)
    titles += (report.expectations ?? []).map(\.title)
    titles += (report.tables["incidents"] ?? []).compactMap { $0["title"]?.text }
    return Dictionary(titles.map { ($0, hidden($0)) }) { first, _ in first }.filter { $0.key != $0.value }
  }

  private var hidden: (String) -> String {
    let matcher = NameMatcher(companies.written, ignoringCase: true)
    return { matcher.replacing(in: $0, with: called) }
  }

  /// The titles where a sentence quotes them, the longest first.
  private static func replacing(_ titles: [String: String], in text: String) -> String {
    titles.sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }.reduce(text) { text, title in
      text.contains(title.key) ? text.replacing(title.key, with: title.value) : text
    }
  }
}
