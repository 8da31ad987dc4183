import ReportModel

/// Markup of our own making, which no medium escapes: charts and their style sheet.
struct Trusted: Sendable {
  let markup: String

  /// Only for text in which everything that came from an export is escaped already.
  init(_ markup: String) { self.markup = markup }
}

/// What a template can name: the report as formatted words, without any markup of a format.
indirect enum ViewValue: Sendable {
  /// Words, possibly from an export; each medium escapes them for itself.
  case text(String)
  /// A name in its exact letters (endpoint, file, page): a code span where the medium has them.
  case name(String)
  case rich(RichText)
  case trusted(Trusted)
  case flag(Bool)
  case list([ViewValue])
  case object([String: ViewValue])
  /// A value this report does not have; a section of it is left out.
  case none

  /// Text, or none where there is none.
  static func optional(_ text: String?) -> ViewValue { text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .none }

  static func optional(_ rich: RichText?) -> ViewValue {
    rich.flatMap { $0.spans.allSatisfy(\.text.isEmpty) ? nil : .rich($0) } ?? .none
  }

  /// An object with its list under `rows`, or none where the list is empty, so that headings go with their content.
  static func rows(_ rows: [ViewValue], _ more: [String: ViewValue] = [:]) -> ViewValue {
    rows.isEmpty ? .none : .object(more.merging(["rows": .list(rows)]) { first, _ in first })
  }
}
