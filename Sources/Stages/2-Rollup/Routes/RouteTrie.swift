/// The endpoint catalogue as a trie of path segments, one per method: raw path → catalogue endpoint.
///
/// The same number of segments, and from the left a literal segment beats a partial parameter (`{id}.json`) beats a
/// parameter (OpenAPI 3, "Path Templating Matching").
package struct RouteTrie: Sendable {
  package typealias Slice = UnsafeRawBufferPointer

  private struct Node: Sendable {
    var literals: [(segment: [UInt8], child: Int)] = []
    var partials: [(prefix: [UInt8], suffix: [UInt8], child: Int)] = []
    var parameter = -1
    var endpoint = -1
  }

  private var nodes: [Node] = []
  private var roots: [(method: [UInt8], node: Int)] = []

  /// Endpoint ids are the positions in `catalogue`.
  package init(_ catalogue: [(method: String, path: String)]) {
    for (id, entry) in catalogue.enumerated() { insert(method: entry.method, path: entry.path, id: id) }
  }

  private mutating func insert(method: String, path: String, id: Int) {
    var node = root(Array(method.utf8))
    for segment in PathSegments.strings(path) { node = child(of: node, Array(segment.utf8)) }
    if nodes[node].endpoint < 0 { nodes[node].endpoint = id }
  }

  private mutating func root(_ method: [UInt8]) -> Int {
    if let known = roots.first(where: { $0.method == method }) { return known.node }
    nodes.append(Node())
    roots.append((method, nodes.count - 1))
    return nodes.count - 1
  }

  private mutating func child(of node: Int, _ segment: [UInt8]) -> Int {
    let open = segment.firstIndex(of: UInt8(ascii: "{"))
    let close = segment.lastIndex(of: UInt8(ascii: "}"))
    if segment.first == UInt8(ascii: ":") && segment.count > 1 || open == 0 && close == segment.count - 1 {
      if nodes[node].parameter < 0 {
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
      }
      return nodes[node].parameter
    }
    if let open, let close, open < close {
      let prefix = Array(segment[..<open])
      let suffix = Array(segment[(close + 1)...])
      if let known = nodes[node].partials.first(where: { $0.prefix == prefix && $0.suffix == suffix }) {
        return known.child
      }
      nodes.append(Node())
      nodes[node].partials.append((prefix, suffix, nodes.count - 1))
      return nodes.count - 1
    }
    if let known = nodes[node].literals.first(where: { $0.segment == segment }) { return known.child }
    nodes.append(Node())
    nodes[node].literals.append((segment, nodes.count - 1))
    return nodes.count - 1
  }

  /// The catalogue position of a request, −1 where no template matches. `method` must be upper case.
  package func match(method: Slice, segments: [Slice]) -> Int {
    for root in roots where method.elementsEqual(root.method) { return match(root.node, segments, 0) }
    return -1
  }

  private func match(_ node: Int, _ segments: [Slice], _ index: Int) -> Int {
    if index == segments.count { return nodes[node].endpoint }
    let segment = segments[index]
    for literal in nodes[node].literals
    where literal.segment.count == segment.count && segment.elementsEqual(literal.segment) {
      let found = match(literal.child, segments, index + 1)
      if found >= 0 { return found }
      break
    }
    for partial in nodes[node].partials
    where segment.count > partial.prefix.count + partial.suffix.count
      && segment.prefix(partial.prefix.count).elementsEqual(partial.prefix)
      && segment.suffix(partial.suffix.count).elementsEqual(partial.suffix)
    {
      let found = match(partial.child, segments, index + 1)
      if found >= 0 { return found }
    }
    return nodes[node].parameter >= 0 ? match(nodes[node].parameter, segments, index + 1) : -1
  }
}
