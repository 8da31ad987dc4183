/// A small XML file as Swift values: elements, attributes and text, nothing else.
///
/// For feeds of untrusted origin: no DOCTYPE, hence no entities but the five of XML, nothing is fetched, and size,
/// depth and number of elements are bounded.
struct XMLDocument: Sendable {
  struct Element: Sendable {
    /// Without its prefix.
    var name: String
    var namespace: String?
    /// By name without prefix; the first one wins.
    var attributes: [String: String] = [:]
    var content: [Node] = []
    var line: Int

    var children: [Element] {
      content.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// Its own text and that of everything inside it, in order.
    var text: String {
      content.reduce(into: "") { text, node in
        switch node {
        case .text(let part): text += part
        case .element(let element): text += element.text
        }
      }
    }

    /// Children of a name in the element's own namespace: `media:title` is no title of an Atom entry.
    func all(_ name: String) -> [Element] {
      children.filter { $0.name == name && $0.namespace == namespace }
    }

    /// The first child of a name in the element's own namespace.
    func first(_ name: String) -> Element? { all(name).first }
  }

  enum Node: Sendable {
    case text(String)
    case element(Element)
  }

  /// What a document may be at most.
  enum Bound {
    static let bytes = 16 << 20
    static let depth = 64
    static let elements = 500_000
  }

  let root: Element

  /// Reads a whole document; errors name the first fault and its line.
  static func parse(_ bytes: [UInt8], file: String) throws(LoadError) -> XMLDocument {
    guard bytes.contains(where: { !$0.isXMLSpace }) else { throw LoadError(.empty, file: file, detail: "is empty") }
    guard bytes.count <= Bound.bytes else {
      throw LoadError(
        .recordTooLong, file: file, detail: "is larger than the 16 MB a feed may have",
        hint: "export fewer entries, or the same rows as CSV")
    }
    switch XMLTreeReader.read(bytes) {
    case .success(let root): return XMLDocument(root: root)
    case .failure(let fault): throw LoadError(.malformed, file: file, line: fault.line, detail: fault.detail)
    }
  }
}

extension UInt8 {
  fileprivate var isXMLSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
