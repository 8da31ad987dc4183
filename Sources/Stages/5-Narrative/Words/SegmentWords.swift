import ReportModel

/// A segment as words: `developers using the Python SDK`, `calls to GET /v1/payouts`, `Acme and Globex`.
struct SegmentWords {
  let population: MetricPhrase.Population
  /// Company id → name.
  let companies: [String: String]

  struct Phrase: Hashable {
    var text: RichText
    var isPlural: Bool
  }

  /// Dimensions in the order their words follow the noun; others come last, by name.
  private static let order = [
    "endpoint", "status", "sdk", "api_version", "channel", "plan", "tier", "company_size", "github_stars", "country",
    "region", "topic", "company_id",
  ]

  func phrase(_ segment: [String: SegmentValue]) -> Phrase {
    if segment.count == 1, let ids = segment["company_id"]?.values, !ids.isEmpty {
      return Phrase(text: .list(ids.map(company)), isPlural: ids.count > 1)
    }
    return Phrase(text: .joined([RichText(population.rawValue)] + modifiers(segment), by: " "), isPlural: true)
  }

  /// What follows the name of a metric: `on GET /v1/payouts`, `from the partner channel`.
  func place(_ segment: [String: SegmentValue]) -> RichText {
    if let endpoint = segment["endpoint"] {
      // `the error rate on GET /v1/payouts`, but `the error rate of calls to GET /v1/payouts on the free plan`.
      return segment.count == 1 ? .of("on ", code(endpoint.values)) : .of("of ", phrase(segment).text)
    }
    return .joined(modifiers(segment), by: " ")
  }

  private func modifiers(_ segment: [String: SegmentValue]) -> [RichText] {
    let known = SegmentWords.order.filter { segment[$0] != nil }
    let others = segment.keys.filter { !SegmentWords.order.contains($0) }.sorted()
    return (known + others).map { modifier($0, segment[$0]?.values ?? []) }
  }

  /// `one SDK`, `two endpoints`; what the headline may say of where the change sits.
  static func kind(_ segment: [String: SegmentValue]) -> String {
    guard segment.count == 1, let (dimension, value) = segment.first else { return "one group" }
    let (singular, plural) = names[dimension] ?? ("segment", "segments")
    return Sentence.counted(value.values.count, singular, plural)
  }

  private static let names: [String: (String, String)] = [
    "endpoint": ("endpoint", "endpoints"), "status": ("status code", "status codes"), "sdk": ("SDK", "SDKs"),
    "api_version": ("API version", "API versions"), "channel": ("channel", "channels"), "plan": ("plan", "plans"),
    "tier": ("tier", "tiers"), "company_size": ("company size", "company sizes"),
    "github_stars": ("band of GitHub stars", "bands of GitHub stars"), "country": ("country", "countries"),
    "region": ("region", "regions"), "topic": ("topic", "topics"), "company_id": ("company", "companies"),
  ]

  /// Strong, so that a name that begins small stays as it is at the head of a sentence.
  private func company(_ id: String) -> RichText {
    if let name = companies[id] { return .strong(DataText.name(name)) }
    return id == "(unknown)" ? "no known company" : .of("company ", .code(DataText.name(id)))
  }

  private func modifier(_ dimension: String, _ values: [String]) -> RichText {
    let isUnknown = values == ["(unknown)"] || values == [""]
    let words = isUnknown ? SegmentWords.unknown[dimension] : nil
    if let words { return RichText(words) }
    switch dimension {
    case "endpoint": return .of(RichText(onEndpoint), code(values))
    case "status": return .of("answered with ", code(values))
    case "sdk": return .of("using the ", names(values.map { DisplayName.value($0, of: dimension) }), " SDK")
    case "api_version": return .of("on API version ", code(values))
    case "channel": return .of("from the ", names(values), " channel")
    case "plan": return .of("on the ", names(values), " plan")
    case "tier": return .of("in the ", names(values), " tier")
    case "company_size": return .of("at companies of size ", names(values))
    case "github_stars": return .of("with ", names(values), " GitHub stars")
    case "country": return .of("from ", names(values))
    case "region": return .of("in region ", names(values))
    case "topic": return .of("about “", names(values), "”")
    case "company_id": return .of("of ", .list(values.map(company), last: "or"))
    default: return .of("with ", RichText(DataText.name(dimension)), " ", names(values))
    }
  }

  private static let unknown = [
    "sdk": "without a known SDK", "channel": "from no known channel", "plan": "without a known plan",
    "company_size": "at companies of unknown size", "github_stars": "with an unknown number of GitHub stars",
    "status": "without a status", "tier": "in no tier",
    "country": "from no known country", "region": "in no known region", "topic": "without a topic",
    "api_version": "without an API version", "endpoint": "to no known endpoint", "company_id": "of no known company",
  ]

  private var onEndpoint: String {
    switch population {
    case .calls, .deliveries: "to "
    case .tickets: "about "
    default: "calling "
    }
  }

  private func names(_ values: [String]) -> RichText { .list(values.map { RichText(DataText.name($0)) }, last: "or") }
  private func code(_ values: [String]) -> RichText { .list(values.map { .code(DataText.name($0)) }, last: "or") }
}
