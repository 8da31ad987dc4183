package import ReportModel

/// What a user sets on the outputs: title, logo, colours, sections, mail.
package struct RenderSettings: Hashable, Sendable {
  /// In place of the product's name.
  package var title: String?
  /// A picture as `data:` URI, for the page alone: mail clients do not show those.
  package var logo: String?
  package var accent: String?
  package var accentDark: String?
  package var hidden: Set<ReportSection> = []
  package var mail = ReportConfiguration.Mail()
  /// Where the reports' folder is published, without a slash at its end.
  package var baseURL: String?

  package init() {}
}
