import Loaders
import ReportModel

/// Every key of `throughline.yaml`, once: reading, checking and the JSON Schema come from here.
enum ConfigurationKeys {
  private static let defaults = ReportConfiguration()

  static var root: ConfigurationForm<ReportConfiguration> {
    .section(
      general + [
        .init("value_moment", "The first moment a developer gets value out of the API.", SignalForms.valueMoment) {
          $0.valueMoment = $1
        },
        .init("quickstart", "Documentation pages that count as the quickstart, as they stand in doc_views.", pages) {
          $0.quickstart = $1
        },
        .init("activation", "When a sign-up counts as activated.", activation) { $0.activation = $1 },
        .init("friction", "The way to the value moment; inferred without it.", SignalForms.frictionSteps) {
          $0.frictionSteps = $1
        },
        .init("hello_world", "The call a newcomer makes first; any successful call without it.", helloWorld) {
          $0.helloWorld = $1
        },
        .init(
          "timeout_statuses", "Statuses that mean a timeout.", .list(of: .integer(0...999)),
          default: .list(defaults.timeoutStatuses.sorted().map { .number(String($0)) })
        ) { $0.timeoutStatuses = Set($1) },
        .init("scaling", "When a developer counts as scaling.", scaling) { $0.scalingCallsPer7Days = $1 },
        .init("depth", "Integration depth, 0 to 100.", depth) { $0.depth = $1 },
        .init("dxs", "Limits of the developer experience score, 4 to 40.", dxs) { $0.dxs = $1 },
        .init("rates", "What one unit of another currency is in the report's.", rates) { $0.rates = $1 },
        .init(
          "min_n", "A rate on fewer is marked as a small sample and fires no signal.", .integer(0...Int.max),
          default: number(defaults.minN)
        ) { $0.minN = $1 },
        .init(
          "max_bad_rows", "Share of a file's rows that may be unreadable before the report carries a caveat.",
          .number(from: 0, to: 1), default: number(defaults.maxBadRows)
        ) { $0.maxBadRows = $1 },
        .init("owners", "Who looks after what; each gets a short list in the report and the mail.", OwnerForms.owners) {
          $0.owners = $1
        },
        .init("sources", "Files that are not named by the convention, by table.", SourceForms.sources) {
          $0.sources = $1
        },
        .init(
          "state",
          "Folder in which calls already counted are kept, beside this file, or none; months whose files are gone then "
            + "stay counted. Without it .throughline beside this file, for files that are there.",
          ConfigurationForm<String>.text.map {
            $0 == "none" ? ReportConfiguration.State.none : ReportConfiguration.State.folder($0)
          }
        ) { $0.state = $1 },
      ] + OutputForms.keys, initial: defaults
    ) { configuration, value, context throws(ConfigurationError) in
      if let rate = configuration.rates[configuration.currency], rate != 1 {
        throw ConfigurationError(
          file: context.file, line: value.place(of: "rates")?.line, column: value.place(of: "rates")?.column,
          key: "rates", found: "a rate for \(configuration.currency), the report's own currency",
          expected: "rates of other currencies")
      }
    }
  }

  private static var general: [ConfigurationKey<ReportConfiguration>] {
    [
      .init("product", "The product's name, as the report's title says it.", .text) { $0.product = $1 },
      .init(
        "timezone", "IANA name of the zone whose months, days and weeks the report follows.", .zone,
        default: .text(defaults.timezone)
      ) { $0.timezone = $1 },
      .init("currency", "Code of the report's currency.", .currency, default: .text(defaults.currency)) {
        $0.currency = $1
      },
    ]
  }

  private static var pages: ConfigurationForm<[String]> {
    let list = ConfigurationForm<[String]>.list(of: .text, isEmptyAllowed: false)
    return .init(.object([("anyOf", [list.schema, ConfigurationForm<String>.text.schema])])) {
      value, context throws(ConfigurationError) in
      if case .scalar = value.content { return [try ConfigurationForm<String>.text.read(value, context)] }
      return try list.read(value, context)
    }
  }

  private static var activation: ConfigurationForm<ReportConfiguration.Activation> {
    .section(
      [
        .init(
          "within_days", "Days from sign-up in which the milestone counts.", .integer(1...3_650),
          default: number(defaults.activation.withinDays)
        ) { $0.withinDays = $1 },
        .init("milestone", "What has to be reached.", SignalForms.milestone, default: "value_moment") {
          $0.milestone = $1
        },
      ], initial: defaults.activation)
  }

  private static var helloWorld: ConfigurationForm<String?> {
    .section([.init("call", "METHOD and path template.", .endpoint, isRequired: true) { $0 = $1 }], initial: nil)
  }

  private static var scaling: ConfigurationForm<Int> {
    .section(
      [
        .init(
          "calls_per_7d", "Successful calls in some seven days from which a developer is scaling.",
          .integer(1...Int.max), default: number(defaults.scalingCallsPer7Days)
        ) { $0 = $1 }
      ], initial: defaults.scalingCallsPer7Days)
  }

  private static var depth: ConfigurationForm<ReportConfiguration.Depth> {
    .section(
      [
        .init("weights", "Weights of the three parts; they add up to 1.", weights) {
          ($0.volumeWeight, $0.coverageWeight, $0.featureWeight) = (
            $1.volumeWeight, $1.coverageWeight, $1.featureWeight
          )
        },
        .init(
          "calls_ref", "Calls in the month that count as full volume.", .number(from: 0, isOpen: true),
          default: number(defaults.depth.callsReference)
        ) { $0.callsReference = $1 },
        .init(
          "cuts", "Depth from which a developer is building, and from which scaling.", cuts,
          default: .list(defaults.depth.cuts.map { number($0) })
        ) { $0.cuts = $1 },
      ], initial: defaults.depth)
  }

  private static var weights: ConfigurationForm<ReportConfiguration.Depth> {
    let standard = defaults.depth
    return .section(
      [
        .init("volume", "Calls.", .number(from: 0, to: 1), default: number(standard.volumeWeight)) {
          $0.volumeWeight = $1
        },
        .init(
          "coverage", "Share of the endpoints used.", .number(from: 0, to: 1), default: number(standard.coverageWeight)
        ) {
          $0.coverageWeight = $1
        },
        .init(
          "features", "Share of the features used.", .number(from: 0, to: 1), default: number(standard.featureWeight)
        ) {
          $0.featureWeight = $1
        },
      ], initial: standard
    ) { weights, value, context throws(ConfigurationError) in
      let parts = [weights.volumeWeight, weights.coverageWeight, weights.featureWeight]
      let sum = parts.reduce(0, +)
      guard abs(sum - 1) > 1e-9 else { return }
      throw ConfigurationError(
        file: context.file, line: value.line, column: value.column, key: value.key,
        found: "volume \(parts[0]) + coverage \(parts[1]) + features \(parts[2]) = \((sum * 1e6).rounded() / 1e6)",
        expected: "weights that add up to 1")
    }
  }

  private static var cuts: ConfigurationForm<[Double]> {
    let list = ConfigurationForm<[Double]>.list(of: .number(from: 0, to: 100))
    var schema = [("minItems", JSONValue.number("2")), ("maxItems", JSONValue.number("2"))]
    if case .object(let members) = list.schema { schema = members + schema }
    return .init(.object(schema)) { value, context throws(ConfigurationError) in
      let cuts = try list.read(value, context)
      guard cuts.count == 2, cuts[0] < cuts[1] else {
        throw ConfigurationError(
          file: context.file, line: value.line, column: value.column, key: value.key,
          found: "[" + cuts.map { String($0) }.joined(separator: ", ") + "]",
          expected: "two ascending numbers such as [25, 60]")
      }
      return cuts
    }
  }

  private static var dxs: ConfigurationForm<ReportConfiguration.DXS> {
    .section(
      [
        .init(
          "strong", "Total from which the score is strong.", .number(from: 4, to: 40),
          default: number(defaults.dxs.strong)
        ) {
          $0.strong = $1
        },
        .init(
          "attention", "Total under which the score needs attention.", .number(from: 4, to: 40),
          default: number(defaults.dxs.attention)
        ) { $0.attention = $1 },
      ], initial: defaults.dxs
    ) { limits, value, context throws(ConfigurationError) in
      guard limits.attention > limits.strong else { return }
      throw ConfigurationError(
        file: context.file, line: value.line, column: value.column, key: value.key,
        found: "attention \(limits.attention) above strong \(limits.strong)", expected: "attention at or below strong")
    }
  }

  private static var rates: ConfigurationForm<[String: Double]> {
    .dictionary(
      keys: ConfigurationForm<String>.currencyPattern,
      name: { member, context throws(ConfigurationError) in
        let code = member.name.uppercased()
        if ConfigurationForm<String>.isCurrency(code) { return code }
        throw ConfigurationError(
          file: context.file, line: member.line, column: member.column, key: "rates",
          found: "the key \"\(ConfigurationValue.shown(member.name))\"", expected: "a currency code such as EUR")
      }, .number(from: 0, isOpen: true))
  }

  private static func number(_ value: Int) -> JSONValue { .number(String(value)) }

  private static func number(_ value: Double) -> JSONValue {
    .number(value == value.rounded() ? String(Int(value)) : String(value))
  }
}

extension ConfigurationValue {
  /// The member of that name.
  func place(of name: String) -> Member? {
    guard case .mapping(let members) = content else { return nil }
    return members.first { $0.name == name }
  }
}
