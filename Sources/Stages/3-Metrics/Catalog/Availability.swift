import ReportModel
import Statistics

extension MetricCatalog {
  static let availability: [MetricDefinition] = [
    MetricDefinition(
      "webhook.within_30s", .reliability, "Webhooks delivered within 30 seconds", .fraction, good: .up,
      formula: "webhook deliveries made within 30 s of the event ÷ those triggered in the month", target: 0.99,
      floor: ChangeFloor(relative: 0.005, absolute: 0.005), headline: true
    ) { month in
      guard month.world.exports.present.contains(.webhooks) else { return .unavailable("needs webhooks") }
      let sent = month.webhooks
      return .ratio(
        Double(sent.count { ($0.delay ?? .max) < 30 * Duration.second }), of: Double(sent.count),
        orBecause: "no webhook was triggered in the month", basis: .rate)
    },
    MetricDefinition(
      "webhook.p95", .reliability, "Webhook delay, P95", .seconds, good: .down,
      formula: "P95 of the delay of the delivered", floor: .latency
    ) { month in
      guard month.world.exports.present.contains(.webhooks) else { return .unavailable("needs webhooks") }
      return .quantile(
        0.95, of: month.webhooks.compactMap { webhook in webhook.delay.map { (-1, month.seconds($0)) } },
        orBecause: "no webhook was delivered")
    },
    MetricDefinition(
      "uptime", .reliability, "Uptime", .fraction, good: .up,
      formula: "1 − time down ÷ time of the month; down = union of incidents of impact critical or major",
      target: 0.9995, floor: ChangeFloor(relative: 0, absolute: 0.000_1), note: impactNote
    ) { month in
      guard month.world.exports.present.contains(.incidents) else { return .unavailable("needs incidents") }
      return month.uptime(from: month.start, to: month.end)
    },
    MetricDefinition(
      "uptime.trailing_12m", .reliability, "Uptime, trailing twelve months", .fraction, good: .up,
      formula: "the same over the twelve months that end with this one", target: 0.9995,
      floor: ChangeFloor(relative: 0, absolute: 0.000_1), note: budgetNote
    ) { month in
      guard month.world.exports.present.contains(.incidents) else { return .unavailable("needs incidents") }
      let first = month.month.advanced(by: -11)
      let reaches = month.world.zone.start(of: first.next.firstDay)
      guard month.world.exports.incidents.contains(where: { $0.startedAt < reaches }) else {
        return .unavailable("needs incidents that reach back twelve months")
      }
      return month.uptime(from: month.world.zone.start(of: first.firstDay), to: month.end)
    },
  ]

  @Sendable private static func impactNote(_ month: MonthFacts) -> String? {
    let unknown = month.world.exports.incidents.count {
      $0.impact == nil && $0.startedAt < month.end && ($0.resolvedAt ?? month.asOf) > month.start
    }
    return unknown == 0 ? nil : "\(unknown) incident\(unknown == 1 ? "" : "s") without an impact not counted as down."
  }

  @Sendable private static func budgetNote(_ month: MonthFacts) -> String? {
    let start = month.world.zone.start(of: month.month.advanced(by: -11).firstDay)
    let down = month.secondsDown(from: start, to: month.end)
    let budget = 4.38 * 3_600
    let minutes = Int(((budget - down) / 60).rounded())
    return minutes >= 0
      ? "Error budget left: \(minutes) of 263 minutes a year."
      : "Error budget overspent by \(-minutes) minutes (263 a year)."
  }
}

extension MonthFacts {
  /// Webhooks of the month whose 30 seconds have closed; the delay of those delivered by as_of.
  var webhooks: [(delay: Int64?, endpoint: String?)] {
    world.exports.webhooks.compactMap { webhook in
      guard window.contains(webhook.triggeredAt), webhook.triggeredAt + 30 * Duration.second <= asOf else { return nil }
      let delivered = webhook.deliveredAt.flatMap(known)
      return (delivered.map { $0 - webhook.triggeredAt }, webhook.endpoint)
    }
  }

  /// Seconds in the union of the counting incidents, clipped.
  func secondsDown(from start: Instant, to end: Instant) -> Double {
    let intervals = world.exports.incidents.compactMap { incident -> (Instant, Instant)? in
      guard incident.impact == "critical" || incident.impact == "major", incident.startedAt < asOf else { return nil }
      let from = max(start, incident.startedAt)
      let to = min(end, incident.resolvedAt ?? asOf)
      return from < to ? (from, to) : nil
    }.sorted { $0 < $1 }
    var total: Int64 = 0
    var reached = Instant.min
    for (from, to) in intervals where to > reached {
      total += to - max(from, reached)
      reached = to
    }
    return seconds(total)
  }

  func uptime(from start: Instant, to end: Instant) -> Measurement {
    let length = seconds(end - start)
    var result = Measurement.ratio(length - secondsDown(from: start, to: end), of: length, orBecause: "an empty month")
    // Seconds are no sample.
    result.n = nil
    return result
  }
}
