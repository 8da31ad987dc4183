import ReportModel
import Signals
import Statistics

/// For every row of the table one month that fires it and one that does not.
enum SignalMonths {
  private typealias S = Synthetic

  struct Case: Sendable, CustomStringConvertible {
    let id: String
    let fires: @Sendable () -> World
    let quiet: @Sendable () -> World

    var description: String { id }
  }

  struct World {
    var metrics: [MeasuredMetric] = []
    var facts = SignalFacts()
  }

  private static func metric(
    _ id: String, _ unit: MetricUnit, _ value: Double, _ previous: Double, _ verdict: MetricVerdict,
    good: String = "up", target: Double? = nil, history: [Double] = []
  ) -> World {
    World(metrics: [
      S.judged(
        id, unit, value: value, previous: previous, verdict: verdict, good: good, target: target, history: history)
    ])
  }

  private static func metric(
    _ id: String, _ value: Double, _ previous: Double, _ verdict: MetricVerdict, good: String = "up",
    target: Double? = nil
  ) -> World {
    metric(id, .fraction, value, previous, verdict, good: good, target: target)
  }

  private static func both(_ first: World, _ second: World) -> World {
    World(metrics: first.metrics + second.metrics, facts: first.facts)
  }

  private static func facts(_ change: (inout SignalFacts) -> Void) -> World {
    var facts = SignalFacts()
    change(&facts)
    return World(facts: facts)
  }

  private static func pair(_ current: (Double, Double), _ previous: (Double, Double)) -> FractionPair {
    FractionPair(current: Fraction(current.0, of: current.1), previous: Fraction(previous.0, of: previous.1))
  }

  static func company(
    _ id: String, level: Double, factor: Double, rank: Int? = 1, limited: Double = 0, silentAtEnd: Bool = false
  ) -> CompanyFacts {
    var random = SplitMix64(name: id)
    func days(_ range: Range<Day>, _ factor: Double) -> [DailyCount] {
      range.map { day in
        let profile = Civil.weekday(day) >= 5 ? 0.4 : 1
        let isSilent = silentAtEnd && day >= S.month.firstDay + 15
        return DailyCount(
          day: day, count: isSilent ? 0 : (level * profile * factor * (1 + 0.05 * random.normal())).rounded())
      }
    }
    let current = days(S.month.days, factor)
    let calls = current.reduce(0) { $0 + $1.count }
    return CompanyFacts(
      id: id, name: "Company \(id)", callsRank: rank, revenueRank: nil, currentDaily: current,
      baselineDaily: days(S.month.firstDay - 56..<S.month.firstDay, 1),
      rateLimited: pair((limited * calls, calls), (0, calls)), revenue: 1_000, developers: 12)
  }

  private static func topic(_ tickets: Int, developers: Int = 1_000) -> World {
    facts {
      $0.ticketTopics = [
        TopicFacts(
          topic: "webhooks", tickets: tickets, history: [20, 22, 18, 21], activeDevelopers: developers,
          historyActiveDevelopers: [1_000, 1_000, 1_000, 1_000]),
        TopicFacts(
          topic: "billing", tickets: 30, history: [30, 29, 31, 30], activeDevelopers: developers,
          historyActiveDevelopers: [1_000, 1_000, 1_000, 1_000]),
      ]
    }
  }

  private static func churn(_ tier: String, _ now: Double) -> World {
    facts { $0.churnByTier = [tier: pair((now, 1_000), (50, 1_000)), "experimenting": pair((300, 900), (100, 900))] }
  }

  private static func signups(_ callers: (Int, Int), wat: MetricVerdict) -> World {
    var world = both(
      metric("signups", .count, 1_500, 1_000, .better), metric("wat", .number, 6_000, 5_900, wat))
    world.facts.firstCallers = callers
    return world
  }

  static let all: [Case] = [
    Case(id: "ttfc_increasing") {
      metric("ttfc.median_all", .seconds, 5_460, 3_120, .worse, good: "down")
    } quiet: {
      // The completers' median alone does not fire it.
      both(
        metric("ttfc.median_all", .seconds, 3_200, 3_120, .unclear, good: "down"),
        metric("ttfc.median", .seconds, 7_000, 3_000, .worse, good: "down"))
    },
    Case(id: "low_endpoint_coverage") {
      metric("endpoint_coverage.share", 0.2, 0.2, .steady)
    } quiet: {
      metric("endpoint_coverage.share", 0.25, 0.2, .steady)
    },
    Case(id: "endpoint_error_rate") {
      facts { $0.endpoints = [FindingTests.endpoint("GET /v1/payouts", (6_000, 100_000), (900, 100_000))] }
    } quiet: {
      // Over the target but as ever, and not hidden; worse but under the target.
      facts {
        $0.endpoints = [
          FindingTests.endpoint("POST /v1/login", (9_000, 100_000), (9_050, 100_000)),
          FindingTests.endpoint("GET /v1/a", (900, 100_000), (300, 100_000)),
        ]
      }
    },
    Case(id: "latency_creeping") {
      metric("latency.p95", .milliseconds, 420, 400, .unclear, good: "down", history: [300, 340, 370, 400])
    } quiet: {
      metric("latency.p95", .milliseconds, 420, 400, .unclear, good: "down", history: [300, 340, 410, 400])
    },
    Case(id: "dxs_docs_dropping") {
      metric("dxs.documentation", .points, 6.5, 7.4, .worse)
    } quiet: {
      metric("dxs.documentation", .points, 7.3, 7.4, .unclear)
    },
    Case(id: "nrr_below_100") {
      metric("nrr", 0.97, 1.01, .unclear)
    } quiet: {
      metric("nrr", 1.0, 1.01, .steady)
    },
    Case(id: "ticket_topic_spike") {
      topic(60)
    } quiet: {
      topic(60, developers: 3_000)
    },
    Case(id: "ttv_gap") {
      both(
        metric("ttv.median", .seconds, 14_400, 14_000, .steady, good: "down"),
        metric("ttv.median_retained", .seconds, 1_080, 1_080, .steady, good: "down"))
    } quiet: {
      both(
        metric("ttv.median", .seconds, 2_000, 2_000, .steady, good: "down"),
        metric("ttv.median_retained", .seconds, 1_080, 1_080, .steady, good: "down"))
    },
    Case(id: "first_session_lost") {
      metric("ttv.first_session", 0.2, 0.27, .worse)
    } quiet: {
      metric("ttv.first_session", 0.25, 0.27, .unclear)
    },
    Case(id: "wat_falling") {
      metric("wat", .number, 5_000, 6_000, .worse)
    } quiet: {
      metric("wat", .number, 5_900, 6_000, .steady)
    },
    Case(id: "vanity_signups") {
      signups((400, 410), wat: .steady)
    } quiet: {
      signups((600, 400), wat: .better)
    },
    Case(id: "rate_limited_growth") {
      facts {
        $0.companies = [company("a", level: 2_000, factor: 1.4, limited: 0.1), company("b", level: 900, factor: 1)]
      }
    } quiet: {
      // Just as limited, but its volume fell: a customer that leaves, not one that is held back.
      facts {
        $0.companies = [company("a", level: 2_000, factor: 0.5, limited: 0.1), company("b", level: 900, factor: 1)]
      }
    },
    Case(id: "customer_fading") {
      facts { $0.companies = [company("a", level: 2_000, factor: 0.6), company("b", level: 900, factor: 1, rank: 2)] }
    } quiet: {
      // Gone altogether is churn, a small one is no top customer, and the third did not move.
      facts {
        $0.companies = [
          company("a", level: 2_000, factor: 0.6, silentAtEnd: true), company("b", level: 900, factor: 0.5, rank: 15),
          company("c", level: 2_000, factor: 1, rank: 2),
        ]
      }
    },
    Case(id: "uptime_below_target") {
      metric("uptime", 0.9991, 1, .unclear, target: 0.9995)
    } quiet: {
      metric("uptime", 0.9996, 1, .unclear, target: 0.9995)
    },
    Case(id: "timeouts") {
      metric("timeout_rate", 0.002, 0.001, .worse, good: "down")
    } quiet: {
      metric("timeout_rate", 0.001, 0.002, .better, good: "down")
    },
    Case(id: "webhooks_late") {
      metric("webhook.within_30s", 0.989, 0.995, .unclear)
    } quiet: {
      metric("webhook.within_30s", 0.99, 0.995, .unclear)
    },
    Case(id: "deep_churn") {
      churn("scaling", 100)
    } quiet: {
      churn("scaling", 55)
    },
    Case(id: "early_churn") {
      churn("never past the first call", 100)
    } quiet: {
      churn("never past the first call", 52)
    },
    Case(id: "revenue_per_developer_falling") {
      metric("revenue_per_developer", .money, 20, 21, .unclear, history: [23, 22, 21])
    } quiet: {
      metric("revenue_per_developer", .money, 20, 21, .unclear, history: [22, 22, 21])
    },
    Case(id: "activation_dropping") {
      metric("activation.rate", 0.3, 0.4, .worse)
    } quiet: {
      metric("activation.rate", 0.39, 0.4, .unclear)
    },
    Case(id: "doc_completion_low") {
      metric("doc_completion.rate", 0.39, 0.4, .steady)
    } quiet: {
      metric("doc_completion.rate", 0.44, 0.45, .steady)
    },
  ]
}
