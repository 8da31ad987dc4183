/// A selector of the inlined sheet: compounds joined by descent (` `) or childhood (`>`).
///
/// What a mail client could not be told by an attribute (`:hover`, `::before`, `:nth-child`) is no selector here: such a
/// rule belongs into the sheet that is kept.
struct CSSSelector: Hashable {
  struct Compound: Hashable {
    /// nil = any element.
    var name: String?
    var conditions: [Condition] = []
  }

  enum Condition: Hashable {
    case id(String)
    case className(String)
    /// nil = the attribute is there.
    case attribute(String, equals: String?)
    case firstChild
    case lastChild
  }

  enum Combinator: Hashable { case descendant, child }

  /// From the left; the last is the element itself.
  var compounds: [Compound]
  /// Between them.
  var combinators: [Combinator]

  /// CSS's weight: ids, then classes, attributes and pseudo-classes, then elements (Selectors 3, section 9).
  struct Specificity: Hashable, Comparable {
    var ids = 0
    var classes = 0
    var elements = 0

    static func < (left: Specificity, right: Specificity) -> Bool {
      (left.ids, left.classes, left.elements) < (right.ids, right.classes, right.elements)
    }
  }

  var specificity: Specificity {
    var result = Specificity()
    for compound in compounds {
      if compound.name != nil { result.elements += 1 }
      for condition in compound.conditions {
        if case .id = condition { result.ids += 1 } else { result.classes += 1 }
      }
    }
    return result
  }

  func matches(_ element: MarkupElement) -> Bool { matches(element, upTo: compounds.count - 1) }

  private func matches(_ element: MarkupElement, upTo last: Int) -> Bool {
    guard compounds[last].matches(element) else { return false }
    guard last > 0 else { return true }
    var ancestor = element.parent
    while let candidate = ancestor {
      if matches(candidate, upTo: last - 1) { return true }
      guard combinators[last - 1] == .descendant else { return false }
      ancestor = candidate.parent
    }
    return false
  }
}

extension CSSSelector.Compound {
  func matches(_ element: MarkupElement) -> Bool {
    guard name.map({ $0 == element.name }) ?? true else { return false }
    return conditions.allSatisfy { condition in
      switch condition {
      case .id(let id): element["id"] == id
      case .className(let name): element.classes.contains { $0 == name }
      case .attribute(let name, nil): element[name] != nil
      case .attribute(let name, let value?): element[name] == value
      // The root is the first and the last child of the document.
      case .firstChild: element.parent.map { $0.elements.first === element } ?? true
      case .lastChild: element.parent.map { $0.elements.last === element } ?? true
      }
    }
  }
}
