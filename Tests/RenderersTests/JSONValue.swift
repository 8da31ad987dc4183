/// Any JSON, for tests that look at a document without knowing its type.
enum JSONValue: Hashable, Codable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Most are strings and numbers, and an attempt that fails is dear.
    if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .bool(try container.decode(Bool.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let values): try container.encode(values)
    case .object(let fields): try container.encode(fields)
    }
  }

  var object: [String: JSONValue]? { if case .object(let fields) = self { fields } else { nil } }
  var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }

  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number(let number): number == number.rounded() ? "integer" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

/// The part of JSON Schema (draft 2020-12) that our own schema uses; another keyword is an error, not a pass.
struct SchemaChecker {
  let schema: JSONValue

  private static let known: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties",
    "items", "enum", "const", "anyOf", "pattern", "minLength", "minimum", "minItems", "maxItems",
  ]

  func errors(in document: JSONValue) -> [String] { errors(document, schema, "$") }

  private func errors(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard let rules = schema.object else { return ["\(path): a schema is an object"] }
    var found = rules.keys.filter { !Self.known.contains($0) }.map { "\(path): the checker does not know \($0)" }
    if let reference = rules["$ref"]?.string {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      guard let target = self.schema.object?["$defs"]?.object?[name] else { return ["\(path): no \(reference)"] }
      found += errors(value, target, path)
    }
    if let types = rules["type"] {
      let allowed = types.string.map { [$0] } ?? types.array?.compactMap(\.string) ?? []
      let isOne = allowed.contains(value.typeName) || value.typeName == "integer" && allowed.contains("number")
      if !isOne { found.append("\(path): \(value.typeName) where \(allowed) is due") }
    }
    if let constant = rules["const"], constant != value { found.append("\(path): not \(constant)") }
    if let values = rules["enum"]?.array, !values.contains(value) {
      found.append("\(path): \(value) is none of the words")
    }
    if let choices = rules["anyOf"]?.array, !choices.contains(where: { errors(value, $0, path).isEmpty }) {
      found.append("\(path): fits none of the choices")
    }
    return found + limits(value, rules, path) + members(value, rules, path)
  }

  private func limits(_ value: JSONValue, _ rules: [String: JSONValue], _ path: String) -> [String] {
    var found: [String] = []
    if let text = value.string {
      if let pattern = rules["pattern"]?.string, (try? Regex(pattern).firstMatch(in: text)) == nil {
        found.append("\(path): \(text) does not match \(pattern)")
      }
      if let least = rules["minLength"]?.number, Double(text.count) < least { found.append("\(path): too short") }
    }
    if let number = value.number, let least = rules["minimum"]?.number, number < least {
      found.append("\(path): too small")
    }
    if let array = value.array {
      if let least = rules["minItems"]?.number, Double(array.count) < least { found.append("\(path): too few") }
      if let most = rules["maxItems"]?.number, Double(array.count) > most { found.append("\(path): too many") }
    }
    return found
  }

  private func members(_ value: JSONValue, _ rules: [String: JSONValue], _ path: String) -> [String] {
    var found: [String] = []
    if let items = rules["items"], let array = value.array {
      for (index, item) in array.enumerated() { found += errors(item, items, "\(path)[\(index)]") }
    }
    guard let fields = value.object else { return found }
    for name in rules["required"]?.array?.compactMap(\.string) ?? [] where fields[name] == nil {
      found.append("\(path): \(name) is missing")
    }
    let properties = rules["properties"]?.object ?? [:]
    for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
      if let rule = properties[name] ?? rules["additionalProperties"] {
        found += errors(field, rule, "\(path).\(name)")
      }
    }
    return found
  }
}
