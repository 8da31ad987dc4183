package import ReportModel

/// What one pass over the calls has to keep: the days, and the anchors of each developer.
package struct RollupPlan: Sendable {
  package let window: ReportWindow
  /// Days kept day by day: thirteen months before the report's and the 30 days that the oldest month's churn needs.
  package let firstDay: Day
  /// Up to and with the day of as_of, at most `followUpDays` past the month.
  package let dayCount: Int
  /// From here on the full cube (endpoint × version × SDK × region × environment × plan) is kept by day: the
  /// previous month and the eight weeks before it, and latency by day too.
  package let cubeFirstDay: Day
  /// Monday of the first kept week.
  package let firstWeek: Day
  package let weekCount: Int
  /// Oldest month kept; month indices count from it.
  package let firstMonth: Month
  package let timeoutStatuses: StatusSet
  package let helloWorld: String?
  /// Endpoint of the value moment, where it is a call; nil name = any call.
  package let valueCall: CallSignal?
  /// How many of them make the value moment.
  package let valueCount: Int
  /// Successful calls the milestone counts, where it counts calls.
  package let milestoneCall: CallSignal?
  package let activationWindow: Int64
  /// Documentation pages that count as the quickstart; nil = by their names.
  package let quickstart: [String]?

  package enum CallSignal: Hashable, Sendable {
    case any
    case endpoint(String)
  }

  /// Months of history before the report's month.
  package static let historyMonths = 13
  /// Days kept day by day after the month; a far as_of must not make every table a thousand years long.
  package static let followUpDays = 3_653

  package init(window: ReportWindow, configuration: ReportConfiguration) {
    self.window = window
    firstMonth = window.month.advanced(by: -Self.historyMonths)
    firstDay = firstMonth.firstDay - 62
    let lastDay = min(window.zone.day(of: window.asOf), window.month.days.upperBound + Self.followUpDays)
    dayCount = max(0, lastDay - firstDay + 1)
    cubeFirstDay = window.month.previous.firstDay - 56
    firstWeek = Civil.weekStart(firstDay)
    weekCount = (dayCount + 6) / 7 + 1
    timeoutStatuses = StatusSet(configuration.timeoutStatuses)
    helloWorld = configuration.helloWorld
    valueCall = configuration.valueMoment.flatMap { Self.call($0.signal) }
    valueCount = configuration.valueMoment?.count ?? 1
    if case .reached(let signal, _) = configuration.activation.milestone {
      milestoneCall = Self.call(signal)
    } else {
      milestoneCall = nil
    }
    quickstart = configuration.quickstart
    activationWindow = configuration.activation.window
  }

  private static func call(_ signal: ReportConfiguration.Signal) -> CallSignal? {
    switch signal {
    case .event: nil
    case .call(let endpoint): .endpoint(endpoint)
    case .anyCall: .any
    }
  }

  package func monthIndex(of month: Month) -> Int { month.distance(from: firstMonth) }
}

/// Moments of each developer that calls are measured against; `Instant.max` = there is none.
package struct DeveloperAnchors: Sendable {
  package var signUp: Instant
  /// Earliest of the first documentation view and sign-up.
  package var firstTouch: Instant
  package var firstQuickstartView: Instant

  package init(signUp: Instant, firstTouch: Instant, firstQuickstartView: Instant) {
    self.signUp = signUp
    self.firstTouch = firstTouch
    self.firstQuickstartView = firstQuickstartView
  }
}
