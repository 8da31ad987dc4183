/// What is planted in October 2026, in one place: dates, strengths, scopes.
///
/// Everything before October is steady with noise. `Changes` lists the matching changes and the decoys.
enum Story {
  /// The report month, counted from September 2025.
  static let month = 13

  /// `larkspur-python 4.0`: Python sign-ups from here on meet a 401 on `POST /v1/token`.
  static let pythonRelease = Timeline.moment(2026, 10, 14, 9)
  static let pythonSlowdown = 5.0
  static let pythonMeets401 = 0.66
  static let usualMeets401 = 0.08
  /// Factor on the share of Python sign-ups that ever call.
  static let pythonCallFactor = 0.78

  /// `GET /v1/payouts` answers 422 without a currency, for callers on API version 2026-09.
  static let payoutsDeploy = Timeline.moment(2026, 10, 6, 10)
  static let payouts422Rate = 0.135

  /// Paid search campaign: more sign-ups, hardly any calls.
  static let campaign = Timeline.moment(2026, 10, 8, 7)
  /// Added sign-ups as a share of the channel's month.
  static let campaignLift = 0.45
  static let campaignCallShare = 0.12

  /// Partner programme: customers that came through a partner open a live key for each of
  /// their own customers.
  static let partnerProgramme = Timeline.moment(2026, 10, 5, 8)
  static let partnerFurtherKeys = 0.75

  /// Major incident, 38 minutes of 503 on `POST /v1/charges`.
  static let incidentStart = Timeline.moment(2026, 10, 21, 14, 7)
  static let incidentEnd = Timeline.moment(2026, 10, 21, 14, 45)
  static let incidentFailure = 0.78

  /// A large customer moves almost half of its volume elsewhere.
  static let fadingFrom = Timeline.day(2026, 10, 15)
  static let fadingFactor = 0.55

  /// Timeouts on `POST /v1/refunds`, fixed by a deploy.
  static let refundsFix = Timeline.moment(2026, 10, 5, 9)
  static let refundTimeouts = 0.036
  static let refundTimeoutsFixed = 0.0072

  /// A growing customer runs into its rate limit.
  static let throttledFrom = Timeline.day(2026, 10, 1)
  static let throttledGrowth = 0.5
  static let throttledRate = 0.065

  /// Days on which the API versions came out.
  static let version03 = Timeline.day(2026, 3, 2)
  static let version09 = Timeline.day(2026, 9, 1)
  static let versions = ["2025-06", "2026-03", "2026-09"]
}

/// A customer with a part in the story.
enum Role: Sendable { case none, fading, throttled }
