/// The plainest reader of JSON there is; NaN and Infinity count as numbers.
struct JSONOracle {
  indirect enum Node: Equatable {
    case null
    case text(String)
    case number(String)
    case flag(Bool)
    case array([Node])
    case object([Member])
  }

  struct Member: Equatable {
    var name: String
    var value: Node
  }

  private var rest: ArraySlice<Unicode.Scalar>

  static func read(_ text: String) -> Node? {
    var oracle = JSONOracle(rest: Array(text.unicodeScalars)[...])
    guard let node = oracle.value(depth: 0) else { return nil }
    oracle.blanks()
    return oracle.rest.isEmpty ? node : nil
  }

  private mutating func blanks() {
    while let scalar = rest.first, [" ", "\t", "\n", "\r"].contains(scalar) { rest.removeFirst() }
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.unicodeScalars) else { return false }
    rest.removeFirst(text.unicodeScalars.count)
    return true
  }

  private mutating func value(depth: Int) -> Node? {
    blanks()
    if depth > 500 { return nil }
    if take("null") { return .null }
    if take("true") { return .flag(true) }
    if take("false") { return .flag(false) }
    for word in ["NaN", "Infinity", "-Infinity"] where take(word) { return .number(word) }
    if rest.first == "\"" { return string().map { .text($0) } }
    if take("[") { return items(depth).map { .array($0) } }
    if take("{") { return members(depth).map { .object($0) } }
    return number()
  }

  private mutating func items(_ depth: Int) -> [Node]? {
    var items: [Node] = []
    blanks()
    if take("]") { return [] }
    while true {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
      blanks()
      if take("]") { return items }
      guard take(",") else { return nil }
    }
  }

  private mutating func members(_ depth: Int) -> [Member]? {
    var members: [Member] = []
    blanks()
    if take("}") { return [] }
    while true {
      blanks()
      guard let name = string() else { return nil }
      blanks()
      guard take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append(Member(name: name, value: value))
      blanks()
      if take("}") { return members }
      guard take(",") else { return nil }
    }
  }

  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    // UTF-16, so that surrogate pairs put themselves together.
    var units: [UInt16] = []
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return String(decoding: units, as: UTF16.self) }
      if scalar.value < 0x20 { return nil }
      guard scalar == "\\" else {
        units += Array(String(scalar).utf16)
        continue
      }
      switch rest.popFirst() {
      case "\""?: units.append(0x22)
      case "\\"?: units.append(0x5C)
      case "/"?: units.append(0x2F)
      case "b"?: units.append(8)
      case "f"?: units.append(12)
      case "n"?: units.append(10)
      case "r"?: units.append(13)
      case "t"?: units.append(9)
      case "u"?:
        let digits = rest.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0.properties.isASCIIHexDigit }),
          let unit = UInt16(digits.map { String($0) }.joined(), radix: 16)
        else { return nil }
        rest.removeFirst(4)
        units.append(unit)
      default: return nil
      }
    }
    return nil
  }

  private mutating func number() -> Node? {
    let start = rest
    func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { "0"..."9" ~= $0 } ?? false }
    _ = take("-")
    if !take("0") {
      guard isDigit(rest.first) else { return nil }
      while isDigit(rest.first) { rest.removeFirst() }
    }
    if take(".") {
      guard isDigit(rest.first) else { return nil }
      while isDigit(rest.first) { rest.removeFirst() }
    }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard isDigit(rest.first) else { return nil }
      while isDigit(rest.first) { rest.removeFirst() }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: start.prefix(start.count - rest.count))
    return .number(String(text))
  }
}
