import CLibXML2

/// An XML element copied out of libxml2.
struct XMLElement {
  /// Without its prefix.
  let name: String
  let attributes: [String: String]
  let children: [XMLElement]
  /// The text of the element and all below it.
  let text: String
  let line: Int

  /// The first child of that name.
  subscript(name: String) -> XMLElement? { children.first { $0.name == name } }
}

/// Parses XML that nobody vouches for.
///
/// A document with a DOCTYPE is refused, so that no entity is ever declared: `XML_PARSE_NOENT` would read local files
/// even with `NONET`, and nested entities grow without bound. libxml2 itself stops at 256 levels.
enum XMLDocument {
  static let limit = 16 << 20

  static func parse(_ bytes: [UInt8], file: ExportFile) throws(LoadError) -> XMLElement {
    if hasDoctype(bytes) { throw doctype(file) }
    let isUTF8 = bytes.withUnsafeBytes { EncodingCheck.firstFault($0) } == nil
    guard let context = xmlNewParserCtxt() else { throw failure(file, nil) }
    defer { xmlFreeParserCtxt(context) }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      | XML_PARSE_NOCDATA.rawValue
    let document = bytes.withUnsafeBytes { buffer in
      xmlCtxtReadMemory(
        context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil,
        isUTF8 ? "UTF-8" : nil, Int32(bitPattern: options))
    }
    defer { if let document { xmlFreeDoc(document) } }
    guard let document else { throw failure(file, context) }
    // Encodings in which the bytes of `<!DOCTYPE` are others.
    guard document.pointee.intSubset == nil else { throw doctype(file) }
    guard let root = xmlDocGetRootElement(document) else { throw failure(file, context) }
    return copy(root)
  }

  private static func copy(_ node: UnsafeMutablePointer<xmlNode>) -> XMLElement {
    var attributes: [String: String] = [:]
    var attribute = node.pointee.properties
    while let current = attribute {
      attributes[string(current.pointee.name)] = text(current.pointee.children)
      attribute = current.pointee.next
    }
    var children: [XMLElement] = []
    var content = ""
    var child = node.pointee.children
    while let current = child {
      switch current.pointee.type {
      case XML_ELEMENT_NODE:
        let element = copy(current)
        content += element.text
        children.append(element)
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: content += string(current.pointee.content)
      default: break
      }
      child = current.pointee.next
    }
    return XMLElement(
      name: string(node.pointee.name), attributes: attributes, children: children, text: content,
      line: xmlGetLineNo(node))
  }

  private static func text(_ first: UnsafeMutablePointer<xmlNode>?) -> String {
    var content = ""
    var node = first
    while let current = node {
      if current.pointee.type == XML_TEXT_NODE { content += string(current.pointee.content) }
      node = current.pointee.next
    }
    return content
  }

  private static func string(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private static func hasDoctype(_ bytes: [UInt8]) -> Bool {
    let wanted = Array("<!doctype".utf8)
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: UInt8(ascii: "<")) {
      if bytes[found...].prefix(wanted.count).elementsEqual(wanted, by: { $0 == $1 || $0 | 0x20 == $1 }) { return true }
      start = found + 1
    }
    return false
  }

  private static func doctype(_ file: ExportFile) -> LoadError {
    LoadError(
      .malformed, file: file.path, line: 1, detail: "found a DOCTYPE, expected a plain Atom or RSS feed",
      hint: "entities are not read; save the feed again as the status page serves it")
  }

  private static func failure(_ file: ExportFile, _ context: xmlParserCtxtPtr?) -> LoadError {
    guard let context, let error = xmlCtxtGetLastError(context), let message = error.pointee.message else {
      return LoadError(.malformed, file: file.path, detail: "the XML cannot be read")
    }
    let detail = SecretMask.mask(String(String(cString: message).prefix(160)).trimmingLines.plainText)
    return LoadError(
      .malformed, file: file.path, line: Int(error.pointee.line), column: Int(error.pointee.int2), detail: detail,
      hint: "expected an Atom or RSS feed")
  }
}

extension String {
  /// Without white space at both ends.
  var trimmingLines: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
