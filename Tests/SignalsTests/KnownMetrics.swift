/// Ids of the dictionary, as conditions may name them.
enum KnownMetrics {
  static let ids =
    """
    signups ttfc.median ttfc.p90 ttfc.median_all ttfc.p90_all ttfc.never ttfhw.median ttfhw.p90 doc_completion.rate
    activation.rate ttv.median ttv.p75 ttv.within_7d ttv.median_retained ttv.first_session ttv.return_without
    calls.total calls.per_day calls.unresolved active_developers wat wat.last_week waic waic.last_week
    endpoint_coverage.median endpoint_coverage.share endpoints.unused depth.median depth.experimenting depth.building
    depth.scaling error_rate.4xx error_rate.5xx error_rate.429 error_rate.total timeout_rate aborted_rate latency.p50
    latency.p95 latency.p99 latency.retrieval.p50 latency.retrieval.p95 latency.retrieval.p99 latency.processing.p50
    latency.processing.p95 latency.processing.p99 webhook.within_30s webhook.p95 uptime uptime.trailing_12m
    revenue.total revenue_per_developer nrr grr nrr.3m churn.rate dxs.average dxs.total dxs.documentation
    dxs.reliability dxs.support dxs.ease ticket_ratio
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
