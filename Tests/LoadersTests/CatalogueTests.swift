import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct CatalogueTests {
  private static let json = #"""
    {
      "openapi": "3.1.0",
      "info": {"title": "x", "version": "1"},
      "servers": [{"url": "https://{region}.api.example:8443/{base}/", "variables": {"base": {"default": "v2"}}}, {"url": "/other"}],
      "paths": {
        "/charges/": {
          "summary": "s", "parameters": [{"name": "p", "in": "query"}], "x-owner": "Payments",
          "get": {"tags": ["charges", "core"], "responses": {}},
          "post": {"tags": [], "deprecated": true, "x-class": "Processing", "x-owner": "Core"}
        },
        "/charges/{id}": {"delete": {"deprecated": false}},
        "/shared": {"$ref": "./shared.yaml"},
        "x-internal": {"get": {}}
      },
      "components": {"schemas": {"a\/b": {"description": "\ud83d\ude00 \u00e9"}}}
    }
    """#

  private static let yaml = """
    openapi: 3.0.3
    info: {title: x, version: '1'}
    servers:
      - url: https://{region}.api.example:8443/{base}/
        variables: {base: {default: v2}}
      - url: /other
    paths:
      /charges/:
        x-owner: Payments
        get:
          tags: [charges, core]
          description: |
            Takes *one* & *another* thing, a&b, *a and &a.
        post:
          tags: []
          deprecated: true
          x-class: Processing
          x-owner: Core
      /charges/{id}:
        delete: {deprecated: false}
      /shared:
        $ref: ./shared.yaml
      x-internal:
        get: {}
    """

  private static let expected = [
    EndpointRecord(method: "GET", path: "/v2/charges", tag: "charges", owner: "Payments"),
    EndpointRecord(method: "POST", path: "/v2/charges", latencyClass: "processing", deprecated: true, owner: "Core"),
    EndpointRecord(method: "DELETE", path: "/v2/charges/{id}"),
  ]

  @Test(arguments: [
    ("openapi.json", json, "openapi-json"), ("openapi.yaml", yaml, "openapi-yaml"),
    ("openapi.yml", json, "openapi-yaml"),
  ])
  func anOpenAPIDocumentIsACatalogue(name: String, text: String, format: String) throws {
    // libyaml refuses surrogate pairs, which JSON writes; as YAML the document has none.
    let text = name.hasSuffix("yml") ? text.replacingOccurrences(of: #"\ud83d\ude00"#, with: "😀") : text
    let tables = try loaded([name: text])
    #expect(tables.exports.endpoints == Self.expected)
    let summary = try #require(tables.summaries.first)
    #expect(summary.failure == nil && summary.table == "endpoints" && summary.format == format)
    #expect(summary.rows == 3 && summary.rejected == 0 && summary.warnings == ["$ref": 1])
    #expect(tables.exports.columns[.endpoints] == ["method", "path", "class", "tag", "deprecated", "owner"])
    #expect(tables.exports.present == [.endpoints])
  }

  @Test func swagger2BringsItsBasePath() throws {
    let text =
      #"{"swagger": "2.0", "basePath": "/api/", "paths": {"/": {"head": {}}, "/a?x=1#y": {"get": {"tags": ["t"]}}}}"#
    #expect(
      try loaded(["openapi.json": text]).exports.endpoints == [
        EndpointRecord(method: "HEAD", path: "/api"), EndpointRecord(method: "GET", path: "/api/a", tag: "t"),
      ])
  }

  static let servers: [(url: String, path: String)] = [
    ("https://api.example", "/x"), ("https://api.example/", "/x"), ("/v1", "/v1/x"), ("//api.example/v1", "/v1/x"),
    ("https://api.example/v1?a=/b", "/v1/x"), ("", "/x"), ("{scheme}://h/v1", "/v1/x"), ("relative", "/x"),
  ]

  @Test(arguments: servers) func theFirstServersPathStandsInFront(url: String, path: String) throws {
    let text = #"{"openapi": "3.0.0", "servers": [{"url": "\#(url)"}], "paths": {"/x": {"get": {}}}}"#
    #expect(try loaded(["openapi.json": text]).exports.endpoints.map(\.path) == [path])
  }

  @Test func aTableIsRead() throws {
    let tables = try loaded([
      "endpoints.csv": """
      method,path,class,tag,deprecated,owner
      post,/v1/charges/,Processing,"charges, core",no,Payments
      GET,/v1/charges/{id},,,true,
      get,/v1/charges/{charge_id}/,,,,
      ,/v1/x,,,,
      G T,/v1/x,,,,
      """
    ])
    #expect(
      tables.exports.endpoints == [
        EndpointRecord(
          method: "POST", path: "/v1/charges", latencyClass: "processing", tag: "charges", owner: "Payments"),
        EndpointRecord(method: "GET", path: "/v1/charges/{id}", deprecated: true),
      ])
    #expect(
      tables.summaries.first?.reasons == ["duplicate endpoint": 1, "method: missing": 1, "method: unreadable": 1])
  }

  @Test func theTableStandsBeforeTheDocument() throws {
    let tables = try loaded([
      "openapi.json": #"{"openapi": "3.0.0", "paths": {"/a": {"get": {"tags": ["doc"]}}, "/b": {"get": {}}}}"#,
      "endpoints.json": #"[{"method": "GET", "path": "/a", "tags": ["table", "x"]}]"#,
    ])
    #expect(tables.exports.endpoints.map(\.name) == ["GET /a", "GET /b"])
    #expect(tables.exports.endpoints[0].tag == "table")
    #expect(tables.summaries.last?.reasons == ["duplicate endpoint": 1])
  }

  static let broken: [(name: String, text: String, detail: String)] = [
    ("openapi.json", "{\"openapi\": \"3\",\n \"paths\": {", "openapi.json:2: the document is cut off"),
    ("openapi.json", "{\"openapi\": \"3\",\n \"paths\": {,}}", "openapi.json:2: expected a quote"),
    ("openapi.json", "{\"info\": 1}", "openapi.json:1: found neither openapi nor swagger"),
    ("openapi.json", "{\"openapi\": \"3\"}", "openapi.json:1: found no paths"),
    ("openapi.json", "[]", "openapi.json:1: found neither"),
    ("openapi.json", "{} {}", "openapi.json:1: expected the end"),
    ("openapi.yaml", "openapi: 3\npaths:\n\t/x: {}\n", "openapi.yaml:3:1: "),
    ("openapi.yaml", "# nothing\n", "openapi.yaml:1: the document is empty"),
    ("openapi.yaml", "openapi: 3\nopenapi: 4\n", "openapi.yaml:1:1: the key openapi is given twice"),
    ("openapi.yaml", "a: *x\n", "openapi.yaml:1:4: found undefined alias"),
    ("openapi.yaml", "a: 1\n---\nb: 2\n", "openapi.yaml:2:1: "),
  ]

  @Test(arguments: broken) func aBrokenDocumentIsAFailureWithItsPlace(name: String, text: String, detail: String) throws
  {
    let tables = try loaded([name: text])
    #expect(tables.summaries.first?.failure?.hasPrefix(detail) == true, "\(tables.summaries.first?.failure ?? "none")")
    #expect(tables.exports.endpoints.isEmpty)
    #expect(tables.exports.present == [.endpoints])
  }

  @Test func oddPathsAndOperationsAreRejectedOneByOne() throws {
    let tables = try loaded([
      "openapi.json":
        "{\"openapi\": \"3\", \"paths\": {\n\"charges\": {\"get\": {}},\n\"/a\": {\"get\": 3,\n \"post\": {}, \"verb\": {}},\n \"/b\": []}}"
    ])
    #expect(tables.exports.endpoints.map(\.name) == ["POST /a"])
    #expect(tables.rejects.map(\.line) == [2, 3])
    #expect(tables.rejects.map(\.reason) == ["path: expected one that begins with /", "operation: expected an object"])
  }

  @Test func aliasBombsAreRefusedBeforeTheyGrow() throws {
    var bomb = "openapi: '3'\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let list = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(list)]\n"
    }
    for text in [bomb, bomb + "? *a12\n: 1\n", bomb + "paths: *a12\n"] {
      let tables = try loaded(["openapi.yaml": text])
      #expect(tables.summaries.first?.failure?.contains("aliases") == true)
    }
    let flow =
      "{openapi: '3', a: &a [1,2], b: &b {c: *a, d: *a}, e: *b, paths: {/x: {get: &g {tags: [t]}}, /y: {get: *g}}}"
    #expect(try loaded(["openapi.yaml": flow]).exports.endpoints.map(\.name) == ["GET /x", "GET /y"])
  }

  @Test func theSizeWrittenOutIsNeverUnderestimated() {
    #expect(AliasExpansion.bytes(of: "a: 1") == 4)
    #expect(
      AliasExpansion.bytes(of: "R&D *bold* &nbsp; a*b 2 * 3 x&y z*y")
        == "R&D *bold* &nbsp; a*b 2 * 3 x&y z*y".utf8.count)
    let once = "a: &x [1, 2]\nb: *x\n"
    #expect(AliasExpansion.bytes(of: once) >= once.utf8.count + "[1, 2]".utf8.count)
    // Ten levels of two: 2^10 leaves.
    let doubling = (1...10).reduce("a0: &a0 leaf\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n" }
    #expect(AliasExpansion.bytes(of: doubling) >= 1_024 * 4)
    #expect(
      AliasExpansion.bytes(of: (1...200).reduce("a0: &a0 x\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n" })
        == .max)
  }

  @Test func depthIsBounded() throws {
    for name in ["openapi.json", "openapi.yaml"] {
      for depth in [300, 5_000] {
        let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let folder = try TablesFolder()
        try folder.write(name, Array("{\"openapi\": \"3\", \"paths\": {}, \"x\": \(deep)}".utf8))
        #expect(try folder.load().summaries.first?.failure != nil, "\(name) \(depth)")
      }
    }
  }

  static let endpoints: [(text: String, name: String?)] = [
    ("post /v1/charges/?x=1", "POST /v1/charges"), ("GET  /v1/{id}#y", "GET /v1/{id}"), ("GET /", "GET /"),
    ("get\t/V1/Case//", "GET /V1/Case"), ("/v1/charges", nil), ("POST", nil), ("charges", nil), ("", nil),
    ("a long sentence about /paths", nil), ("P0ST /x", nil), ("M-SEARCH /x", "M-SEARCH /x"),
  ]

  @Test(arguments: endpoints) func endpointsHaveOneSpelling(text: String, name: String?) {
    #expect(EndpointName.normalised(text) == name)
  }
}
