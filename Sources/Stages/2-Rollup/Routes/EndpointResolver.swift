package import ReportModel

/// Gives every call its endpoint: the ready template of the export, the catalogue's, or a learned one.
///
/// Ids are dense: first the catalogue in its order, then `(other)` and its GETs, then what the export names or teaches.
///
/// Its slices are the scratch of one call, so that a copy may go to another thread.
package struct EndpointResolver: @unchecked Sendable {
  package typealias Slice = UnsafeRawBufferPointer
  package static let otherName = "(other)"
  /// Templates an export may name itself, and how long they may be; what comes beyond counts as `(other)`.
  package static let readyLimit = 50_000
  package static let readyLengthLimit = 1_024
  /// GET and HEAD requests among `(other)`, kept apart for the latency classes.
  package static let otherRetrievalName = "GET (other)"

  package let catalogue: [EndpointRecord]
  private let trie: RouteTrie?
  private var learner = RouteLearner()
  private var methods = ByteInterner()
  /// Templates given by the export itself.
  private var ready = ByteInterner()
  private var readyIDs: [Int] = []
  /// Learned raw id → endpoint id.
  private var learnedIDs: [Int] = []
  private var nextID: Int
  private var routes = ReadyRoutes()
  private var segments: [Slice] = []
  private var upper: [UInt8] = []

  package init(catalogue: [EndpointRecord]) {
    self.catalogue = catalogue
    trie = catalogue.isEmpty ? nil : RouteTrie(catalogue.map { ($0.method, $0.path) })
    nextID = catalogue.count + 2
  }

  /// Id of `(other)`: raw paths that no template matches.
  package var other: Int { catalogue.count }
  package var otherRetrieval: Int { catalogue.count + 1 }

  private func other(for method: Slice) -> Int {
    method.elementsEqual("GET".utf8) || method.elementsEqual("HEAD".utf8) ? otherRetrieval : other
  }
  package var count: Int { nextID }
  /// Endpoints that were learned from raw paths.
  var learnedCount: Int { learnedIDs.count }

  /// What a row's endpoint comes to.
  package struct Resolved {
    package var endpoint: Int
    /// The leading version segment (`v1`) where the path has one.
    package var version: CallText
    /// A hash of method and path.
    var pathKey: UInt64
  }

  /// The endpoint of a group's row where finding it teaches nothing new: it was met before, or the catalogue decides.
  @inline(__always)
  mutating func known(_ group: borrowing CallGroup, _ row: Int) -> Resolved? {
    let endpoint = group.texts(.endpoint)[row]
    guard endpoint.count > 0 else { return trie == nil ? nil : resolve(group[row]) }
    guard let route = routes.find(endpoint, method: group.texts(.method)[row]) else { return nil }
    let version = CallText(
      start: endpoint.start + Int(route.version.lowerBound),
      count: Int(route.version.upperBound &- route.version.lowerBound))
    return Resolved(endpoint: Int(route.endpoint), version: version, pathKey: route.pathKey)
  }

  /// The endpoint of a row.
  package mutating func resolve(_ row: CallRow) -> Resolved {
    let (text, method) = (row[.endpoint], row[.method])
    let pathKey = ByteInterner.hash(text.count > 0 ? text : row[.path]) ^ ByteInterner.hash(method) &* 31
    guard text.count > 0 else {
      let (endpoint, version) = resolveRaw(row[.path].bytes, method: method.bytes)
      return Resolved(endpoint: endpoint, version: CallText(version), pathKey: pathKey)
    }
    let (endpoint, version) = resolveReady(text.bytes, method: method.bytes)
    if routes.find(text, method: method) == nil {
      let start = version.baseAddress.map { $0 - text.start } ?? 0
      routes.keep(
        ReadyRoutes.Route(
          endpoint: Int32(endpoint), version: Int32(start)..<Int32(start + version.count), pathKey: pathKey),
        for: text, method: method)
    }
    return Resolved(endpoint: endpoint, version: CallText(version), pathKey: pathKey)
  }

  private mutating func resolveRaw(_ path: Slice, method: Slice) -> (endpoint: Int, version: Slice) {
    PathSegments.split(path, into: &segments)
    let version = leadingVersion
    return withUppercased(method) { resolver, method in
      if let trie = resolver.trie {
        let found = trie.match(method: method, segments: resolver.segments)
        return (found >= 0 ? found : resolver.other(for: method), version)
      }
      let raw = resolver.learner.learn(method: resolver.methods.intern(method), segments: resolver.segments)
      return (raw < 0 ? resolver.other(for: method) : resolver.learnedID(raw), version)
    }
  }

  private mutating func resolveReady(_ endpoint: Slice, method: Slice) -> (endpoint: Int, version: Slice) {
    var method = method
    var template = endpoint
    if let space = endpoint.firstIndex(of: UInt8(ascii: " ")) {
      let first = Slice(rebasing: endpoint[..<space])
      var start = space
      while start < endpoint.count, endpoint[start] == UInt8(ascii: " ") { start += 1 }
      let rest = Slice(rebasing: endpoint[start...])
      if Self.isMethod(first, before: rest) { (method, template) = (first, rest) }
    }
    PathSegments.split(template, into: &segments)
    let version = leadingVersion
    return withUppercased(method) { resolver, method in
      if let trie = resolver.trie {
        let found = trie.match(method: method, segments: resolver.segments)
        if found >= 0 { return (found, version) }
      }
      return (resolver.readyID(method: method), version)
    }
  }

  /// `GET` of `GET /v1/things`, but not `List` of `List things`.
  private static func isMethod(_ word: Slice, before rest: Slice) -> Bool {
    let isUpper = word.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
    return word.count > 0 && word.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
      && (isUpper || rest.first == UInt8(ascii: "/"))
  }

  private var leadingVersion: Slice {
    guard let first = segments.first, PathSegments.isVersion(first) else { return Slice(start: nil, count: 0) }
    return first
  }

  private mutating func readyID(method: Slice) -> Int {
    var name: [UInt8] = Array(method)
    if !name.isEmpty { name.append(UInt8(ascii: " ")) }
    for segment in segments {
      name.append(UInt8(ascii: "/"))
      name.append(contentsOf: segment)
    }
    if segments.isEmpty { name.append(UInt8(ascii: "/")) }
    let known = name.withUnsafeBytes { ready.find($0) }
    if known >= 0 { return readyIDs[known] }
    guard readyIDs.count < Self.readyLimit, name.count <= Self.readyLengthLimit else { return other(for: method) }
    let id = name.withUnsafeBytes { ready.intern($0) }
    if id == readyIDs.count {
      readyIDs.append(nextID)
      nextID += 1
    }
    return readyIDs[id]
  }

  private mutating func learnedID(_ raw: Int) -> Int {
    while learnedIDs.count <= raw {
      learnedIDs.append(nextID)
      nextID += 1
    }
    return learnedIDs[raw]
  }

  private mutating func withUppercased<Result>(
    _ method: Slice, _ body: (inout EndpointResolver, Slice) -> Result
  ) -> Result {
    if !method.contains(where: { $0 >= 0x61 && $0 <= 0x7A }) { return body(&self, method) }
    upper = method.map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 32 : $0 }
    let copy = upper
    return copy.withUnsafeBytes { body(&self, $0) }
  }

  /// The endpoint ids a configured `METHOD template` stands for: as a ready template and as a raw path.
  package mutating func ids(named name: String) -> [Int] {
    var copy = name
    return copy.withUTF8 { bytes in
      let none = Slice(start: nil, count: 0)
      let ready = resolveReady(Slice(bytes), method: none).endpoint
      guard trie == nil, let space = bytes.firstIndex(of: UInt8(ascii: " ")) else { return [ready] }
      let method = Slice(rebasing: Slice(bytes)[..<space])
      let path = Slice(rebasing: Slice(bytes)[(space + 1)...])
      PathSegments.split(path, into: &segments)
      let raw = withUppercased(method) { resolver, method in
        resolver.learner.pin(method: resolver.methods.intern(method), segments: resolver.segments)
      }
      return raw < 0 ? [ready] : [ready, learnedID(raw)]
    }
  }

  /// Adopts every endpoint of another resolver with the same catalogue; shape of the answer: its ids → ids of this one.
  mutating func merge(_ other: EndpointResolver) -> [Int] {
    var map = Array(0..<other.nextID)
    for (index, id) in ready.adopt(other.ready).enumerated() {
      while readyIDs.count <= id {
        readyIDs.append(nextID)
        nextID += 1
      }
      map[other.readyIDs[index]] = readyIDs[id]
    }
    let methodMap = methods.adopt(other.methods)
    let raw = learner.merge(other.learner) { methodMap[$0] }
    for (index, id) in other.learnedIDs.enumerated() { map[id] = raw[index] < 0 ? self.other : learnedID(raw[index]) }
    return map
  }

  /// Whether rows may have been counted as `(other)` because there were too many endpoints before them.
  var isNearLimit: Bool { readyIDs.count >= Self.readyLimit || learner.isNearLimit }

  /// The id of a finished name of another resolver with the same catalogue.
  mutating func adopt(_ name: String) -> Int {
    if name == Self.otherName { return other }
    if name == Self.otherRetrievalName { return otherRetrieval }
    if let known = catalogue.firstIndex(where: { $0.name == name }) { return known }
    let id = ready.intern(name)
    if id == readyIDs.count {
      readyIDs.append(nextID)
      nextID += 1
    }
    return readyIDs[id]
  }

  /// Final names by id after all rows: learned templates folded, equal names told to be one.
  ///
  /// Shape: `names[i]` for the ids of `renumbered`, which maps every id ever given to its final one.
  package func finished() -> (names: [String], renumbered: [Int]) {
    var names = catalogue.map(\.name) + [Self.otherName, Self.otherRetrievalName]
    var byName: [String: Int] = [:]
    for (id, name) in names.enumerated() { byName[name] = id }
    var renumbered = Array(0..<nextID)
    func place(_ id: Int, _ name: String) {
      if let known = byName[name] {
        renumbered[id] = known
      } else {
        byName[name] = names.count
        renumbered[id] = names.count
        names.append(name)
      }
    }
    // By name, so that ids do not depend on the order of the rows.
    var named: [(name: String, id: Int)] = readyIDs.enumerated().map { (ready.name($0), $1) }
    for (raw, id) in learnedIDs.enumerated() {
      let (method, path) = learner.template(learner.resolved(raw))
      named.append((methods.name(method) + " " + path, id))
    }
    for entry in named.sorted(by: { ($0.name, $0.id) < ($1.name, $1.id) }) { place(entry.id, entry.name) }
    return (names, renumbered)
  }
}
