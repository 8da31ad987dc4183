package import Yams

/// Composes YAML that nobody vouches for.
package enum YAMLDocument {
  /// The one document of a text; nil where it is empty.
  ///
  /// Every scalar keeps its text: no value is taken for a number, a date or a flag. `expansion`: bytes the document may
  /// have once its aliases are written out.
  package static func compose(_ text: String, expansion: Int) throws(DocumentFault) -> Node? {
    guard AliasExpansion.bytes(of: text) <= expansion else {
      throw DocumentFault(detail: "the aliases of the document expand without bound; write the values out")
    }
    do {
      // Named, because the default asks the environment.
      return try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch let error as YamlError {
      throw fault(error)
    } catch {
      throw DocumentFault(detail: "the YAML cannot be read")
    }
  }

  private static func fault(_ error: YamlError) -> DocumentFault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      DocumentFault(line: mark.line, column: mark.column, detail: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      DocumentFault(
        line: context.mark.line, column: context.mark.column,
        detail: "the key \(SecretMask.mask((duplicates.first ?? "").plainText)) is given twice")
    case .reader(let problem, _, _, _): DocumentFault(detail: problem)
    default: DocumentFault(detail: "the YAML cannot be read")
    }
  }
}

extension DataTree {
  /// Copies a composed document; throws where it is too large or too deep.
  init(_ node: Node) throws(DocumentFault) {
    var nodes = 0
    self = try DataTree.copy(node, depth: 0, &nodes)
  }

  private static func copy(_ node: Node, depth: Int, _ nodes: inout Int) throws(DocumentFault) -> DataTree {
    nodes += 1
    guard nodes <= mostNodes, depth <= deepest else {
      throw DocumentFault(line: node.mark?.line, detail: "more than \(mostNodes) values, or too deep")
    }
    switch node {
    case .scalar(let scalar):
      let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return isNull ? .null : .text(scalar.string)
    case .sequence(let sequence):
      var elements: [DataTree] = []
      for element in sequence { elements.append(try copy(element, depth: depth + 1, &nodes)) }
      return .list(elements)
    case .mapping(let mapping):
      var members: [Member] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string else { continue }
        members.append(
          Member(key: name, line: key.mark?.line ?? 1, value: try copy(value, depth: depth + 1, &nodes)))
      }
      return .object(members)
    case .alias: return .null
    }
  }
}
