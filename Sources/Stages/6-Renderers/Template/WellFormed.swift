import CLibXML2

/// Whether a page is well-formed, as read by libxml2's XML parser: the gate for every page we make.
///
/// It catches a template's stray `<br>` and, should escaping ever fail, a name that became markup.
enum WellFormed {
  struct Flaw: Error, Hashable {
    var line: Int
    var column: Int
    var message: String
  }

  /// `xmlInitParser` must run once before parsers run beside each other.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// The first flaw, or nil where the text is well-formed.
  ///
  /// No entity is replaced, no DTD loaded and no net used (`XML_PARSE_NOENT` would read local files).
  static func firstFlaw(in text: String) -> Flaw? {
    guard isReady, let context = xmlNewParserCtxt() else { return Flaw(line: 0, column: 0, message: "out of memory") }
    defer { xmlFreeParserCtxt(context) }
    var first: Flaw?
    let isWhole = withUnsafeMutablePointer(to: &first) { found in
      context.pointee._private = UnsafeMutableRawPointer(found)
      // The parser's last error is only what came of its first, so each is seen as it happens.
      context.pointee.sax?.pointee.serror = { userData, error in
        guard let userData, let error else { return }
        let parser = userData.assumingMemoryBound(to: xmlParserCtxt.self)
        let place = parser.pointee._private?.assumingMemoryBound(to: Flaw?.self)
        guard let place, place.pointee == nil else { return }
        let message = error.pointee.message.map { String(cString: $0) } ?? "not well-formed"
        place.pointee = Flaw(
          line: Int(error.pointee.line), column: Int(error.pointee.int2),
          message: String(message.prefix { $0 != "\n" }))
      }
      return parse(text, context)
    }
    return isWhole && first == nil ? nil : first ?? Flaw(line: 0, column: 0, message: "not well-formed")
  }

  private static func parse(_ text: String, _ context: xmlParserCtxtPtr) -> Bool {
    var text = text
    let flags = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue)
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        let length = Int32(clamping: characters.count)
        let document = xmlCtxtReadMemory(context, characters.baseAddress, length, nil, "UTF-8", flags)
        guard let document else { return false }
        xmlFreeDoc(document)
        return context.pointee.wellFormed == 1
      }
    }
  }

  /// Throws the first flaw with the line it stands in.
  static func check(_ text: String, file: String) throws(RenderError) {
    guard let flaw = firstFlaw(in: text) else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.indices.contains(flaw.line - 1) ? lines[flaw.line - 1].prefix(160) : ""
    throw RenderError(
      file: file, line: flaw.line, column: flaw.column,
      message:
        "the rendered page is not well-formed XML: \(flaw.message), in: \(line); look for the tag in its template")
  }
}
