/// The templates that come with the program (`Templates/`, embedded by the package).
enum BuiltInTemplates {
  /// File name → text. A test holds this list against the folder.
  static let texts: [String: String] = files.mapValues { String(decoding: $0, as: UTF8.self) }

  private static let files: [String: [UInt8]] = [
    "archive.html.mustache": PackageResources.archive_html_mustache,
    "archive.md.mustache": PackageResources.archive_md_mustache,
    "email.css.mustache": PackageResources.email_css_mustache,
    "email.html.mustache": PackageResources.email_html_mustache,
    "email.txt.mustache": PackageResources.email_txt_mustache,
    "feed.xml.mustache": PackageResources.feed_xml_mustache,
    "report.css.mustache": PackageResources.report_css_mustache,
    "report.html.mustache": PackageResources.report_html_mustache,
    "report.js.mustache": PackageResources.report_js_mustache,
    "report.md.mustache": PackageResources.report_md_mustache,
    "rich.html.mustache": PackageResources.rich_html_mustache,
  ]
}
