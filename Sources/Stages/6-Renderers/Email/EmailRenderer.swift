import Charts
package import ReportModel

/// `email.html`, `email.txt` and `email.eml`: the report as a mail client shows it, readable with images off.
///
/// The two texts are the same on every machine. Pictures of charts are made by a program that may be missing, so they
/// stand in the message alone.
package struct EmailRenderer: Renderer {
  package static let id = "email"
  private static let page = "email.html.mustache"
  private static let text = "email.txt.mustache"
  /// Columns of the text part.
  private static let width = 76
  /// Gmail cuts a mail off at 102 KB of encoded HTML; the first is where a mail is shortened and told of.
  static let warning = 70_000
  static let most = 95_000

  private let settings: RenderSettings
  private let page: CompiledTemplate
  private let text: CompiledTemplate

  package init(templates: TemplateSet, settings: RenderSettings) throws(RenderError) {
    self.settings = settings
    page = try CompiledTemplate(Self.page, templates: templates, kind: .markup, view: Self.specimen)
    text = try CompiledTemplate(Self.text, templates: templates, kind: .plain, view: Self.specimen)
    // What is wrong with a user's style sheet is told before the long work.
    if templates.areChecked { _ = try Self.composed(page.render(Self.specimen, medium: Medium(.markup))) }
  }

  private static var specimen: ViewValue {
    MailView(view: Specimen.reportView, detail: .full, pictures: Specimen.reportView.charts).root
  }

  /// The mail without pictures.
  package func render(_ report: Report) throws(RenderError) -> [OutputFile] {
    try render(report, pictures: [:]).files
  }

  /// Charts to be made into pictures: id → SVG.
  package func drawings(of report: Report) -> [(id: String, svg: String)] {
    charts(of: view(report)).compactMap { chart in chart.svg(.standalone).map { (chart.id, $0) } }
  }

  /// - Parameter pictures: chart id → PNG; a chart without one is left out.
  /// - Returns: the files, and notes on them for who runs the program.
  package func render(
    _ report: Report, pictures: [String: [UInt8]]
  ) throws(RenderError) -> (files: [OutputFile], notes: [String]) {
    let view = view(report)
    let shown = charts(of: view).filter { pictures[$0.id] != nil }
    let (detail, html, size) = try fitting(view, pictures: shown)
    guard size <= Self.most else {
      throw RenderError(
        file: "email.html",
        message: "\(size) bytes encoded, more than the \(Self.most) a mail client shows; shorten its template")
    }
    var notes: [String] = []
    if size > Self.warning {
      notes.append("email.html: \(size / 1_000) KB encoded; mail clients cut off near 100 KB")
    }
    let bare = MailView(view: view, detail: detail, pictures: [])
    let plain = PlainText.wrapped(text.render(bare.root, medium: Medium(.plain)), width: Self.width)
    let message = MailMessage(
      report: report, settings: settings, headline: Self.subject(report),
      html: html, plain: plain,
      pictures: shown.map { MailPicture(id: $0.id, png: pictures[$0.id] ?? []) })
    let files = [
      OutputFile(path: "email.html", text: shown.isEmpty ? html : try self.html(bare)),
      OutputFile(path: "email.txt", text: plain),
      OutputFile(path: "email.eml", bytes: try message.bytes()),
    ]
    return (files, notes)
  }

  private func view(_ report: Report) -> ReportView { ReportView(report: report, mostRows: 0, settings: settings) }

  private func charts(of view: ReportView) -> [Chart] {
    settings.hidden.contains(.charts) ? [] : MailCharts.chosen(view.charts, for: view.report)
  }

  /// The most detail that stays below the warning, with its page and the size of that encoded; the least where none
  /// does.
  private func fitting(
    _ view: ReportView, pictures: [Chart]
  ) throws(RenderError) -> (detail: MailDetail, html: String, size: Int) {
    var (page, size) = ("", 0)
    for detail in MailDetail.allCases {
      page = try html(MailView(view: view, detail: detail, pictures: pictures))
      size = QuotedPrintable.encode(page).count
      if size <= Self.warning { return (detail, page, size) }
    }
    return (.shortest, page, size)
  }

  private func html(_ view: MailView) throws(RenderError) -> String {
    try Self.composed(page.render(view.root, medium: Medium(.markup)))
  }

  /// A rendered template as HTML with inlined styles, held against what mail clients show.
  static func composed(_ xml: String) throws(RenderError) -> String {
    let page = try WellFormed.page(xml, file: "email.html")
    try CSSInliner.inline(page, file: "email.html")
    try MailLint.check(page, file: "email.html")
    return HTMLSerialiser.html(page)
  }

  /// The first thing the headline says, without the stop.
  private static func subject(_ report: Report) -> String {
    let headline = report.narrative.headline
    let first = headline.spans.first { $0.style == .strong }?.text ?? headline.plain
    return String(first.reversed().drop { $0 == "." || $0 == " " }.reversed())
  }
}
