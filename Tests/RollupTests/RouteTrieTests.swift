import Rollup
import Testing

struct RouteTrieTests {
  private let catalogue = [
    ("GET", "/v1/users/{id}"), ("GET", "/v1/users/me"), ("GET", "/v1/{kind}/me"), ("POST", "/v1/users"),
    ("GET", "/v1/files/{id}.json"), ("GET", "/v1/files/{id}"), ("GET", "/v1/files/report-{day}.csv"),
    ("GET", "/v1/users/{id}/keys/{key}"), ("GET", "/v1/users/:id/tokens"), ("GET", "/"), ("GET", "/v1/users/{other}"),
  ]

  private func match(_ method: String, _ path: String) -> String? {
    let trie = RouteTrie(catalogue.map { (method: $0.0, path: $0.1) })
    let found = withBytes(method) { method in withSegments(path) { trie.match(method: method, segments: $0) } }
    return found < 0 ? nil : catalogue[found].1
  }

  @Test(
    "a literal segment beats a partial parameter beats a parameter, from the left",
    arguments: [
      ("/v1/users/me", "/v1/users/me"), ("/v1/users/42", "/v1/users/{id}"), ("/v1/teams/me", "/v1/{kind}/me"),
      ("/v1/files/7.json", "/v1/files/{id}.json"), ("/v1/files/7.xml", "/v1/files/{id}"),
      ("/v1/files/report-2026.csv", "/v1/files/report-{day}.csv"), ("/v1/files/report-.csv", "/v1/files/{id}"),
      ("/v1/users/42/keys/a", "/v1/users/{id}/keys/{key}"), ("/v1/users/42/tokens", "/v1/users/:id/tokens"),
      ("/", "/"), ("", "/"),
    ])
  func precedence(path: String, template: String) {
    #expect(match("GET", path) == template)
  }

  @Test(
    "query, fragment, a trailing slash and an origin are no part of the path",
    arguments: [
      "/v1/users/42/", "/v1/users/42?expand=keys", "/v1/users/42#top", "/v1/users/42/?a=/b/c", "//v1/users//42",
      "https://api.example.com/v1/users/42", "http://localhost:8080/v1/users/42?x=1", "v1/users/42",
    ])
  func normalised(path: String) {
    #expect(match("GET", path) == "/v1/users/{id}")
  }

  @Test(
    "another method, another number of segments or another case is another endpoint",
    arguments: [
      ("POST", "/v1/users/42"), ("GET", "/v1/users"), ("GET", "/v1/users/42/keys"), ("GET", "/V1/users/42"),
      ("get", "/v1/users/42"), ("GET", "/v1/files/.json/x"),
    ])
  func different(method: String, path: String) {
    #expect(match(method, path) == nil)
  }

  @Test("the first of two templates that cannot be told apart stands")
  func firstStands() {
    #expect(match("GET", "/v1/users/42") == "/v1/users/{id}")
  }

  @Test("a literal that leads nowhere gives way to the parameter beside it")
  func backtracks() {
    let trie = RouteTrie([(method: "GET", path: "/a/b/c"), (method: "GET", path: "/{x}/b/d")])
    let found = withBytes("GET") { method in withSegments("/a/b/d") { trie.match(method: method, segments: $0) } }
    #expect(found == 1)
  }

  @Test("an empty catalogue matches nothing")
  func empty() {
    let trie = RouteTrie([])
    #expect(withBytes("GET") { method in withSegments("/a") { trie.match(method: method, segments: $0) } } == -1)
  }
}

struct RouteHeuristicTests {
  @Test(
    "ids are parameters",
    arguments: [
      "42", "007", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "deadbeefdeadbeef", "cus_9s6XKzkNRiz8i3", "sk_1a",
      "AB12CD34E",
      "ada@example.com", "a%20b", "{id}", "20261014T1200", "txn-2026-000123",
    ])
  func parameters(segment: String) {
    #expect(withBytes(segment, RouteHeuristic.isParameter))
  }

  @Test(
    "words, versions and dates are not",
    arguments: [
      "users", "v1", "v2beta1", "2026-10-14", "2026-10", "me", "charges", "payment_methods", "oauth2", "s3", "a1b2",
      "well-known", "x{id}", "beefcafe",
    ])
  func literals(segment: String) {
    #expect(!withBytes(segment, RouteHeuristic.isParameter))
  }
}
