/// The spelling under which endpoints are compared: `METHOD template`.
package enum EndpointName {
  private static let longestMethod = 32

  /// `post /v1/charges/?x=1` → `POST /v1/charges`; nil where it is no method and path.
  package static func normalised(_ text: String) -> String? {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" }
    guard parts.count == 2, let method = method(String(parts[0])) else { return nil }
    let path = path(String(parts[1]))
    return path.hasPrefix("/") ? method + " " + path : nil
  }

  /// Upper case; nil for what no method can be.
  static func method(_ text: String) -> String? {
    let name = text.trimmingBlanks().uppercased()
    guard !name.isEmpty, name.utf8.count <= longestMethod,
      name.utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x2D || $0 == 0x5F })
    else { return nil }
    return name
  }

  /// Without query, fragment and trailing slash; case is kept.
  static func path(_ text: String) -> String {
    var path = text.trimmingBlanks().prefix { $0 != "?" && $0 != "#" }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }

  /// The name with its parameters made alike, because no call can tell `/pets/{id}` from `/pets/{name}`.
  static func shape(_ name: String) -> String {
    name.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("{") && $0.hasSuffix("}") ? "{}" : String($0) }.joined(separator: "/")
  }
}
