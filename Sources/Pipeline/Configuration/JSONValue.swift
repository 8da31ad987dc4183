/// JSON to be written, with its keys in the order given.
indirect enum JSONValue: Equatable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByBooleanLiteral {
  case text(String)
  /// As it is to stand in the file.
  case number(String)
  case flag(Bool)
  case list([JSONValue])
  case object([(String, JSONValue)])

  init(stringLiteral value: String) { self = .text(value) }
  init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
  init(booleanLiteral value: Bool) { self = .flag(value) }

  static func == (left: JSONValue, right: JSONValue) -> Bool { left.pretty() == right.pretty() }

  /// Two blanks a level; what fits on a short line stands on one.
  func pretty(indent: String = "") -> String {
    let compact = self.compact
    if indent.count + compact.count <= 100 { return compact }
    let inner = indent + "  "
    switch self {
    case .text, .number, .flag: return compact
    case .list(let elements):
      return "[\n" + elements.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n") + "\n" + indent + "]"
    case .object(let members):
      let lines = members.map { inner + JSONValue.quoted($0) + ": " + $1.pretty(indent: inner) }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
    }
  }

  private var compact: String {
    switch self {
    case .text(let text): JSONValue.quoted(text)
    case .number(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .list(let elements): "[" + elements.map(\.compact).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { JSONValue.quoted($0) + ": " + $1.compact }.joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
