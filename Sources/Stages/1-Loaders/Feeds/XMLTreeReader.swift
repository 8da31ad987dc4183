import CLibXML2

/// Parses with libxml2 and copies its tree into Swift values; no pointer of libxml2 outlives a call.
enum XMLTreeReader {
  struct Fault: Error {
    var line: Int?
    var detail: String

    static let doctype = "a DOCTYPE is not accepted in a feed"
    static let depth = "elements are nested deeper than \(XMLDocument.Bound.depth) levels"
  }

  /// What the callbacks report; the parser holds it for the time of one call.
  private final class Report {
    var first: Fault?

    func add(line: Int, detail: String) {
      if first == nil { first = Fault(line: line > 0 ? line : nil, detail: detail) }
    }

    static func of(_ parser: UnsafeMutableRawPointer?) -> Report? {
      guard let held = parser?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private else { return nil }
      return Unmanaged<Report>.fromOpaque(held).takeUnretainedValue()
    }
  }

  /// Static storage runs once, whatever the number of threads.
  private static let initialised: Void = xmlInitParser()

  /// NOENT, DTDLOAD, DTDATTR, XINCLUDE and HUGE stay out: they read other files or lift libxml2's own bounds.
  private static let options =
    XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue

  static func read(_ bytes: [UInt8]) -> Result<XMLDocument.Element, Fault> {
    _ = initialised
    guard let parser = xmlNewParserCtxt() else { return .failure(Fault(detail: "no memory to parse XML")) }
    defer { xmlFreeParserCtxt(parser) }
    let report = Report()
    observe(parser, report)
    let document = bytes.withUnsafeBytes { buffer in
      xmlCtxtReadMemory(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(buffer.count), nil, nil,
        CInt(bitPattern: UInt32(options)))
    }
    defer { xmlFreeDoc(document) }
    if let fault = withExtendedLifetime(report, { report.first }) { return .failure(fault) }
    guard let document, let root = xmlDocGetRootElement(document) else {
      return .failure(Fault(detail: "is not well-formed XML"))
    }
    guard document.pointee.intSubset == nil else { return .failure(Fault(detail: Fault.doctype)) }
    var copier = Copier()
    do throws(Fault) {
      return .success(try copier.element(root, depth: 1))
    } catch {
      return .failure(error)
    }
  }

  /// Keeps the first fatal error, and stops at a DOCTYPE before anything of it is read.
  private static func observe(_ parser: xmlParserCtxtPtr, _ report: Report) {
    parser.pointee._private = Unmanaged.passUnretained(report).toOpaque()
    guard let sax = parser.pointee.sax else { return }
    sax.pointee.serror = { parser, error in
      guard let error, error.pointee.level == XML_ERR_FATAL, let message = error.pointee.message else { return }
      Report.of(parser)?.add(line: Int(error.pointee.line), detail: XMLTreeReader.sentence(String(cString: message)))
    }
    sax.pointee.internalSubset = { parser, _, _, _ in
      guard let context = parser?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
      let line = context.pointee.input.map { Int($0.pointee.line) } ?? 0
      Report.of(parser)?.add(line: line, detail: Fault.doctype)
      xmlStopParser(context)
    }
  }

  /// The first line of a message of libxml2, which may quote the document.
  private static func sentence(_ message: String) -> String {
    if message.hasPrefix("Excessive depth") { return Fault.depth }
    let line = message.prefix { !$0.isNewline }
    return "is not well-formed XML: " + SecretMask.mask(String(line.prefix(SecretMask.excerptLength))).trimmed
  }

  /// Copies elements and text; comments, processing instructions and unresolved references have no part in a feed.
  private struct Copier {
    private var count = 0

    mutating func element(_ node: xmlNodePtr, depth: Int) throws(Fault) -> XMLDocument.Element {
      let line = Int(xmlGetLineNo(node))
      guard depth <= XMLDocument.Bound.depth else { throw Fault(line: line, detail: Fault.depth) }
      count += 1
      guard count <= XMLDocument.Bound.elements else {
        throw Fault(line: line, detail: "has more than \(XMLDocument.Bound.elements) elements")
      }
      let namespace = node.pointee.ns.flatMap { Self.text($0.pointee.href) }
      var element = XMLDocument.Element(name: Self.name(node.pointee.name), namespace: namespace, line: line)
      var attribute = node.pointee.properties
      while let current = attribute {
        let name = Self.name(current.pointee.name)
        if element.attributes[name] == nil { element.attributes[name] = Self.value(current) }
        attribute = current.pointee.next
      }
      var child = node.pointee.children
      while let current = child {
        switch current.pointee.type {
        case XML_ELEMENT_NODE: element.content.append(.element(try self.element(current, depth: depth + 1)))
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
          if let text = Self.text(current.pointee.content) { element.content.append(.text(text)) }
        default: break
        }
        child = current.pointee.next
      }
      return element
    }

    private static func value(_ attribute: xmlAttrPtr) -> String {
      var value = ""
      var part = attribute.pointee.children
      while let current = part {
        value += text(current.pointee.content) ?? ""
        part = current.pointee.next
      }
      return value
    }

    /// A prefix without declaration stays in the name libxml2 gives.
    private static func name(_ characters: UnsafePointer<xmlChar>?) -> String {
      let name = text(characters) ?? ""
      return name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    private static func text(_ characters: UnsafePointer<xmlChar>?) -> String? {
      characters.map { String(cString: $0) }
    }
  }
}
