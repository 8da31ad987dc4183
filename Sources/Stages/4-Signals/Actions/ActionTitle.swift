/// Fills the names into an action's title.
struct ActionTitle {
  var subject: SignalSubject?
  /// The segment that explains most of the change, for `{for}`.
  var segment: String?

  private static let fallback = ["{endpoint}": "the endpoint", "{company}": "the company", "{topic}": "the topic"]

  func text(_ title: String) -> String {
    var text = title.replacing("{for}", with: segment.map { " for " + $0 } ?? "")
    for (placeholder, words) in ActionTitle.fallback.sorted(by: { $0.key < $1.key }) {
      let isMine = subject.map { "{\($0.kind.rawValue)}" == placeholder } ?? false
      text = text.replacing(placeholder, with: isMine ? subject?.name ?? words : words)
    }
    return text
  }

  /// Whether the title names one subject each.
  static func isPerSubject(_ title: String) -> Bool { fallback.keys.contains { title.contains($0) } }
}
