/// The series behind the charts, so that they can be drawn from `report.json` alone. nil = its data are missing.
package struct ChartData: Codable, Hashable, Sendable {
  package var ttfcTrend: [TTFCWeek]?
  package var callVolume: CallVolume?
  package var errorHeatmap: ErrorHeatmap?
  package var funnel: [FunnelWeek]?
  package var business: [BusinessMonth]?
  package var growth: [GrowthWeek]?
  package var timeToValue: TimeToValue?

  enum CodingKeys: String, CodingKey {
    case ttfcTrend = "ttfc_trend"
    case callVolume = "call_volume"
    case errorHeatmap = "error_heatmap"
    case funnel, business, growth
    case timeToValue = "time_to_value"
  }

  package init() {}

  /// Sign-ups of one ISO week (26 of them, oldest first); times in seconds of those who called by as_of.
  package struct TTFCWeek: Codable, Hashable, Sendable {
    /// Its Monday, ISO date.
    package var week: String
    package var signups: Int
    /// Those with a successful call.
    package var called: Int
    package var median: Double?
    package var p90: Double?
    /// Belongs to the report's month.
    package var isCurrent: Bool
    /// Not everyone has had 30 days by as_of.
    package var isOpen: Bool

    enum CodingKeys: String, CodingKey {
      case week, signups, called, median, p90
      case isCurrent = "is_current"
      case isOpen = "is_open"
    }

    package init(
      week: String, signups: Int, called: Int, median: Double?, p90: Double?, isCurrent: Bool, isOpen: Bool
    ) {
      self.week = week
      self.signups = signups
      self.called = called
      self.median = median
      self.p90 = p90
      self.isCurrent = isCurrent
      self.isOpen = isOpen
    }
  }

  /// Calls per day of the month; nil = no data for that day.
  package struct CallVolume: Codable, Hashable, Sendable {
    /// ISO dates.
    package var days: [String]
    package var total: [Int?]
    /// The ten largest endpoints of the month, largest first, then `Other`.
    package var series: [Series]

    package init(days: [String], total: [Int?], series: [Series]) {
      self.days = days
      self.total = total
      self.series = series
    }

    package struct Series: Codable, Hashable, Sendable {
      package var name: String
      package var calls: [Int?]
      package var monthTotal: Int
      package var previousTotal: Int?

      enum CodingKeys: String, CodingKey {
        case name, calls
        case monthTotal = "month_total"
        case previousTotal = "previous_total"
      }

      package init(name: String, calls: [Int?], monthTotal: Int, previousTotal: Int?) {
        self.name = name
        self.calls = calls
        self.monthTotal = monthTotal
        self.previousTotal = previousTotal
      }
    }
  }

  /// Rows in order of errors, worst first; counts by day of `days`, nil = no data for that day.
  package struct ErrorHeatmap: Codable, Hashable, Sendable {
    package var days: [String]
    package var rows: [Row]

    package init(days: [String], rows: [Row]) {
      self.days = days
      self.rows = rows
    }

    package struct Row: Codable, Hashable, Sendable {
      package var endpoint: String
      package var calls: [Int?]
      package var errors4xx: [Int?]
      package var errors5xx: [Int?]
      package var timeouts: [Int?]

      enum CodingKeys: String, CodingKey {
        case endpoint, calls, timeouts
        case errors4xx = "errors_4xx"
        case errors5xx = "errors_5xx"
      }

      package init(endpoint: String, calls: [Int?], errors4xx: [Int?], errors5xx: [Int?], timeouts: [Int?]) {
        self.endpoint = endpoint
        self.calls = calls
        self.errors4xx = errors4xx
        self.errors5xx = errors5xx
        self.timeouts = timeouts
      }
    }
  }

  /// One week of the funnel, 13 weeks, oldest first.
  package struct FunnelWeek: Codable, Hashable, Sendable {
    package var week: String
    package var signedUp: Int
    package var firstCall: Int
    package var activated: Int
    package var scaling: Int
    package var isCurrent: Bool
    /// Its activation window has not closed for everyone by as_of.
    package var isOpen: Bool

    enum CodingKeys: String, CodingKey {
      case week, activated, scaling
      case signedUp = "signed_up"
      case firstCall = "first_call"
      case isCurrent = "is_current"
      case isOpen = "is_open"
    }

    package init(
      week: String, signedUp: Int, firstCall: Int, activated: Int, scaling: Int, isCurrent: Bool, isOpen: Bool
    ) {
      self.week = week
      self.signedUp = signedUp
      self.firstCall = firstCall
      self.activated = activated
      self.scaling = scaling
      self.isCurrent = isCurrent
      self.isOpen = isOpen
    }
  }

  /// NRR and churn of one month, 13 months, oldest first; fractions.
  package struct BusinessMonth: Codable, Hashable, Sendable {
    package var month: Month
    package var nrr: Double?
    package var churn: Double?
    package var revenue: Double?

    package init(month: Month, nrr: Double?, churn: Double?, revenue: Double?) {
      self.month = month
      self.nrr = nrr
      self.churn = churn
      self.revenue = revenue
    }
  }
}
