import Loaders
import ReportModel

/// Values of one line.
extension ConfigurationForm where Output == String {
  static var text: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("minLength", .number("1"))])) {
      value, context throws(ConfigurationError) in
      guard case .scalar(let scalar) = value.content, scalar.text.contains(where: { !$0.isWhitespace }) else {
        throw context.error(value, expected: "text")
      }
      return scalar.text
    }
  }

  /// One of a few words.
  static func oneOf(_ names: [String], what: String) -> ConfigurationForm {
    ConfigurationForm(.object([("enum", .list(names.map { .text($0) }))])) {
      value, context throws(ConfigurationError) in
      let name = try text.read(value, context)
      if names.contains(name) { return name }
      throw context.error(
        value, expected: "\(what): " + names.joined(separator: ", "), nearest: NearestName.of(name, among: names))
    }
  }

  static var zone: ConfigurationForm {
    ConfigurationForm(.object([("type", "string")])) { value, context throws(ConfigurationError) in
      let name = try text.read(value, context)
      if context.isKnownZone(name) { return name }
      throw context.error(
        value, expected: "a time zone of the IANA database, such as Europe/Berlin or UTC",
        nearest: NearestName.of(name, among: context.zoneNames))
    }
  }

  /// An upper-case currency code.
  static var currency: ConfigurationForm {
    ConfigurationForm(currencyPattern) { value, context throws(ConfigurationError) in
      let code = try text.read(value, context).uppercased()
      guard isCurrency(code) else { throw context.error(value, expected: "a currency code such as USD") }
      return code
    }
  }

  static var currencyPattern: JSONValue { .object([("type", "string"), ("pattern", "^[A-Za-z]{3,5}$")]) }

  static func isCurrency(_ code: String) -> Bool {
    (3...5).contains(code.utf8.count) && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// `METHOD template`, in the spelling endpoints are compared by.
  static var endpoint: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("pattern", "^[A-Za-z_-]+\\s+/")])) {
      value, context throws(ConfigurationError) in
      guard let name = EndpointName.normalised(try text.read(value, context)) else {
        throw context.error(value, expected: "a method and a path template, such as \"POST /v1/charges\"")
      }
      return name
    }
  }

  /// A pattern over paths below the data folder.
  static var pattern: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("minLength", .number("1"))])) {
      value, context throws(ConfigurationError) in
      let glob = try text.read(value, context)
      guard !glob.hasPrefix("/"), !glob.split(separator: "/").contains("..") else {
        throw context.error(value, expected: "a pattern below the data folder, such as \"gateway/*.log.gz\"")
      }
      return glob
    }
  }
}

/// A variable of the environment may stand for any number.
private func orVariable(_ members: [(String, JSONValue)]) -> JSONValue {
  .object([
    ("anyOf", [.object(members), .object([("type", "string"), ("pattern", "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$")])])
  ])
}

extension ConfigurationValue {
  /// The digits of a number: `100_000` is one, `"30"` in quotes is text.
  fileprivate var digits: String? {
    guard case .scalar(let scalar) = content, scalar.isPlain else { return nil }
    return scalar.text.filter { $0 != "_" }
  }
}

extension ConfigurationForm where Output == Int {
  static func integer(_ range: ClosedRange<Int>) -> ConfigurationForm {
    var schema: [(String, JSONValue)] = [("type", "integer"), ("minimum", .number(String(range.lowerBound)))]
    if range.upperBound < Int.max { schema.append(("maximum", .number(String(range.upperBound)))) }
    let limit =
      range.upperBound < Int.max ? "from \(range.lowerBound) to \(range.upperBound)" : "of at least \(range.lowerBound)"
    return ConfigurationForm(orVariable(schema)) { value, context throws(ConfigurationError) in
      guard let number = value.digits.flatMap({ NumberParser.int($0) }), range.contains(number) else {
        throw context.error(value, expected: "a whole number " + limit)
      }
      return number
    }
  }
}

extension ConfigurationForm where Output == Double {
  /// Neither end belongs to the range where `isOpen`.
  static func number(
    from low: Double, to high: Double = .infinity, isOpen: Bool = false
  ) -> ConfigurationForm {
    func plain(_ number: Double) -> String { number == number.rounded() ? String(Int(number)) : String(number) }
    var schema: [(String, JSONValue)] = [("type", "number")]
    schema.append((isOpen ? "exclusiveMinimum" : "minimum", .number(plain(low))))
    if high.isFinite { schema.append((isOpen ? "exclusiveMaximum" : "maximum", .number(plain(high)))) }
    let limit =
      high.isFinite
      ? "from \(plain(low)) to \(plain(high))" : isOpen ? "above \(plain(low))" : "of at least \(plain(low))"
    return ConfigurationForm(orVariable(schema)) { value, context throws(ConfigurationError) in
      guard let number = value.digits.flatMap({ NumberParser.double($0) }), number >= low, number <= high,
        !isOpen || number > low && number < high
      else { throw context.error(value, expected: "a number " + limit) }
      return number
    }
  }
}
