extension Phrasebook {
  static let business: [String: MetricPhrase] = [
    "revenue.total": MetricPhrase(
      "Revenue", noun: "revenue", of: .customers, worse: "Revenue fell", better: "Revenue rose"),
    "revenue_per_developer": MetricPhrase(
      "Revenue per developer", noun: "revenue per active developer", of: .customers,
      worse: "The average active developer brings in less", better: "The average active developer brings in more"),
    "nrr": MetricPhrase(
      "Net revenue retention", noun: "net revenue retention", of: .customers,
      worse: "Revenue from existing customers holds up less well",
      better: "Revenue from existing customers holds up better"),
    "nrr.3m": MetricPhrase(
      "Net revenue retention, 3 months", noun: "net revenue retention over three months", of: .customers,
      worse: "Revenue from existing customers holds up less well",
      better: "Revenue from existing customers holds up better"),
    "grr": MetricPhrase(
      "Gross revenue retention", noun: "gross revenue retention", of: .customers,
      worse: "More of the revenue of a year ago is gone", better: "Less of the revenue of a year ago is gone"),
    "churn.rate": MetricPhrase(
      "Developer churn", noun: "developer churn", of: .developers,
      worse: "A larger share of developers has stopped calling",
      better: "A smaller share of developers has stopped calling"),
  ]

  static let satisfaction: [String: MetricPhrase] = [
    "dxs.average": score("Developer experience score", "the developer experience score", "their experience"),
    "dxs.total": score("Developer experience score, of 40", "the developer experience score", "their experience"),
    "dxs.documentation": score("Documentation score", "the documentation score", "the documentation"),
    "dxs.reliability": score("Reliability score", "the reliability score", "reliability"),
    "dxs.support": score("Support score", "the support score", "support"),
    "dxs.ease": score("Ease-of-integration score", "the ease-of-integration score", "the ease of integration"),
    "ticket_ratio": MetricPhrase(
      "Tickets per 100 developers", noun: "support tickets per 100 active developers", plural: true, of: .tickets,
      worse: "Developers ask for help more often", better: "Developers ask for help less often"),
  ]

  private static func score(_ label: String, _ noun: String, _ what: String) -> MetricPhrase {
    MetricPhrase(
      label, noun: noun, of: .responses, worse: "Developers rate \(what) lower",
      better: "Developers rate \(what) higher")
  }
}
