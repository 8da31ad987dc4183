import Charts
import Mustache
import ReportModel

/// What a format does with a value: how text is escaped, how sentences are marked up.
///
/// Escaping happens here, on Unicode scalars, and not in the template library, which escapes by character: there a
/// quote followed by a combining mark is another character and passes. So `{{x}}` and `{{{x}}}` are equally safe.
struct Medium: Sendable {
  enum Kind: Sendable { case markup, markdown, plain }
  let kind: Kind
  /// Places of the output that a sentence may point at; a reference to any other is written as bare words.
  let anchors: Set<String>

  init(_ kind: Kind, anchors: Set<String> = []) {
    self.kind = kind
    self.anchors = anchors
  }

  func escape(_ text: String) -> String {
    let line = DisplayText.line(text)
    return switch kind {
    case .markup: MarkupText.escape(line)
    case .markdown: MarkdownText.escape(line)
    case .plain: line
    }
  }

  private func name(_ text: String) -> String {
    kind == .markdown ? MarkdownText.code(DisplayText.line(text)) : escape(text)
  }

  /// The value as the template library takes it.
  func resolve(_ value: ViewValue) -> Any {
    switch value {
    case .text(let text): escape(text)
    case .name(let text): name(text)
    case .rich(let rich): resolve(rich)
    case .trusted(let trusted): trusted.markup
    case .flag(let flag): flag
    case .list(let values): values.map(resolve)
    case .object(let fields): fields.mapValues(resolve)
    case .none: Absent()
    }
  }

  /// Markup gets spans for the template to mark up; the text formats get the sentence.
  private func resolve(_ rich: RichText) -> [String: Any] {
    switch kind {
    case .markup: ["spans": rich.spans.map(span)]
    case .markdown: ["line": MarkdownText.sentence(rich, anchors: anchors)]
    case .plain: ["line": escape(rich.plain)]
    }
  }

  private func span(_ span: RichText.Span) -> [String: Any] {
    [
      "text": escape(span.text), "anchor": anchor(span).map { $0 as Any } ?? Absent(),
      "is_strong": span.style == .strong, "is_emphasis": span.style == .emphasis, "is_code": span.style == .code,
      "is_plain": span.style == .plain,
    ]
  }

  /// nil where the page has no such place, and for a text that nobody could see or click.
  private func anchor(_ span: RichText.Span) -> String? {
    guard span.text.contains(where: { !$0.isWhitespace }) else { return nil }
    return span.anchor.map(Anchor.cleaned).flatMap { anchors.contains($0) ? $0 : nil }
  }

  /// Keys that a sentence has in this medium.
  static let sentenceKeys: [Kind: [String: ViewValue]] = [
    .markup: [
      "spans": .list([
        .object([
          "text": .text(""), "anchor": .text(""), "is_strong": .flag(true), "is_emphasis": .flag(true),
          "is_code": .flag(true), "is_plain": .flag(true),
        ])
      ])
    ],
    .markdown: ["line": .text("")], .plain: ["line": .text("")],
  ]
}

/// Stands for no value: renders as nothing, and stops the search for the name in the objects around.
struct Absent: MustacheCustomRenderable, Sendable {
  var renderText: String { "" }
  var isNull: Bool { true }
}

/// Ids of the report's places.
enum Anchor {
  static func metric(_ id: String) -> String { cleaned("metric-" + id) }
  static func finding(_ rank: Int) -> String { "finding-\(rank)" }
  static func parts(_ rank: Int) -> String { "parts-\(rank)" }
  static func table(_ id: String) -> String { cleaned("table-" + id) }
  static func chart(_ id: String) -> String { cleaned("chart-" + id) }

  /// Letters, digits, `.`, `_`, `-`; anything else becomes `-`.
  static func cleaned(_ id: String) -> String {
    String(
      String.UnicodeScalarView(
        id.unicodeScalars.map { scalar in
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": scalar
          default: "-"
          }
        }))
  }
}
