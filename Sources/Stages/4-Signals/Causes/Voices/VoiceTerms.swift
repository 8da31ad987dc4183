/// Words people use for what a metric measures; lower case, whole words or phrases.
enum VoiceTerms {
  /// By metric id, or its first part.
  static func of(_ metric: String) -> [String] {
    byMetric[metric] ?? byMetric[String(metric.prefix { $0 != "." })] ?? []
  }

  private static let starting = [
    "quickstart", "getting started", "first call", "onboarding", "sign up", "signup", "api key", "api_key", "oauth",
    "authentication", "authorization", "401",
  ]
  private static let slow = ["slow", "slower", "latency", "timeout", "timeouts", "timed out", "timing out"]

  private static let byMetric: [String: [String]] = [
    "ttfc": starting, "ttfhw": starting, "activation": starting, "ttv": starting,
    "doc_completion": ["quickstart", "documentation", "docs", "getting started", "example", "examples", "tutorial"],
    "latency": slow, "timeout_rate": slow,
    "error_rate.5xx": ["500", "502", "503", "504", "server error", "internal error", "outage", "down"],
    "error_rate.429": ["429", "rate limit", "rate limited", "quota", "throttled"],
    "uptime": ["outage", "down", "downtime", "unavailable", "503"],
    "webhook": ["webhook", "webhooks"],
    "revenue": ["price", "pricing", "invoice", "billing"], "nrr": ["price", "pricing", "downgrade", "cancel"],
  ]
}

/// Finds words in what people wrote.
enum WordSearch {
  /// Whether a text holds a word or phrase as whole words: `go` is not in `category`.
  static func contains(_ text: String?, _ word: String) -> Bool {
    guard let text, word.count > 1 else { return false }
    let haystack = Array(text.lowercased())
    let needle = Array(word.lowercased())
    guard haystack.count >= needle.count else { return false }
    return (0...haystack.count - needle.count).contains { start in
      let end = start + needle.count
      guard haystack[start] == needle[0], Array(haystack[start..<end]) == needle else { return false }
      return !isWord(start > 0 ? haystack[start - 1] : nil) && !isWord(end < haystack.count ? haystack[end] : nil)
    }
  }

  private static func isWord(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
  }
}
