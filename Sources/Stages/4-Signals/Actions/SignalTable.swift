package import ReportModel

/// Which signals there are: the built-in rows, and a user's own laid over them.
///
/// The table is data (`Templates/signals.yaml`, whose head defines the vocabulary), so that adding a signal needs no
/// code; its order is the order of the report.
package struct SignalTable: Hashable, Sendable {
  package var rows: [SignalRow]

  package init(rows: [SignalRow]) { self.rows = rows }

  /// The shipped table alone.
  package static func builtIn(metricIDs: [String]) throws(SignalTableError) -> SignalTable {
    try load(metricIDs: metricIDs)
  }

  /// The shipped table with a user's YAML over it.
  ///
  /// A row with a known id overrides the keys it names, a new id is added at the end, `enabled: false` drops a row.
  /// `file` is how messages call the user's file; `metricIDs` are the ids conditions may name.
  package static func load(
    user: String? = nil, file: String = "signals.yaml", metricIDs: [String]
  ) throws(SignalTableError) -> SignalTable {
    let shipped = String(decoding: PackageResources.signals_yaml, as: UTF8.self)
    let builtIn = try SignalTableReader(text: shipped, file: "built-in signals.yaml", metricIDs: metricIDs).rows(
      over: [])
    guard let user else { return SignalTable(rows: builtIn) }
    return SignalTable(
      rows: try SignalTableReader(text: user, file: file, metricIDs: metricIDs).rows(over: builtIn))
  }
}

extension SignalTable {
  /// Changes whenever a row's condition does.
  package var fingerprint: String {
    Fingerprint.of(rows.map { "\($0.id) \($0.condition.signature)" }.joined(separator: "\n"))
  }
}

/// One signal: when it fires and what is to be done then.
package struct SignalRow: Hashable, Sendable {
  package var id: String
  /// Stands in the ids of its actions.
  package var short: String
  package var title: String
  /// The condition in words for a reader.
  package var when: String
  package var condition: SignalCondition
  package var actions: [SignalAction]

  /// Ids of the metrics its condition looks at, in their order.
  package var metrics: [String] {
    var seen: [String] = []
    for id in condition.metrics where !seen.contains(id) { seen.append(id) }
    return seen
  }
}

/// Something to do, before the data say for whom and how sure.
package struct SignalAction: Hashable, Sendable {
  /// May hold `{endpoint}`, `{company}`, `{topic}`, `{for}`.
  package var title: String
  package var owner: String?
  package var impact: Double
  /// Person-weeks, over 0.
  package var effort: Double
  package var expect: Expectation?

  package struct Expectation: Hashable, Sendable {
    package var metric: String
    /// `up` or `down`.
    package var direction: String
    package var withinMonths: Int
    package var target: Double?
  }
}

/// A condition over metrics and checks.
package indirect enum SignalCondition: Hashable, Sendable {
  case all([SignalCondition])
  case any([SignalCondition])
  case not(SignalCondition)
  /// A metric that passes all of its tests; in a segment, where one is named (dimension → value).
  case metric(String, [MetricTest], segment: [String: String])
  case check(SignalCheck)

  package enum MetricTest: Hashable, Sendable {
    case verdict([MetricVerdict])
    /// Beyond noise, whichever direction is good.
    case moved(isUp: Bool)
    case below(Double)
    case above(Double)
    case missesTarget
    /// One of these borders was passed in the bad direction since last month.
    case crosses([Double])
    /// Moved that way in each of so many months up to this one, and by this part in all.
    case running(isUp: Bool, months: Int, by: Double)
    case times(of: String, above: Double)
  }

  /// The condition as a text that changes with it, whatever the order of dictionaries.
  var signature: String {
    switch self {
    case .all(let parts): "all(" + parts.map(\.signature).joined(separator: " ") + ")"
    case .any(let parts): "any(" + parts.map(\.signature).joined(separator: " ") + ")"
    case .not(let part): "not(" + part.signature + ")"
    case .metric(let id, let tests, let segment):
      "\(id) [\(tests.map(\.signature).joined(separator: ", "))] "
        + segment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    case .check(let check): check.signature
    }
  }

  /// Metrics whose move makes it hold, in their order; what must not move, or is only compared with, is not among them.
  var subjects: [String] {
    switch self {
    case .all(let parts), .any(let parts): return parts.flatMap(\.subjects)
    case .not: return []
    case .metric(let id, _, _): return [id]
    case .check(let check): return check.metrics
    }
  }

  var metrics: [String] {
    switch self {
    case .all(let parts), .any(let parts): return parts.flatMap(\.metrics)
    case .not(let part): return part.metrics
    case .metric(let id, let tests, _):
      return [id]
        + tests.compactMap {
          if case .times(let other, _) = $0 { return other }
          return nil
        }
    case .check(let check): return check.metrics
    }
  }
}

/// Something about single endpoints, topics, companies or groups.
package enum SignalCheck: Hashable, Sendable {
  case endpointErrors(serverTarget: Double, errorTarget: Double)
  case ticketTopicSpike(least: Double, times: Double)
  case companyFading(top: Int, by: Double)
  case rateLimitedCompany(share: Double, rate: Double)
  case churnByTier([String])
  case firstCallWithinDay
  case firstCallersNotUp

  /// Metrics whose story it belongs to.
  var metrics: [String] {
    switch self {
    case .endpointErrors: ["error_rate.4xx", "error_rate.5xx", "error_rate.total"]
    case .ticketTopicSpike: ["ticket_ratio"]
    case .companyFading: ["calls.total", "revenue.total"]
    case .rateLimitedCompany: ["error_rate.429"]
    case .churnByTier: ["churn.rate"]
    case .firstCallWithinDay: ["ttfc.median_all"]
    case .firstCallersNotUp: ["signups"]
    }
  }
}

/// A signal table that cannot be used, with the place and the nearest thing that can.
package struct SignalTableError: Error, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  package let line: Int?
  package let problem: String

  package init(file: String, line: Int?, problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  /// `signals.yaml:12: unknown metric …`.
  package var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + problem }
}
