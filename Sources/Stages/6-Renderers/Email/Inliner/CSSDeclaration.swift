/// `property: value`, as a style sheet or a `style` attribute has it.
struct CSSDeclaration: Hashable {
  var property: String
  var value: String
  var isImportant: Bool
}

/// What is wrong with a style sheet: the line in it, from 1.
struct CSSFlaw: Error, Hashable {
  var line: Int
  var message: String
}

/// Reads text of CSS from the left; strings, comments and brackets are kept whole.
struct CSSScanner {
  private let characters: [Unicode.Scalar]
  private var index = 0
  private(set) var line = 1

  init(_ text: String) { characters = Array(text.unicodeScalars) }

  var isAtEnd: Bool { index >= characters.count }
  var next: Unicode.Scalar? { index < characters.count ? characters[index] : nil }

  private var isComment: Bool {
    index + 1 < characters.count && characters[index] == "/" && characters[index + 1] == "*"
  }

  mutating func advance() {
    if next == "\n" { line += 1 }
    index += 1
  }

  /// Blanks and comments.
  mutating func skipBlanks() throws(CSSFlaw) {
    while let scalar = next {
      if isComment {
        try skipComment()
      } else if scalar.properties.isWhitespace {
        advance()
      } else {
        return
      }
    }
  }

  /// The text up to one of `ends` outside strings and brackets, without comments; the end itself is not taken.
  mutating func text(upTo ends: Set<Unicode.Scalar>) throws(CSSFlaw) -> String {
    var text = String.UnicodeScalarView()
    var depth = 0
    while let scalar = next {
      if isComment {
        try skipComment()
        text.append(" ")
        continue
      }
      if depth == 0 && ends.contains(scalar) { break }
      if scalar == "(" || scalar == "[" { depth += 1 }
      if scalar == ")" || scalar == "]" { depth = max(0, depth - 1) }
      if scalar == "\"" || scalar == "'" {
        text.append(contentsOf: try string(closedBy: scalar))
      } else {
        text.append(scalar)
        advance()
      }
    }
    return String(text).trimmingBlanks
  }

  private mutating func string(closedBy quote: Unicode.Scalar) throws(CSSFlaw) -> [Unicode.Scalar] {
    let start = line
    var text = [quote]
    advance()
    while let scalar = next, scalar != "\n" {
      text.append(scalar)
      advance()
      if scalar == quote { return text }
      if scalar == "\\", let escaped = next {
        text.append(escaped)
        advance()
      }
    }
    throw CSSFlaw(line: start, message: "a string is opened here and not closed")
  }

  private mutating func skipComment() throws(CSSFlaw) {
    let start = line
    advance()
    advance()
    while index + 1 < characters.count {
      if characters[index] == "*" && characters[index + 1] == "/" {
        advance()
        advance()
        return
      }
      advance()
    }
    throw CSSFlaw(line: start, message: "a comment is opened here and not closed")
  }
}

extension CSSDeclaration {
  /// The declarations of a block or of a `style` attribute, in their order.
  static func list(_ scanner: inout CSSScanner) throws(CSSFlaw) -> [CSSDeclaration] {
    var declarations: [CSSDeclaration] = []
    while true {
      try scanner.skipBlanks()
      if scanner.next == ";" {
        scanner.advance()
        continue
      }
      guard let next = scanner.next, next != "}" else { return declarations }
      let line = scanner.line
      let property = try scanner.text(upTo: [":", ";", "}"]).lowercased()
      guard scanner.next == ":", isName(property) else {
        throw CSSFlaw(line: line, message: "'\(property)' is no declaration; expected 'property: value'")
      }
      scanner.advance()
      declarations.append(try declaration(property, scanner.text(upTo: [";", "}"]), line: line))
    }
  }

  static func list(_ text: String) throws(CSSFlaw) -> [CSSDeclaration] {
    var scanner = CSSScanner(text)
    let declarations = try list(&scanner)
    guard scanner.isAtEnd else { throw CSSFlaw(line: scanner.line, message: "'}' closes nothing that is open here") }
    return declarations
  }

  private static func declaration(_ property: String, _ text: String, line: Int) throws(CSSFlaw) -> CSSDeclaration {
    var value = text
    var isImportant = false
    if let mark = text.lastIndex(of: "!"),
      String(text[text.index(after: mark)...]).trimmingBlanks.lowercased() == "important"
    {
      isImportant = true
      value = String(text[..<mark]).trimmingBlanks
    }
    guard !value.isEmpty else { throw CSSFlaw(line: line, message: "\(property) has no value") }
    return CSSDeclaration(property: property, value: value, isImportant: isImportant)
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "-_0123456789".unicodeScalars.contains($0))
      }
  }
}

extension String {
  var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
