import Loaders
import ReportModel

/// `owners`: who looks after which endpoints, topics, families and segments.
enum OwnerForms {
  static var owners: ConfigurationForm<OwnerMap> {
    .section(
      [
        .init("endpoints", "METHOD and path template, or the beginning of a path, and who looks after it.", endpoints) {
          $0.endpoints = $1
        },
        .init("topics", "Topics of tickets, as they stand in tickets.", names) { $0.topics = $1 },
        .init("families", "Families of metrics.", families) { $0.families = $1 },
        .init("segments", "Values of a dimension, such as sdk: { python: SDK team }.", segments) { $0.segments = $1 },
      ], initial: OwnerMap())
  }

  private static var anyKey: JSONValue { .object([("minLength", .number("1"))]) }

  private static var names: ConfigurationForm<[String: String]> {
    .dictionary(keys: anyKey, name: { member, _ throws(ConfigurationError) in member.name }, .text)
  }

  private static var endpoints: ConfigurationForm<[String: String]> {
    .dictionary(
      keys: .object([("pattern", "^([A-Za-z_-]+\\s+)?/")]),
      name: { member, context throws(ConfigurationError) in
        if member.name.hasPrefix("/") { return member.name }
        if let name = EndpointName.normalised(member.name) { return name }
        throw context.key(
          member, "owners.endpoints", expected: "METHOD and path template, such as \"POST /v1/charges\", or a path")
      }, .text)
  }

  private static var families: ConfigurationForm<[MetricFamily: String]> {
    let known = MetricFamily.allCases.map(\.rawValue)
    return .dictionary(
      keys: .object([("enum", .list(known.map { .text($0) }))]),
      name: { member, context throws(ConfigurationError) in
        if let family = MetricFamily(rawValue: member.name) { return family }
        throw context.key(
          member, "owners.families", expected: "a family: " + known.joined(separator: ", "),
          nearest: NearestName.of(member.name, among: known))
      }, .text)
  }

  private static var segments: ConfigurationForm<[String: [String: String]]> {
    let known = SegmentDimensions.all
    return .dictionary(
      keys: .object([("enum", .list(known.map { .text($0) }))]),
      name: { member, context throws(ConfigurationError) in
        if known.contains(member.name) { return member.name }
        throw context.key(
          member, "owners.segments", expected: "a dimension: " + known.joined(separator: ", "),
          nearest: NearestName.of(member.name, among: known))
      }, names)
  }
}

extension ConfigurationContext {
  fileprivate func key(
    _ member: ConfigurationValue.Member, _ section: String, expected: String, nearest: String? = nil
  ) -> ConfigurationError {
    ConfigurationError(
      file: file, line: member.line, column: member.column, key: section,
      found: "the key \"\(ConfigurationValue.shown(member.name))\"", expected: expected, nearest: nearest)
  }
}
