import Loaders
import Yams

/// A value of the file with its place; variables of the environment stand expanded in it.
struct ConfigurationValue {
  enum Content {
    /// `key:` with nothing behind it.
    case nothing
    case scalar(Scalar)
    case list([ConfigurationValue])
    case mapping([Member])
  }

  struct Scalar {
    let text: String
    /// As it stands in the file: a message must not show what a variable holds.
    let written: String
    /// Without quotes, so that `30` is a number and `true` a flag.
    let isPlain: Bool
  }

  struct Member {
    let name: String
    let line: Int?
    let column: Int?
    let value: ConfigurationValue
  }

  /// Such as `depth.weights.volume`.
  let key: String
  let line: Int?
  let column: Int?
  let content: Content

  /// For messages.
  var shown: String {
    switch content {
    case .nothing: "nothing"
    case .scalar(let scalar): "\"" + ConfigurationValue.shown(scalar.written) + "\""
    case .list: "a list"
    case .mapping: "keys"
    }
  }

  static func shown(_ text: String) -> String {
    let text = SecretMask.mask(text).plainText
    return text.count <= 60 ? text : text.prefix(57) + "…"
  }
}

/// Copies a composed document, with `${NAME}` replaced in its values.
struct ConfigurationTree {
  let file: String
  let environment: [String: String]

  func value(_ node: Node, key: String) throws(ConfigurationError) -> ConfigurationValue {
    ConfigurationValue(
      key: key, line: node.mark?.line, column: node.mark?.column, content: try content(node, key: key))
  }

  private func content(_ node: Node, key: String) throws(ConfigurationError) -> ConfigurationValue.Content {
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain
      if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return .nothing }
      let text = try expanded(scalar.string, node, key: key)
      return .scalar(.init(text: text, written: scalar.string, isPlain: isPlain || text != scalar.string))
    case .sequence(let sequence):
      var elements: [ConfigurationValue] = []
      for (index, element) in sequence.enumerated() {
        elements.append(try value(element, key: "\(key)[\(index)]"))
      }
      return .list(elements)
    case .mapping(let mapping):
      var members: [ConfigurationValue.Member] = []
      for (name, inner) in mapping { members.append(try member(name, inner, below: key)) }
      return .mapping(members)
    case .alias: return .nothing
    }
  }

  private func member(
    _ name: Node, _ inner: Node, below key: String
  ) throws(ConfigurationError) -> ConfigurationValue.Member {
    guard let text = name.scalar?.string else {
      throw error(name, key: key, found: "a key that is no text", expected: "names of keys")
    }
    let path = key.isEmpty ? text : key + "." + text
    return .init(
      name: text, line: name.mark?.line, column: name.mark?.column,
      value: try value(inner, key: ConfigurationValue.shown(path)))
  }

  /// `${NAME}` → its value, `$${` → `${`; a dollar sign alone is one.
  private func expanded(_ text: String, _ node: Node, key: String) throws(ConfigurationError) -> String {
    guard text.contains("${") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      let before = rest[..<start.lowerBound]
      let after = rest[start.upperBound...]
      if before.hasSuffix("$") {
        result += before.dropLast() + "${"
        rest = after
        continue
      }
      result += before
      guard let end = after.firstIndex(of: "}"), ConfigurationTree.isName(after[..<end]) else {
        throw error(
          node, key: key, found: "\"" + ConfigurationValue.shown(String(rest[start.lowerBound...])) + "\"",
          expected: "the name of an environment variable and } behind ${ ($${ stands for ${ itself)")
      }
      let name = String(after[..<end])
      guard let value = environment[name] else {
        throw error(
          node, key: key, found: "${\(name)}", expected: "the environment variable \(name) to be set")
      }
      result += value
      rest = after[after.index(after: end)...]
    }
    return result + rest
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 128 else { return false }
    return text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
  }

  private func error(_ node: Node, key: String, found: String, expected: String) -> ConfigurationError {
    ConfigurationError(
      file: file, line: node.mark?.line, column: node.mark?.column, key: key, found: found, expected: expected)
  }
}
