package import ReportModel

/// One month as the archive and the feed list it.
package struct ArchiveEntry: Hashable, Sendable {
  package var product: String
  package var month: Month
  package var headline: String
  package var keyNumbers: [Narrative.KeyNumber]
  /// `window.as_of`: the moment its data are believed up to, which is when it was last restated.
  package var updated: String

  package init(product: String, month: Month, headline: String, keyNumbers: [Narrative.KeyNumber], updated: String) {
    self.product = product
    self.month = month
    self.headline = headline
    self.keyNumbers = keyNumbers
    self.updated = updated
  }

  package init(report: Report) {
    self.init(
      product: report.product, month: report.month, headline: report.narrative.headline.plain,
      keyNumbers: report.narrative.keyNumbers, updated: report.window.asOf)
  }
}

/// `index.html` and `feed.xml` over all months; paths are below the folder of all reports.
package struct ArchiveRenderer: Sendable {
  private static let page = "archive.html.mustache"
  private static let feed = "feed.xml.mustache"
  /// Entries a feed carries.
  private static let feedLength = 24
  private let page: CompiledTemplate
  private let feed: CompiledTemplate

  package init(templates: TemplateSet) throws(RenderError) {
    let view = ArchiveView(entries: [Specimen.entry]).root
    page = try CompiledTemplate(Self.page, templates: templates, kind: .markup, view: view)
    feed = try CompiledTemplate(Self.feed, templates: templates, kind: .markup, view: view)
  }

  /// Newest month first, in whatever order the entries come.
  package func render(entries: [ArchiveEntry]) throws(RenderError) -> [OutputFile] {
    let sorted = entries.sorted { $0.month > $1.month }
    let medium = Medium(.markup)
    let html = page.render(ArchiveView(entries: sorted).root, medium: medium)
    try WellFormed.check(html, file: "index.html")
    let atom = feed.render(ArchiveView(entries: Array(sorted.prefix(Self.feedLength))).root, medium: medium)
    try WellFormed.check(atom, file: "feed.xml")
    return [OutputFile(path: "index.html", text: html), OutputFile(path: "feed.xml", text: atom)]
  }
}

/// What the templates of the archive see.
struct ArchiveView {
  let entries: [ArchiveEntry]

  var root: ViewValue {
    let product = entries.first?.product ?? "API"
    return .object([
      "product": .text(product), "feed_id": .text(Self.tag(product)),
      "updated": .text(entries.map(\.updated).max() ?? "1970-01-01T00:00:00Z"), "months": .rows(entries.map(entry)),
    ])
  }

  private func entry(_ entry: ArchiveEntry) -> ViewValue {
    .object([
      "month": .text(entry.month.name), "month_id": .text(entry.month.description),
      "headline": .optional(entry.headline), "updated": .text(entry.updated),
      "id": .text(Self.tag(entry.product) + "/" + entry.month.description),
      "key_numbers": .rows(
        entry.keyNumbers.map { number in
          .object([
            "label": .text(number.label), "current": .text(number.current), "previous": .text(number.previous),
            "verdict": VerdictWords.view(number.verdict),
          ])
        }),
    ])
  }

  /// A name for ever (RFC 4151), under the domain that RFC 2606 keeps for nobody.
  private static func tag(_ product: String) -> String {
    let slug = product.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
    return "tag:throughline.invalid,2026:" + (slug.isEmpty ? "api" : slug)
  }
}
