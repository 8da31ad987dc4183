import Crypto
import Foundation

/// The page's one script, and the policy that lets it and nothing else run.
struct PageScript {
  static let file = "report.js.mustache"
  /// As it stands between the page's `script` tags, to the byte: the policy's hash is of that.
  let text: String

  /// - Throws: where the script could end its own element, or would not survive the parser.
  init(templates: TemplateSet) throws(RenderError) {
    let text = templates.texts[Self.file] ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let sign = line.firstIndex(where: { $0 == "<" || $0 == "&" }) else { continue }
      throw RenderError(
        file: Self.file, line: index + 1, column: line.distance(from: line.startIndex, to: sign) + 1,
        message: "“\(line[sign])” in a script breaks the page, which is read as XML: turn the comparison round, nest "
          + "the conditions")
    }
    self.text = text
  }

  /// `sha256-…` as Content Security Policy writes it (W3C CSP 3, section 2.3.1).
  var hash: String { "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString() }

  func added(to view: ViewValue) -> ViewValue {
    guard case .object(var fields) = view else { return view }
    fields["script"] = .trusted(Trusted(text))
    fields["script_hash"] = .text(hash)
    return .object(fields)
  }
}
