import Loaders
import Metrics

extension NameFilter {
  /// Only what reads as one line, is no secret and no address, and what a configuration can hold may be a candidate.
  static var withoutSecrets: NameFilter {
    NameFilter(text: isFit, property: { isFit($0) && !SecretMask.isSecret(column: $0) }) { value in
      // A value that begins like a comparison would be read as one.
      isFit(value) && !"<>=!".contains(value.first { $0 != " " } ?? "=")
    }
  }

  private static func isFit(_ text: String) -> Bool {
    text.count <= 80 && text.isOneLine && SecretMask.mask(text) == text
  }
}
