import Foundation

/// The part of `report.json` that is scored, as the contract has it.
struct ReportFile: Decodable {
  struct Verdict: Decodable { var level: String }

  struct Metric: Decodable {
    struct Change: Decodable { var absolute: Double? }
    var id: String
    var verdict: String
    var value: Double?
    var reason: String?
    var change: Change?
  }

  struct Event: Decodable {
    var date: String
    var title: String
  }

  struct Days: Decodable {
    var from: String
    var to: String
  }

  struct Cause: Decodable {
    var level: String
    var statement: String
    var segment: [String: OneOrMany<String>]
    var effect: String?
    var contribution: Double?
    var flow: String?
    var began: Days?
    var change: OneOrMany<Event>?
  }

  struct Finding: Decodable {
    var metric: String
    var statement: String
    var causes: [Cause]
    var unexplained: Double?
    var related: [String]?
  }

  var verdict: Verdict
  var metrics: [Metric]
  var findings: [Finding]

  func metric(_ id: String) -> Metric? { metrics.first { $0.id == id } }

  /// Metrics said to have changed.
  var changed: [Metric] { metrics.filter { ["worse", "better"].contains($0.verdict) } }
}

/// The contract lets a value be one or a list.
struct OneOrMany<Value: Decodable>: Decodable {
  var values: [Value]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let many = try? container.decode([Value].self) {
      values = many
    } else {
      values = [try container.decode(Value.self)]
    }
  }
}

extension ReportFile.Cause {
  /// The segments named: a list of values is one segment for each, in a finding about several accounts or endpoints.
  var segments: [[String: String]] {
    segment.sorted { $0.key < $1.key }.reduce([[:]]) { made, entry in
      entry.value.values.flatMap { value in made.map { $0.merging([entry.key: value]) { $1 } } }
    }
  }

  var events: [ReportFile.Event] { change?.values ?? [] }
}
