/// Who looks after what: `owners` of the configuration.
package struct OwnerMap: Hashable, Sendable {
  /// `METHOD template`, or the beginning of a path, → owner.
  package var endpoints: [String: String] = [:]
  package var topics: [String: String] = [:]
  package var families: [MetricFamily: String] = [:]
  /// Dimension → value → owner.
  package var segments: [String: [String: String]] = [:]

  package init() {}

  package var isEmpty: Bool { self == OwnerMap() }

  /// The owner of a segment: the exact endpoint before the longest path, then the topic, then other dimensions by name.
  package func owner(of segment: [String: String]) -> String? {
    if let endpoint = segment["endpoint"], let owner = owner(ofEndpoint: endpoint) { return owner }
    if let topic = segment["topic"], let owner = topics[topic] { return owner }
    return segment.sorted { $0.key < $1.key }.lazy.compactMap { segments[$0.key]?[$0.value] }.first
  }

  package func owner(ofEndpoint endpoint: String) -> String? {
    if let owner = endpoints[endpoint] { return owner }
    let path = endpoint.drop { $0 != "/" }
    let prefixes = endpoints.keys.filter { prefix in
      guard prefix.hasPrefix("/"), path.hasPrefix(prefix) else { return false }
      // `/v1/pay` is no part of `/v1/payouts`.
      return prefix.hasSuffix("/") || path.count == prefix.count || path.dropFirst(prefix.count).first == "/"
    }
    return prefixes.max { ($0.count, $1) < ($1.count, $0) }.flatMap { endpoints[$0] }
  }

  package func owner(ofFamily family: MetricFamily) -> String? { families[family] }
}
