import CLibXML2

/// Where and why a text is not well-formed.
struct MarkupFlaw: Error, Hashable {
  var line: Int
  var column: Int
  var message: String
}

/// Reads pages with libxml2's XML parser: the only place of the renderers that touches the library.
///
/// No entity is replaced, no DTD loaded and no net used (`XML_PARSE_NOENT` would read local files). libxml2's HTML
/// parser stays out: it knows nothing of HTML5 and spoils inline SVG.
enum MarkupReader {
  /// The first flaw, or nil where the text is well-formed.
  static func firstFlaw(in text: String) -> MarkupFlaw? {
    do throws(MarkupFlaw) {
      try withDocument(text) { _ in }
      return nil
    } catch {
      return error
    }
  }

  /// The page as Swift values; nothing of libxml2 outlives the call.
  static func read(_ text: String) throws(MarkupFlaw) -> MarkupPage {
    var page: MarkupPage?
    try withDocument(text) { document in
      guard let root = xmlDocGetRootElement(document) else { return }
      page = MarkupPage(root: copy(root, parent: nil), hasDoctype: document.pointee.intSubset != nil)
    }
    guard let page else { throw MarkupFlaw(line: 0, column: 0, message: "the page is empty") }
    return page
  }

  /// `xmlInitParser` must run once before parsers run beside each other.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  private static func withDocument(_ text: String, _ body: (xmlDocPtr) -> Void) throws(MarkupFlaw) {
    guard isReady, let context = xmlNewParserCtxt() else {
      throw MarkupFlaw(line: 0, column: 0, message: "out of memory")
    }
    defer { xmlFreeParserCtxt(context) }
    var first: MarkupFlaw?
    let document = withUnsafeMutablePointer(to: &first) { found in
      context.pointee._private = UnsafeMutableRawPointer(found)
      // The parser's last error is only what came of its first, so each is seen as it happens.
      context.pointee.sax?.pointee.serror = { userData, error in
        guard let userData, let error else { return }
        let parser = userData.assumingMemoryBound(to: xmlParserCtxt.self)
        let place = parser.pointee._private?.assumingMemoryBound(to: MarkupFlaw?.self)
        guard let place, place.pointee == nil else { return }
        let message = error.pointee.message.map { String(cString: $0) } ?? "not well-formed"
        place.pointee = MarkupFlaw(
          line: Int(error.pointee.line), column: Int(error.pointee.int2),
          message: String(message.prefix { $0 != "\n" }))
      }
      return parse(text, context)
    }
    defer { xmlFreeDoc(document) }
    guard let document, first == nil, context.pointee.wellFormed == 1 else {
      throw first ?? MarkupFlaw(line: 0, column: 0, message: "not well-formed")
    }
    body(document)
  }

  private static func parse(_ text: String, _ context: xmlParserCtxtPtr) -> xmlDocPtr? {
    var text = text
    let flags = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue)
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        xmlCtxtReadMemory(context, characters.baseAddress, Int32(clamping: characters.count), nil, "UTF-8", flags)
      }
    }
  }

  private static func copy(_ node: xmlNodePtr, parent: MarkupElement?) -> MarkupElement {
    let element = MarkupElement(
      name: qualified(node.pointee.name, node.pointee.ns), attributes: attributes(node),
      line: xmlGetLineNo(node), parent: parent)
    var next = node.pointee.children
    while let child = next {
      switch child.pointee.type {
      case XML_ELEMENT_NODE: element.children.append(.element(copy(child, parent: element)))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: element.children.append(.text(string(child.pointee.content)))
      case XML_COMMENT_NODE: element.children.append(.comment(string(child.pointee.content)))
      default: break
      }
      next = child.pointee.next
    }
    return element
  }

  /// Namespace declarations first, then the attributes in their order.
  private static func attributes(_ node: xmlNodePtr) -> [(name: String, value: String)] {
    var attributes: [(name: String, value: String)] = []
    var namespace = node.pointee.nsDef
    while let declared = namespace {
      let prefix = declared.pointee.prefix.map { ":" + string($0) } ?? ""
      attributes.append(("xmlns" + prefix, string(declared.pointee.href)))
      namespace = declared.pointee.next
    }
    var next = node.pointee.properties
    while let attribute = next {
      let content = xmlNodeListGetString(node.pointee.doc, attribute.pointee.children, 1)
      attributes.append((qualified(attribute.pointee.name, attribute.pointee.ns), string(content)))
      throughline_xml_free(content)
      next = attribute.pointee.next
    }
    return attributes
  }

  private static func qualified(_ name: UnsafePointer<xmlChar>?, _ namespace: xmlNsPtr?) -> String {
    let prefix = namespace?.pointee.prefix.map { string($0) + ":" } ?? ""
    return prefix + string(name)
  }

  private static func string(_ text: UnsafePointer<xmlChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
