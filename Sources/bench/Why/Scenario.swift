import Foundation

/// A planted cause: what it does to the world, and what the report should say of it.
struct Scenario {
  /// Number of the design's table; 0 = nothing happens.
  var number: Int
  var title: String
  var truth: Truth
  var effects = Effects()

  /// What a finding must name.
  struct Truth: Codable {
    /// Metrics that may carry the finding; empty = no metric may be worse or better.
    var metrics: [String]
    var verdicts: [String]
    /// nil = not judged.
    var effect: [String]?
    /// Any of these is exact; nil = not judged.
    var segments: [[String: String]]?
    var flow: String?
    /// Day of the month it began on.
    var began: Int?
    var event: String?
    /// An event may not be named at all.
    var noEvent = false
    /// These must not be worse or better.
    var quiet: [String] = []
  }

  /// What differs from the quiet world; every rate is asked for a day of the export.
  struct Effects {
    var firstCall: (_ sdk: Int, _ signUpDay: Double) -> Double = { _, _ in 1 }
    var clientErrors: (_ endpoint: Int, _ version: Int, _ account: Int, _ day: Int) -> Double = { _, _, _, _ in 1 }
    /// Absolute share of 5xx added at a moment.
    var serverErrors: (_ endpoint: Int, _ seconds: Double) -> Double = { _, _ in 0 }
    var endpointWeight: (_ endpoint: Int, _ day: Int) -> Double = { _, _ in 1 }
    var volume: (_ day: Int) -> Double = { _ in 1 }
    /// Share of calls answered 429 of an account, and how many more calls it makes.
    var rateLimited: (_ account: Int, _ day: Int) -> Double = { _, _ in 0 }
    var accountVolume: (_ account: Int, _ day: Int) -> Double = { _, _ in 1 }
    var latency: (_ region: Int, _ day: Int) -> (share: Double, factor: Double) = { _, _ in (0, 1) }
    var revenue: (_ account: Int, _ month: Int) -> Double = { _, _ in 1 }
    /// Sign-ups of October that come as a campaign through one channel, and never reach value.
    var campaign = 0
    var bunched = false
    /// Sleepers do not wake.
    var sleepersStay = false
    var doneAfterQuickstart: (_ day: Double) -> Double = { _ in 1 }
    var surveyShift = 0.0
    var surveyCount = 70
    var cutAfter: Int?
    var tickets: (count: Int, endpoint: Int)?
    var incident: (day: Int, minutes: Double)?
    var changes: [(day: Int, title: String, kind: String, scope: [String: String])] = []
  }

  static let titles = [
    "nothing", "time to first call, one SDK", "4xx on one endpoint", "4xx on endpoint × version", "mix shift",
    "each endpoint better, overall worse", "calendar", "two downgrades", "one overage", "paid campaign",
    "resurrected fall", "sign-ups bunch late", "quickstart edit", "P95 in one region", "one customer's retries",
    "incident, tickets, uptime", "two opposite moves", "all segments", "decoy on the day", "small survey",
    "export stops",
  ]
}
