/// Reads one selector without commas.
struct CSSSelectorReader {
  private let text: String
  private let scalars: [Unicode.Scalar]
  private let line: Int
  private var index = 0

  static func read(_ text: String, line: Int) throws(CSSFlaw) -> CSSSelector {
    var reader = CSSSelectorReader(text: text, scalars: Array(text.unicodeScalars), line: line)
    return try reader.selector()
  }

  private mutating func selector() throws(CSSFlaw) -> CSSSelector {
    var selector = CSSSelector(compounds: [try compound()], combinators: [])
    while index < scalars.count {
      selector.combinators.append(try combinator())
      selector.compounds.append(try compound())
    }
    return selector
  }

  private mutating func combinator() throws(CSSFlaw) -> CSSSelector.Combinator {
    let hasBlank = skipBlanks()
    if next == ">" {
      index += 1
      _ = skipBlanks()
      return .child
    }
    guard hasBlank, next != "+", next != "~" else { throw unsupported(String(next.map(Character.init) ?? " ")) }
    return .descendant
  }

  private mutating func compound() throws(CSSFlaw) -> CSSSelector.Compound {
    let start = index
    var compound = CSSSelector.Compound()
    if next == "*" {
      index += 1
    } else if let name = name() {
      compound.name = name.lowercased()
    }
    while let mark = next, mark == "#" || mark == "." || mark == "[" || mark == ":" {
      index += 1
      compound.conditions.append(try condition(mark))
    }
    guard index > start else { throw unsupported(next.map { String(Character($0)) } ?? "its end") }
    return compound
  }

  private mutating func condition(_ mark: Unicode.Scalar) throws(CSSFlaw) -> CSSSelector.Condition {
    if mark == "[" { return try attribute() }
    guard let name = name() else { throw unsupported(String(Character(mark))) }
    switch (mark, name) {
    case ("#", _): return .id(name)
    case (".", _): return .className(name)
    case (_, "first-child"): return .firstChild
    case (_, "last-child"): return .lastChild
    default: throw unsupported(":" + name)
    }
  }

  private mutating func attribute() throws(CSSFlaw) -> CSSSelector.Condition {
    _ = skipBlanks()
    guard let attribute = name()?.lowercased() else { throw unsupported("[") }
    _ = skipBlanks()
    var value: String?
    if next == "=" {
      index += 1
      _ = skipBlanks()
      value = quoted() ?? name()
      guard value != nil else { throw unsupported("[\(attribute)=") }
      _ = skipBlanks()
    }
    guard next == "]" else { throw unsupported("[\(attribute)") }
    index += 1
    return .attribute(attribute, equals: value)
  }

  private mutating func quoted() -> String? {
    guard let quote = next, quote == "\"" || quote == "'" else { return nil }
    guard let end = scalars[(index + 1)...].firstIndex(of: quote) else { return nil }
    let value = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
    // Escapes are not read: a value that has some is refused as an unclosed bracket.
    guard !value.contains("\\") else { return nil }
    index = end + 1
    return value
  }

  private mutating func name() -> String? {
    let rest = scalars[index...].prefix { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_")
    }
    guard let first = rest.first, !("0"..."9").contains(first) else { return nil }
    index = rest.endIndex
    return String(String.UnicodeScalarView(rest))
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func skipBlanks() -> Bool {
    let start = index
    while let scalar = next, scalar.properties.isWhitespace { index += 1 }
    return index > start
  }

  private func unsupported(_ part: String) -> CSSFlaw {
    CSSFlaw(
      line: line,
      message:
        "the selector '\(text)' cannot be inlined at '\(part)'; expected elements, .class, #id, [attribute=value], "
        + ":first-child, :last-child, joined by blanks or '>' (put other rules into the sheet that is kept)")
  }
}
