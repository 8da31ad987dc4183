/// A style sheet of plain rules.
struct CSSSheet {
  struct Rule {
    var selectors: [CSSSelector]
    var declarations: [CSSDeclaration]
  }

  let rules: [Rule]

  /// - Throws: at a selector that cannot be inlined, at an at-rule, at what is no CSS; with its line.
  init(_ text: String) throws(CSSFlaw) {
    var scanner = CSSScanner(text)
    var rules: [Rule] = []
    try scanner.skipBlanks()
    while !scanner.isAtEnd {
      let line = scanner.line
      if scanner.next == "@" {
        throw CSSFlaw(
          line: line, message: "at-rules cannot be inlined: put them into the sheet that is kept, without data-inline")
      }
      var selectors: [CSSSelector] = []
      while selectors.isEmpty || scanner.next == "," {
        if !selectors.isEmpty { scanner.advance() }
        try scanner.skipBlanks()
        let start = scanner.line
        selectors.append(try CSSSelectorReader.read(try scanner.text(upTo: [",", "{", "}"]), line: start))
      }
      guard scanner.next == "{" else { throw CSSFlaw(line: line, message: "a rule without a block in braces") }
      scanner.advance()
      let declarations = try CSSDeclaration.list(&scanner)
      guard scanner.next == "}" else { throw CSSFlaw(line: line, message: "the block of this rule is not closed") }
      scanner.advance()
      rules.append(Rule(selectors: selectors, declarations: declarations))
      try scanner.skipBlanks()
    }
    self.rules = rules
  }
}
