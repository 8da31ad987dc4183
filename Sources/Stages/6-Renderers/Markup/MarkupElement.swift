/// A piece of a page that was read as XML.
enum MarkupNode {
  case element(MarkupElement)
  case text(String)
  /// Conditional comments of mail clients are comments too.
  case comment(String)
}

/// An element with its attributes in their order; a class, so that selectors can look up and the inliner can write.
final class MarkupElement {
  let name: String
  var attributes: [(name: String, value: String)]
  var children: [MarkupNode] = []
  /// Line of the page the start tag ends in, from 1.
  let line: Int
  private(set) weak var parent: MarkupElement?

  init(name: String, attributes: [(name: String, value: String)], line: Int, parent: MarkupElement?) {
    self.name = name
    self.attributes = attributes
    self.line = line
    self.parent = parent
  }

  /// Setting nil takes the attribute away.
  subscript(_ attribute: String) -> String? {
    get { attributes.first { $0.name == attribute }?.value }
    set {
      let index = attributes.firstIndex { $0.name == attribute }
      switch (index, newValue) {
      case (let index?, let value?): attributes[index].value = value
      case (let index?, nil): attributes.remove(at: index)
      case (nil, let value?): attributes.append((attribute, value))
      case (nil, nil): break
      }
    }
  }

  var elements: [MarkupElement] { children.compactMap { if case .element(let element) = $0 { element } else { nil } } }

  /// Text of the element alone, without that of its elements.
  var text: String { children.map { if case .text(let text) = $0 { text } else { "" } }.joined() }

  var comments: [String] { children.compactMap { if case .comment(let text) = $0 { text } else { nil } } }

  /// Classes, as a selector sees them.
  var classes: [Substring] { self["class"]?.split(whereSeparator: \.isWhitespace) ?? [] }

  /// The element and everything below it, in the order of the page.
  var subtree: [MarkupElement] { [self] + elements.flatMap(\.subtree) }

  func remove(_ element: MarkupElement) {
    children.removeAll { if case .element(let child) = $0 { child === element } else { false } }
  }
}

/// A whole page: its root, and whether `<!DOCTYPE html>` stands before it.
struct MarkupPage {
  var root: MarkupElement
  var hasDoctype: Bool
}
