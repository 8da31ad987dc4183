/// A sentence with marked parts, independent of any output format; each renderer escapes the text for its own.
package struct RichText: Codable, Hashable, Sendable, ExpressibleByStringInterpolation {
  package var spans: [Span]

  package init(_ spans: [Span]) { self.spans = spans }
  package init(_ text: String) { spans = text.isEmpty ? [] : [Span(text)] }
  package init(stringLiteral text: String) { self.init(text) }

  /// The words alone.
  package var plain: String { spans.map(\.text).joined() }

  package static func + (left: RichText, right: RichText) -> RichText { RichText(left.spans + right.spans) }
  package static func += (left: inout RichText, right: RichText) { left.spans += right.spans }

  package static func strong(_ text: String) -> RichText { RichText([Span(text, .strong)]) }
  package static func emphasis(_ text: String) -> RichText { RichText([Span(text, .emphasis)]) }
  /// Names of endpoints, pages and the like.
  package static func code(_ text: String) -> RichText { RichText([Span(text, .code)]) }
  /// A number with its evidence: a link to a place of the report, such as `metric-ttfc.median`.
  package static func evidence(_ text: String, anchor: String) -> RichText {
    RichText([Span(text, .plain, anchor: anchor)])
  }

  package struct Span: Codable, Hashable, Sendable {
    package enum Style: String, Codable, Hashable, Sendable { case plain, strong, emphasis, code }
    package var text: String
    package var style: Style
    /// Id of an element of the report the text refers to.
    package var anchor: String?

    package init(_ text: String, _ style: Style = .plain, anchor: String? = nil) {
      self.text = text
      self.style = style
      self.anchor = anchor
    }
  }
}
