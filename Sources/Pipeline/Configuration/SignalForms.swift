import Loaders
import ReportModel

/// Things a developer does that the exports show: an event, a call, any call.
enum SignalForms {
  /// The keys as they stand, before it is clear which of the forms they make.
  private struct Draft {
    var description: String?
    var event: String?
    var conditions: [String: ReportConfiguration.PropertyCondition.Comparison]?
    var call: String?
    var count: Int?
  }

  private static var event: ConfigurationKey<Draft> {
    .init("event", "Name of an event, as it stands in events.", .text) { $0.event = $1 }
  }
  private static var call: ConfigurationKey<Draft> {
    .init("call", "METHOD and path template; its success counts.", .endpoint) { $0.call = $1 }
  }
  private static var conditions: ConfigurationKey<Draft> {
    .init("where", "Properties the event must have; \">= 0.95\" and its kin compare numbers.", comparisons) {
      $0.conditions = $1
    }
  }
  private static var count: ConfigurationKey<Draft> {
    .init("count", "How many of them.", .integer(1...Int.max), default: .number("1")) { $0.count = $1 }
  }

  static var valueMoment: ConfigurationForm<ReportConfiguration.ValueMoment> {
    let description = ConfigurationKey<Draft>(
      "description", "A sentence for the report: a developer successfully … with our API.", .text
    ) { $0.description = $1 }
    let count = ConfigurationKey<Draft>(
      "count", "Which of them is the moment: 3 = the third; alone, the third successful call of anything.",
      .integer(1...1_000), default: .number("1")
    ) { $0.count = $1 }
    let form = ConfigurationForm<Draft>.section([description, event, conditions, call, count], initial: Draft())
    let forms = alternatives(form.schema, [["event"], ["call"], ["count"]])
    return .init(forms) { value, context throws(ConfigurationError) in
      let draft = try form.read(value, context)
      let signal = try signal(draft, value, context)
      guard signal != nil || draft.count != nil else {
        throw context.error(value, expected: "one of the keys event, call, count")
      }
      return .init(description: draft.description, signal: signal ?? .anyCall, count: draft.count ?? 1)
    }
  }

  /// Steps between sign-up and the value moment.
  static var frictionSteps: ConfigurationForm<[ReportConfiguration.FrictionStep]?> {
    struct Step {
      var draft = Draft()
      var name: String?
      var page: String?
    }
    func lifted(_ key: ConfigurationKey<Draft>) -> ConfigurationKey<Step> {
      key.lifted(to: \Step.draft)
    }
    let form = ConfigurationForm<Step>.section(
      [
        .init("name", "What the report calls it, such as: created a key.", .text) { $0.name = $1 },
        lifted(event), lifted(conditions), lifted(call),
        .init("page", "Documentation page whose first view it is.", .text) { $0.page = $1 },
      ], initial: Step())
    let steps = ConfigurationForm(alternatives(form.schema, [["event"], ["call"], ["page"]])) {
      value, context throws(ConfigurationError) -> ReportConfiguration.FrictionStep in
      let step = try form.read(value, context)
      switch (try signal(step.draft, value, context), step.page) {
      case (let signal?, nil): return .init(name: step.name, sign: .did(signal))
      case (nil, let page?): return .init(name: step.name, sign: .viewed(page: page))
      default: throw context.error(value, expected: "exactly one of the keys event, call, page")
      }
    }
    return .section(
      [
        .init(
          "steps", "What developers do between sign-up and the value moment, in this order.",
          .list(of: steps, isEmptyAllowed: false), isRequired: true
        ) { $0 = $1 }
      ], initial: nil)
  }

  static var milestone: ConfigurationForm<ReportConfiguration.Milestone> {
    let form = ConfigurationForm<Draft>.section([event, conditions, call, count], initial: Draft())
    let word = ConfigurationForm<String>.oneOf(["value_moment"], what: "value_moment, or keys such as event and count")
    let forms = alternatives(form.schema, [["event"], ["call"], ["count"]])
    return .init(.object([("anyOf", [word.schema, forms])])) { value, context throws(ConfigurationError) in
      if case .scalar = value.content {
        _ = try word.read(value, context)
        return .valueMoment
      }
      let draft = try form.read(value, context)
      if let signal = try signal(draft, value, context) { return .reached(signal, count: draft.count ?? 1) }
      guard let count = draft.count else {
        throw context.error(value, expected: "value_moment, or one of the keys event, call, count")
      }
      return .reached(.anyCall, count: count)
    }
  }

  /// nil where neither an event nor a call is named.
  private static func signal(
    _ draft: Draft, _ value: ConfigurationValue, _ context: ConfigurationContext
  ) throws(ConfigurationError) -> ReportConfiguration.Signal? {
    func conflict(_ found: String, _ expected: String) -> ConfigurationError {
      ConfigurationError(
        file: context.file, line: value.line, column: value.column, key: value.key, found: found, expected: expected)
    }
    if draft.event != nil, draft.call != nil { throw conflict("event and call", "one of the two") }
    if draft.conditions != nil, draft.event == nil {
      throw conflict("where without event", "where beside an event, whose properties it speaks of")
    }
    if let call = draft.call { return .call(endpoint: call) }
    guard let event = draft.event else { return nil }
    let conditions = (draft.conditions ?? [:]).sorted { $0.key < $1.key }
      .map { ReportConfiguration.PropertyCondition(property: $0.key, comparison: $0.value) }
    return .event(name: event, conditions: conditions)
  }

  private static func alternatives(_ schema: JSONValue, _ required: [[String]]) -> JSONValue {
    guard case .object(let members) = schema else { return schema }
    let forms = required.map { names in
      JSONValue.object([("required", .list(names.map { .text($0) }))])
    }
    return .object(members + [("anyOf", .list(forms))])
  }

  // MARK: Conditions

  private static var comparisons: ConfigurationForm<[String: ReportConfiguration.PropertyCondition.Comparison]> {
    .dictionary(
      keys: .object([("minLength", .number("1"))]), name: { member, _ throws(ConfigurationError) in member.name },
      .init(.object([("type", ["string", "number", "boolean"])])) { value, context throws(ConfigurationError) in
        guard case .scalar(let scalar) = value.content else {
          throw context.error(value, expected: "a value, or a comparison such as \">= 0.95\"")
        }
        return try comparison(scalar, value, context)
      })
  }

  private static func comparison(
    _ scalar: ConfigurationValue.Scalar, _ value: ConfigurationValue, _ context: ConfigurationContext
  ) throws(ConfigurationError) -> ReportConfiguration.PropertyCondition.Comparison {
    let text = scalar.text
    let bare = text.drop { $0 == " " }
    guard let sign = [">=", "<=", "==", "!=", ">", "<", "="].first(where: { bare.hasPrefix($0) }) else {
      let isFlag = scalar.isPlain && ["true", "false"].contains(text.lowercased())
      return .equals(isFlag ? text.lowercased() : text)
    }
    let rest = bare.dropFirst(sign.count).drop { $0 == " " }
    // `<unknown>` is a value like any other.
    guard let first = rest.first, first.isNumber || first == "-" || first == "." else { return .equals(text) }
    guard let number = NumberParser.double(String(rest)) else {
      throw context.error(value, expected: "a number behind \(sign), such as \">= 0.95\"")
    }
    switch sign {
    case ">=": return .greaterOrEqual(number)
    case "<=": return .lessOrEqual(number)
    case ">": return .greater(number)
    case "<": return .less(number)
    default:
      throw context.error(value, expected: "one of >=, >, <=, < before a number, or the bare value for equality")
    }
  }
}

/// Files that are not named by the convention.
enum SourceForms {
  private struct Draft {
    var files = ""
    var format: String?
    var columns: [String: String] = [:]
    var latencyUnit: String?
    var pattern: String?
  }

  /// What only calls can be told: their own names, and the unit behind them.
  private static var mapping: [ConfigurationKey<Draft>] {
    [
      .init(
        "columns",
        "Column → the header that holds it, the member of a JSON object, where dots lead into objects, or the variable "
          + "of pattern.",
        .section(
          CallFormat.columnNames.map { name in
            ConfigurationKey<[String: String]>(name, "Header or member that holds \(name).", .text) { $0[name] = $1 }
          }, initial: [:])
      ) { $0.columns = $1 },
      .init(
        "latency_unit", "Unit of latency_ms where columns names it.", .oneOf(CallFormat.unitNames, what: "a unit"),
        default: "ms"
      ) { $0.latencyUnit = $1 },
      .init(
        "pattern", "How a text log's lines are written, as in nginx's log_format or Apache's LogFormat.", .text
      ) { $0.pattern = $1 },
    ]
  }

  /// A pattern is followed here, where its place in the file is known.
  private static func check(
    _ draft: Draft, _ value: ConfigurationValue, _ context: ConfigurationContext
  ) throws(ConfigurationError) {
    guard let pattern = draft.pattern else { return }
    let place = value.place(of: "pattern")
    let key = value.key.isEmpty ? "pattern" : value.key + ".pattern"
    func error(_ found: String, _ expected: String, _ nearest: String?) -> ConfigurationError {
      ConfigurationError(
        file: context.file, line: place?.value.line, column: place?.value.column, key: key,
        found: found.plainText, expected: expected.plainText, nearest: nearest?.plainText)
    }
    if let format = draft.format { throw error("pattern beside format: \(format)", "one of the two", nil) }
    do {
      _ = try CallFormat.pattern(pattern, columns: draft.columns, latencyUnit: draft.latencyUnit)
    } catch {
      throw ConfigurationError(
        file: context.file, line: place?.value.line, column: place?.value.column, key: key,
        found: error.found.plainText, expected: error.expected.plainText, nearest: error.nearest?.plainText)
    }
  }

  static var sources: ConfigurationForm<[String: ReportConfiguration.Source]> {
    let common: [ConfigurationKey<Draft>] = [
      .init(
        "files", "Pattern below the data folder: * within a name, ** over folders.", .pattern, isRequired: true
      ) { $0.files = $1 },
      .init(
        "format", "How rows stand in the files; told from the content without it.",
        .oneOf(FileFormat.allCases.map(\.id), what: "a format")
      ) { $0.format = $1 },
    ]
    let tables = ExportTable.allCases.map { table in
      ConfigurationKey<[String: ReportConfiguration.Source]>(
        table.rawValue, "Files of the table \(table.rawValue).",
        .section(table == .calls ? common + mapping : common, initial: Draft(), check: check)
      ) {
        $0[table.rawValue] = .init(
          files: $1.files, format: $1.format, columns: $1.columns, latencyUnit: $1.latencyUnit,
          pattern: $1.pattern)
      }
    }
    return .section(tables, initial: [:])
  }
}
