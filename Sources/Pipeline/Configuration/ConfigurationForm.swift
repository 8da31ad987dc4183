import Loaders
import ReportModel

/// What is needed beside the file to read it.
struct ConfigurationContext {
  let file: String
  let isKnownZone: (String) -> Bool
  let zoneNames: [String]

  func error(_ value: ConfigurationValue, expected: String, nearest: String? = nil) -> ConfigurationError {
    ConfigurationError(
      file: file, line: value.line, column: value.column, key: value.key, found: value.shown, expected: expected,
      nearest: nearest)
  }
}

/// What may stand behind a key: how it is read, and how the JSON Schema says the same.
struct ConfigurationForm<Output> {
  let schema: JSONValue
  let read: (ConfigurationValue, ConfigurationContext) throws(ConfigurationError) -> Output

  init(
    _ schema: JSONValue,
    _ read: @escaping (ConfigurationValue, ConfigurationContext) throws(ConfigurationError) -> Output
  ) {
    self.schema = schema
    self.read = read
  }

  func map<Other>(_ transform: @escaping (Output) -> Other) -> ConfigurationForm<Other> {
    ConfigurationForm<Other>(schema) { value, context throws(ConfigurationError) in transform(try read(value, context))
    }
  }
}

/// One key of a section: the one place that knows its name.
struct ConfigurationKey<Target> {
  let name: String
  /// For the schema.
  let about: String
  let schema: JSONValue
  let isRequired: Bool
  let apply: (inout Target, ConfigurationValue, ConfigurationContext) throws(ConfigurationError) -> Void

  init<Output>(
    _ name: String, _ about: String, _ form: ConfigurationForm<Output>, default standard: JSONValue? = nil,
    isRequired: Bool = false, _ set: @escaping (inout Target, Output) -> Void
  ) {
    self.name = name
    self.about = about
    self.isRequired = isRequired
    var members: [(String, JSONValue)] = [("description", .text(about))]
    if case .object(let inner) = form.schema { members += inner }
    if let standard { members.append(("default", standard)) }
    schema = .object(members)
    apply = { target, value, context throws(ConfigurationError) in set(&target, try form.read(value, context)) }
  }
}

extension ConfigurationKey {
  /// The same key in a section that holds this one's target.
  func lifted<Whole>(to path: WritableKeyPath<Whole, Target>) -> ConfigurationKey<Whole> {
    ConfigurationKey<Whole>(copying: self, path)
  }

  private init<Part>(copying key: ConfigurationKey<Part>, _ path: WritableKeyPath<Target, Part>) {
    (name, about, schema, isRequired) = (key.name, key.about, key.schema, key.isRequired)
    apply = { target, value, context throws(ConfigurationError) in
      try key.apply(&target[keyPath: path], value, context)
    }
  }
}

extension ConfigurationForm {
  /// Keys with values of their own; `initial` holds the defaults, `check` what one key alone cannot tell.
  static func section(
    _ keys: [ConfigurationKey<Output>], initial: Output,
    check: @escaping (Output, ConfigurationValue, ConfigurationContext) throws(ConfigurationError) -> Void = {
      _, _, _ in
    }
  ) -> ConfigurationForm {
    var schema: [(String, JSONValue)] = [
      ("type", "object"), ("properties", .object(keys.map { ($0.name, $0.schema) })), ("additionalProperties", false),
    ]
    let required = keys.filter(\.isRequired).map { JSONValue.text($0.name) }
    if !required.isEmpty { schema.append(("required", .list(required))) }
    return ConfigurationForm(.object(schema)) { value, context throws(ConfigurationError) in
      var result = initial
      let members = try value.members(context, names: keys.map(\.name))
      for member in members {
        guard let key = keys.first(where: { $0.name == member.name }) else { continue }
        if case .nothing = member.value.content, !key.isRequired { continue }
        try key.apply(&result, member.value, context)
      }
      for key in keys where key.isRequired && !members.contains(where: { $0.name == key.name }) {
        throw context.error(value, expected: "the key \(key.name)")
      }
      try check(result, value, context)
      return result
    }
  }

  /// Any keys with values of one kind; `name` reads the keys, `names` are the ones to suggest from.
  static func dictionary<Name: Hashable, Element>(
    keys: JSONValue,
    name: @escaping (ConfigurationValue.Member, ConfigurationContext) throws(ConfigurationError) -> Name,
    _ form: ConfigurationForm<Element>
  ) -> ConfigurationForm<[Name: Element]> where Output == [Name: Element] {
    let schema: [(String, JSONValue)] = [
      ("type", "object"), ("propertyNames", keys), ("additionalProperties", form.schema),
    ]
    return ConfigurationForm(.object(schema)) { value, context throws(ConfigurationError) in
      var result: [Name: Element] = [:]
      for member in try value.members(context, names: nil) {
        let key = try name(member, context)
        if result[key] != nil { throw context.duplicate(member, of: value) }
        result[key] = try form.read(member.value, context)
      }
      return result
    }
  }

  static func list<Element>(
    of form: ConfigurationForm<Element>, isEmptyAllowed: Bool = true
  ) -> ConfigurationForm<[Element]> where Output == [Element] {
    var schema: [(String, JSONValue)] = [("type", "array"), ("items", form.schema)]
    if !isEmptyAllowed { schema.append(("minItems", .number("1"))) }
    return ConfigurationForm(.object(schema)) { value, context throws(ConfigurationError) in
      guard case .list(let elements) = value.content else { throw context.error(value, expected: "a list") }
      if elements.isEmpty, !isEmptyAllowed {
        throw ConfigurationError(
          file: context.file, line: value.line, column: value.column, key: value.key, found: "an empty list",
          expected: "at least one entry")
      }
      var result: [Element] = []
      for element in elements { result.append(try form.read(element, context)) }
      return result
    }
  }
}

extension ConfigurationContext {
  func duplicate(_ member: ConfigurationValue.Member, of value: ConfigurationValue) -> ConfigurationError {
    ConfigurationError(
      file: file, line: member.line, column: member.column, key: value.key,
      found: "the key \"\(ConfigurationValue.shown(member.name))\" a second time", expected: "each key once")
  }
}

extension ConfigurationValue {
  /// The members of a mapping; throws for anything else, for keys given twice and for those not among `names`.
  func members(_ context: ConfigurationContext, names: [String]?) throws(ConfigurationError) -> [Member] {
    let expected = names.map { "keys: " + $0.joined(separator: ", ") } ?? "keys"
    guard case .mapping(let members) = content else { throw context.error(self, expected: expected) }
    var seen: Set<String> = []
    for member in members {
      if !seen.insert(member.name).inserted { throw context.duplicate(member, of: self) }
      guard let names, !names.contains(member.name) else { continue }
      throw ConfigurationError(
        file: context.file, line: member.line, column: member.column, key: key,
        found: "the key \"\(ConfigurationValue.shown(member.name))\"",
        expected: "one of " + names.joined(separator: ", "), nearest: NearestName.of(member.name, among: names))
    }
    return members
  }
}
