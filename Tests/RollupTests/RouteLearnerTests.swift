import TestSupport
import ReportModel
import Rollup
import Testing

struct RouteLearnerTests {
  /// The templates that paths end up as, after all of them were seen.
  private func templates(_ paths: [String], pinned: [String] = []) -> [String] {
    var learner = RouteLearner()
    var ids: [Int] = []
    for path in pinned { ids.append(withSegments(path) { learner.pin(method: 0, segments: $0) }) }
    for path in paths { ids.append(withSegments(path) { learner.learn(method: 0, segments: $0) }) }
    return Set(ids.filter { $0 >= 0 }.map { learner.template(learner.resolved($0)).path }).sorted()
  }

  @Test("ids become parameters, words stay")
  func ids() {
    #expect(
      templates(["/v1/users/1", "/v1/users/2/keys", "/v1/users", "/v1/users/1?x=1"])
        == ["/v1/users", "/v1/users/{id}", "/v1/users/{id}/keys"])
  }

  @Test("sixty siblings are routes, sixty-one are names")
  func siblings() {
    let slugs = (0...RouteLearner.siblingLimit).map { "/pages/" + name($0) }
    #expect(templates(Array(slugs.dropLast())).count == RouteLearner.siblingLimit)
    #expect(templates(slugs) == ["/pages/{id}"])
  }

  @Test("what is below folded siblings is merged, and may fold in turn")
  func merged() {
    var paths: [String] = []
    for outer in 0..<61 {
      paths += ["/\(name(outer))/edit", "/\(name(outer))/tags/\(name(outer))", "/\(name(outer))/posts/7"]
    }
    #expect(templates(paths) == ["/{id}/edit", "/{id}/posts/{id}", "/{id}/tags/{id}"])
  }

  @Test("the templates depend on the set of paths, not on their order", arguments: 0..<5)
  func orderIndependent(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let widths = [2 + random.below(80), 2 + random.below(80), 3, 70]
    let paths = (0..<1_500).map { _ in
      "/"
        + (0..<1 + random.below(4)).map { level in
          random.below(6) == 0 ? String(random.below(1_000)) : name(random.below(widths[level]))
        }.joined(separator: "/")
    }
    let expected = templates(paths)
    for _ in 0..<2 {
      let shuffled = paths.shuffled(using: &random)
      #expect(templates(shuffled) == expected)
      #expect(templates(shuffled + shuffled) == expected)
    }
  }

  @Test("a configured path stays what it is while its siblings fold", arguments: [false, true])
  func pinned(isPinnedFirst: Bool) {
    let slugs = (0..<100).map { "/v1/" + name($0) }
    let paths = isPinnedFirst ? ["/v1/charges"] + slugs : slugs + ["/v1/charges"]
    #expect(templates(paths, pinned: ["/v1/charges"]) == ["/v1/charges", "/v1/{id}"])
    #expect(
      templates(slugs + ["/v1/charges/7/refund"], pinned: ["/v1/charges/{id}/refund"])
        == ["/v1/charges/{id}/refund", "/v1/{id}"])
  }

  @Test("a pinned path keeps its id however many siblings come")
  func pinnedID() {
    var learner = RouteLearner()
    let id = withSegments("/v1/charges") { learner.pin(method: 0, segments: $0) }
    for index in 0..<200 { _ = withSegments("/v1/" + name(index)) { learner.learn(method: 0, segments: $0) } }
    #expect(withSegments("/v1/charges") { learner.learn(method: 0, segments: $0) } == id)
    #expect(learner.resolved(id) == id)
  }

  @Test("past the node limit and the depth limit paths have no endpoint, and nothing grows")
  func limits() {
    var learner = RouteLearner()
    let deep = "/" + (0...RouteLearner.depthLimit).map { _ in "a" }.joined(separator: "/")
    #expect(withSegments(deep) { learner.learn(method: 0, segments: $0) } == -1)
    // 55 × 55 × 55 words stay below the sibling limit and go beyond the nodes.
    var last = 0
    for first in 0..<55 {
      for second in 0..<55 {
        for third in 0..<20 {
          last = withSegments("/\(name(first))/\(name(second))/\(name(third))") {
            learner.learn(method: 0, segments: $0)
          }
        }
      }
    }
    #expect(last == -1)
    #expect(learner.count <= RouteLearner.nodeLimit)
    #expect(withSegments("/\(name(0))/\(name(0))/\(name(0))") { learner.learn(method: 0, segments: $0) } >= 0)
  }

  /// A word without digits for every number.
  private func name(_ number: Int) -> String {
    var rest = number
    var letters = "w"
    repeat {
      letters.append(Character(UnicodeScalar(UInt8(ascii: "g") + UInt8(rest % 20))))
      rest /= 20
    } while rest > 0
    return letters
  }
}

struct EndpointResolverTests {
  private func call(_ method: String, path: String = "", endpoint: String = "") -> ExampleCall {
    var call = ExampleCall(at: 0)
    (call.method, call.path, call.endpoint) = (method, path, endpoint)
    return call
  }

  /// Final names of calls, in their order.
  private func names(_ catalogue: [EndpointRecord], _ calls: [ExampleCall]) -> [String] {
    var resolver = EndpointResolver(catalogue: catalogue)
    var ids: [Int] = []
    for call in calls { call.withRow { ids.append(resolver.resolve($0).endpoint) } }
    let (names, renumbered) = resolver.finished()
    return ids.map { names[renumbered[$0]] }
  }

  @Test("a ready template may begin with its method; what it says is kept but for query and trailing slash")
  func ready() {
    #expect(
      names(
        [],
        [
          call("GET", endpoint: "/v1/users/{id}"), call("", endpoint: "get /v1/users/{id}/"),
          call("POST", path: "/ignored/7", endpoint: "/v1/Users?x=1"), call("", endpoint: "/v1/bare"),
        ]) == ["GET /v1/users/{id}", "GET /v1/users/{id}", "POST /v1/Users", "/v1/bare"])
  }

  @Test("a ready name without a slash is a name, not a method with a path")
  func names() {
    #expect(names([], [call("GET", endpoint: "List charges")]) == ["GET /List charges"])
  }

  @Test("with a catalogue a ready template is looked up too, and what nothing matches is (other)")
  func catalogue() {
    let catalogue = [EndpointRecord(method: "GET", path: "/v1/users/{user_id}")]
    #expect(
      names(
        catalogue,
        [
          call("get", path: "/v1/users/7"), call("GET", endpoint: "/v1/users/{id}"), call("GET", path: "/favicon.ico"),
          call("POST", path: "/v1/users/7"), call("HEAD", path: "/"), call("GET", endpoint: "/v2/own"),
        ]) == [
          "GET /v1/users/{user_id}", "GET /v1/users/{user_id}", "GET (other)", "(other)", "GET (other)", "GET /v2/own",
        ])
  }

  @Test(
    "the version is the leading segment of the path", arguments: [("/v2/users", "v2"), ("/users/v2", ""), ("/", "")])
  func version(path: String, expected: String) {
    var resolver = EndpointResolver(catalogue: [])
    call("GET", path: path).withRow { row in
      #expect(String(decoding: resolver.resolve(row).version, as: UTF8.self) == expected)
    }
  }

  @Test("names of endpoints that an export makes up without end are (other) beyond the limit")
  func readyLimit() {
    var resolver = EndpointResolver(catalogue: [])
    for index in 0..<EndpointResolver.readyLimit + 10 {
      call("GET", endpoint: "/e/x\(index)").withRow { _ = resolver.resolve($0) }
    }
    let long = "/" + String(repeating: "a", count: EndpointResolver.readyLengthLimit)
    for name in ["/e/new", long] {
      call("POST", endpoint: name).withRow { row in #expect(resolver.resolve(row).endpoint == resolver.other) }
    }
    call("GET", endpoint: "/e/x3").withRow { row in #expect(resolver.resolve(row).endpoint != resolver.otherRetrieval) }
  }

  @Test("a configured call is found as a ready template, as a raw path and in the catalogue")
  func configured() {
    var bare = EndpointResolver(catalogue: [])
    let ids = bare.ids(named: "POST /v1/charges")
    call("POST", path: "/v1/charges/").withRow { row in #expect(ids.contains(bare.resolve(row).endpoint)) }
    call("POST", endpoint: "/v1/charges").withRow { row in #expect(ids.contains(bare.resolve(row).endpoint)) }
    call("GET", path: "/v1/charges").withRow { row in #expect(!ids.contains(bare.resolve(row).endpoint)) }
    var known = EndpointResolver(catalogue: [
      EndpointRecord(method: "GET", path: "/v1/things/latest"), EndpointRecord(method: "GET", path: "/v1/things/{id}"),
    ])
    #expect(known.ids(named: "GET /v1/things/{thing}") == [1])
    #expect(known.ids(named: "GET /v1/things/latest") == [0])
  }
}
