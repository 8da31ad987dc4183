extension Phrasebook {
  static let adoption: [String: MetricPhrase] = [
    "calls.total": MetricPhrase(
      "Calls", noun: "call volume", of: .calls, worse: "Call volume fell by more than the calendar accounts for",
      better: "Call volume rose by more than the calendar accounts for"),
    "calls.per_day": MetricPhrase(
      "Calls per day", noun: "calls per day", plural: true, of: .calls,
      worse: "The API is called less each day", better: "The API is called more each day"),
    "calls.unresolved": MetricPhrase(
      "Calls of unknown developers", noun: "the share of calls that lead to no known developer", of: .calls,
      worse: "More calls lead to no known developer", better: "Fewer calls lead to no known developer"),
    "active_developers": MetricPhrase(
      "Active developers", noun: "active developers", plural: true, of: .developers,
      worse: "Fewer developers call the API", better: "More developers call the API"),
    "wat": MetricPhrase(
      "Weekly active tokens", noun: "weekly active tokens", plural: true, of: .tokens,
      worse: "Fewer tokens are in use each week", better: "More tokens are in use each week"),
    "wat.last_week": MetricPhrase(
      "Active tokens, last week", noun: "active tokens of the month’s last week", plural: true, of: .tokens,
      worse: "Fewer tokens were in use in the last week of the month",
      better: "More tokens were in use in the last week of the month"),
    "waic": MetricPhrase(
      "Weekly active companies", noun: "weekly active companies", plural: true, of: .companies,
      worse: "Fewer companies call the API each week", better: "More companies call the API each week"),
    "waic.last_week": MetricPhrase(
      "Active companies, last week", noun: "active companies of the month’s last week", plural: true, of: .companies,
      worse: "Fewer companies called the API in the last week of the month",
      better: "More companies called the API in the last week of the month"),
    "endpoint_coverage.median": MetricPhrase(
      "Endpoints used, median", noun: "the number of endpoints the median developer uses", of: .developers,
      worse: "Developers use fewer of the endpoints", better: "Developers use more of the endpoints"),
    "endpoint_coverage.share": MetricPhrase(
      "Endpoint coverage", noun: "the share of endpoints the median developer uses", of: .developers,
      worse: "Developers use a smaller part of the API", better: "Developers use a larger part of the API"),
    "endpoints.unused": MetricPhrase(
      "Unused endpoints", noun: "endpoints without a successful call", plural: true, of: .calls,
      worse: "More endpoints went without a single successful call",
      better: "Fewer endpoints went without a single successful call"),
    "depth.median": MetricPhrase(
      "Integration depth, median", noun: "the median integration depth", of: .developers,
      worse: "Integrations have become shallower", better: "Integrations have become deeper"),
    "depth.experimenting": MetricPhrase(
      "Developers experimenting", noun: "developers in the experimenting tier", plural: true, of: .developers,
      worse: "The experimenting tier moved the wrong way", better: "The experimenting tier moved the right way"),
    "depth.building": MetricPhrase(
      "Developers building", noun: "developers in the building tier", plural: true, of: .developers,
      worse: "Fewer developers are building", better: "More developers are building"),
    "depth.scaling": MetricPhrase(
      "Developers scaling", noun: "developers in the scaling tier", plural: true, of: .developers,
      worse: "Fewer developers are scaling", better: "More developers are scaling"),
  ]
}
