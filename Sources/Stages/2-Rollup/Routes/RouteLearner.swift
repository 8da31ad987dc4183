/// Endpoint templates learned from raw paths, for exports without a catalogue.
///
/// A trie of the segments seen. Where one parent has more than `siblingLimit` different children they are names
/// (slugs), not routes, and fold into one `{id}`. What the result is depends on the set of paths, not on their order:
/// a parent folds exactly when that many children exist, and folding merges what is below.
package struct RouteLearner: Sendable {
  package typealias Slice = UnsafeRawBufferPointer
  package static let siblingLimit = 60
  /// Nodes after which new paths count as `(other)`; bounds the memory a hostile log can take.
  package static let nodeLimit = 50_000
  /// Segments of a path; deeper ones count as `(other)`.
  package static let depthLimit = 64

  private struct Node: Sendable {
    var children: [Int] = []
    /// Interned segment; −1 = parameter.
    var segment: Int
    var parent: Int
    var parameter = -1
    var isFolded = false
    /// Raw endpoint id, −1 = no request ended here.
    var endpoint = -1
  }

  private var nodes: [Node] = []
  private var roots: [Int: Int] = [:]
  private var segments = ByteInterner()
  private var childIndex: [UInt64: Int32] = [:]
  private var endpointNodes: [Int] = []
  /// Raw endpoint id → the one it was folded into, itself where it was not.
  private var forwards: [Int] = []
  /// Nodes on the way to a configured endpoint: they stay what they are, whatever folds around them.
  private var pinned: Set<Int> = []
  private var hasFolded = false

  package init() {}

  /// Learns a path that is asked for by name; its endpoint keeps its id and its literal segments.
  package mutating func pin(method: Int, segments path: [Slice]) -> Int {
    let endpoint = learn(method: method, segments: path)
    guard endpoint >= 0 else { return endpoint }
    var node = endpointNodes[endpoint]
    while node >= 0 {
      pinned.insert(node)
      node = nodes[node].parent
    }
    return endpoint
  }

  /// Raw endpoint id of a request, −1 past the node limit; ids are dense, from 0. `method` is interned by the caller.
  package mutating func learn(method: Int, segments path: [Slice]) -> Int {
    guard path.count <= Self.depthLimit else { return -1 }
    var node = root(of: method)
    for segment in path {
      if nodes[node].isFolded, let kept = pinnedChild(of: node, segments.find(segment)) {
        node = kept
        continue
      }
      let isParameter = nodes[node].isFolded || RouteHeuristic.isParameter(segment)
      let next = isParameter ? parameter(of: node) : child(of: node, segment)
      guard let next else { return -1 }
      node = next
    }
    return endpoint(at: node)
  }

  private mutating func root(of method: Int) -> Int {
    if let known = roots[method] { return known }
    let root = append(Node(segment: method, parent: -1))
    roots[method] = root
    return root
  }

  private mutating func append(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func endpoint(at node: Int) -> Int {
    if nodes[node].endpoint < 0 {
      nodes[node].endpoint = endpointNodes.count
      endpointNodes.append(node)
      forwards.append(forwards.count)
    }
    return nodes[node].endpoint
  }

  private mutating func parameter(of node: Int) -> Int? {
    if nodes[node].parameter < 0 {
      guard nodes.count < Self.nodeLimit else { return nil }
      nodes[node].parameter = append(Node(segment: -1, parent: node))
    }
    return nodes[node].parameter
  }

  private mutating func child(of node: Int, _ segment: Slice) -> Int? {
    // Past the limit nothing new is remembered, not even its text.
    if nodes.count >= Self.nodeLimit, segments.find(segment) < 0 { return nil }
    return child(of: node, interned: segments.intern(segment))
  }

  private mutating func child(of node: Int, interned segment: Int) -> Int? {
    let key = UInt64(node) << 32 | UInt64(segment)
    if let known = childIndex[key] { return Int(known) }
    if nodes[node].children.count >= Self.siblingLimit {
      fold(node)
      return parameter(of: node)
    }
    guard nodes.count < Self.nodeLimit else { return nil }
    let made = append(Node(segment: segment, parent: node))
    nodes[node].children.append(made)
    childIndex[key] = Int32(made)
    return made
  }

  /// A folded node has only its pinned children left.
  private func pinnedChild(of node: Int, _ segment: Int) -> Int? {
    segment < 0 ? nil : childIndex[UInt64(node) << 32 | UInt64(segment)].map(Int.init)
  }

  /// Turns the literal children of a node into its parameter, merging what is below them.
  private mutating func fold(_ node: Int) {
    hasFolded = true
    let children = nodes[node].children.filter { !pinned.contains($0) }
    nodes[node].isFolded = true
    nodes[node].children.removeAll { !pinned.contains($0) }
    guard let target = parameter(of: node) else { return }
    for child in children {
      childIndex[UInt64(node) << 32 | UInt64(nodes[child].segment)] = nil
      merge(child, into: target)
    }
  }

  private mutating func merge(_ source: Int, into target: Int) {
    if nodes[source].endpoint >= 0 {
      let kept = endpoint(at: target)
      forwards[nodes[source].endpoint] = kept
      nodes[source].endpoint = -1
    }
    if nodes[source].isFolded, !nodes[target].isFolded { fold(target) }
    let parameterBelow = nodes[source].parameter
    if parameterBelow >= 0, let below = parameter(of: target) { merge(parameterBelow, into: below) }
    for child in nodes[source].children {
      childIndex[UInt64(source) << 32 | UInt64(nodes[child].segment)] = nil
      let segment = nodes[child].segment
      let next =
        nodes[target].isFolded
        ? pinnedChild(of: target, segment) ?? parameter(of: target) : self.child(of: target, interned: segment)
      if let next { merge(child, into: next) }
    }
    nodes[source].children = []
  }

  /// Learns everything another learner knows; shape of the answer: its raw ids → raw ids of this one, −1 past the limit.
  ///
  /// A parent folds when the children of both together are too many, as it would have in one pass over both.
  mutating func merge(_ other: RouteLearner, method renumber: (Int) -> Int) -> [Int] {
    var ids = [Int](repeating: -1, count: other.endpointNodes.count)
    for (method, node) in other.roots.sorted(by: { $0.key < $1.key }) {
      graft(other, node, onto: root(of: renumber(method)), &ids)
    }
    return ids.indices.map { ids[other.resolved($0)] }
  }

  private mutating func graft(_ other: RouteLearner, _ source: Int, onto target: Int, _ ids: inout [Int]) {
    let node = other.nodes[source]
    if node.endpoint >= 0 { ids[node.endpoint] = endpoint(at: target) }
    if node.isFolded, !nodes[target].isFolded { fold(target) }
    if node.parameter >= 0, let below = parameter(of: target) { graft(other, node.parameter, onto: below, &ids) }
    for child in node.children {
      let next = other.segments.withBytes(other.nodes[child].segment) { segment -> Int? in
        guard nodes[target].isFolded else { return self.child(of: target, segment) }
        return pinnedChild(of: target, segments.find(segment)) ?? parameter(of: target)
      }
      if let next { graft(other, child, onto: next, &ids) }
    }
  }

  /// Whether so much was learned that the order of the rows may begin to matter, or that siblings were folded: what
  /// learners fold apart from each other is not yet always what one learner folds.
  var isNearLimit: Bool { hasFolded || nodes.count * 2 >= Self.nodeLimit }

  /// The endpoint a raw id ended up as.
  package func resolved(_ id: Int) -> Int {
    var current = id
    while forwards[current] != current { current = forwards[current] }
    return current
  }

  package var count: Int { endpointNodes.count }

  /// `/v1/customers/{id}` of a raw id that was not folded away, and its interned method.
  package func template(_ id: Int) -> (method: Int, path: String) {
    var parts: [String] = []
    var node = endpointNodes[id]
    while nodes[node].parent >= 0 {
      parts.append(nodes[node].segment < 0 ? "{id}" : segments.name(nodes[node].segment))
      node = nodes[node].parent
    }
    return (nodes[node].segment, "/" + parts.reversed().joined(separator: "/"))
  }
}
