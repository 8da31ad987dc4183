import ReportModel

/// What a signal watches, by its plain name.
enum SignalNames {
  static func name(_ signal: SignalResult) -> String { names[signal.id] ?? DataText.clause(signal.title) }

  private static let names = [
    "ttfc_increasing": "time to first call", "low_endpoint_coverage": "endpoint coverage",
    "endpoint_error_rate": "errors by endpoint", "latency_creeping": "latency",
    "dxs_docs_dropping": "documentation score", "nrr_below_100": "revenue retention",
    "ticket_topic_spike": "ticket topics", "ttv_gap": "time to value", "first_session_lost": "first sessions",
    "wat_falling": "weekly active tokens", "vanity_signups": "sign-ups against first calls",
    "rate_limited_growth": "rate limits", "customer_fading": "large customers", "uptime_below_target": "uptime",
    "timeouts": "timeouts", "webhooks_late": "webhooks", "deep_churn": "churn of integrated developers",
    "early_churn": "churn after the first call", "revenue_per_developer_falling": "revenue per developer",
    "activation_dropping": "activation", "doc_completion_low": "quickstart completion",
  ]
}
