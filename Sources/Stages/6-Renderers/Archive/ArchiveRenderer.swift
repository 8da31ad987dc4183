import Charts
package import ReportModel

/// `index.html`, `README.md` and `feed.xml` over all months; paths are below the folder of all reports.
package struct ArchiveRenderer: Sendable {
  private static let page = "archive.html.mustache"
  private static let readme = "archive.md.mustache"
  private static let feed = "feed.xml.mustache"
  /// Entries a feed carries.
  private static let feedLength = 24
  private let page: CompiledTemplate
  private let readme: CompiledTemplate
  private let feed: CompiledTemplate

  package init(templates: TemplateSet) throws(RenderError) {
    let view = ArchiveView(entries: [Specimen.entry]).root
    page = try CompiledTemplate(Self.page, templates: templates, kind: .markup, view: view)
    readme = try CompiledTemplate(Self.readme, templates: templates, kind: .markdown, view: view)
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
    let markdown = readme.render(ArchiveView(entries: sorted).root, medium: Medium(.markdown))
    return [
      OutputFile(path: "index.html", text: html), OutputFile(path: "README.md", text: MarkdownText.tidied(markdown)),
      OutputFile(path: "feed.xml", text: atom),
    ]
  }
}

/// What the templates of the archive see.
struct ArchiveView {
  let entries: [ArchiveEntry]

  var root: ViewValue {
    let product = entries.first?.product ?? "API"
    return .object([
      "product": .text(product), "chart_style": .trusted(Trusted(ChartStyleSheet.page)),
      "feed_id": .text(Self.tag(product)),
      "updated": .text(entries.map(\.updated).max() ?? "1970-01-01T00:00:00Z"), "months": .rows(entries.map(entry)),
    ])
  }

  private func entry(_ entry: ArchiveEntry) -> ViewValue {
    .object([
      "month": .text(entry.month.name), "month_id": .text(entry.month.description),
      "headline": .optional(entry.headline), "updated": .text(entry.updated),
      "id": .text(Self.tag(entry.product) + "/" + entry.month.description),
      "key_numbers": .rows(
        entry.keyNumbers.map { number -> ViewValue in
          let line = entry.lines[number.metric]
          return .object([
            "spark": line.map { .trusted(Trusted($0.svg)) } ?? .none, "spark_text": .optional(line?.text),
            "label": .text(number.label), "current": .text(number.current),
            "previous": number.previous == NumberFormat.absent ? .none : .text(number.previous),
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
