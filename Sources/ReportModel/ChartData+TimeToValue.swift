extension ChartData {
  /// How many have reached the value moment by how long after sign-up, of several groups of developers.
  package struct TimeToValue: Codable, Hashable, Sendable {
    /// This month's first, then last month's, then those who stayed; a group without ten developers is not there.
    package var curves: [Curve]

    package init(curves: [Curve]) { self.curves = curves }

    package enum Group: String, Codable, Hashable, Sendable {
      case month, previous, retained
    }

    /// Kaplan–Meier over all developers of a group: those not there yet count as long as they were watched.
    package struct Curve: Codable, Hashable, Sendable {
      package var group: Group
      package var developers: Int
      package var reached: Int
      /// Seconds, of those who reached it (`ttv.median`, `ttv.p75`).
      package var median: Double?
      package var p75: Double?
      /// Of those whose 7 days have closed (`ttv.within_7d`).
      package var within7Days: Double?
      /// Ascending by time; level in between.
      package var points: [Point]
      /// Seconds up to which ten or more are watched and not there yet, 30 days at most.
      package var end: Double
      /// How many are watched and not there yet.
      package var atRisk: [Waiting]
      /// Seconds at which somebody was watched no longer, thinned.
      package var censored: [Double]

      enum CodingKeys: String, CodingKey {
        case developers, reached, median, p75, points, end, censored
        case group = "cohort"
        case within7Days = "within_7d"
        case atRisk = "at_risk"
      }

      package init(
        group: Group, developers: Int, reached: Int, median: Double?, p75: Double?, within7Days: Double?,
        points: [Point], end: Double, atRisk: [Waiting], censored: [Double]
      ) {
        self.group = group
        self.developers = developers
        self.reached = reached
        self.median = median
        self.p75 = p75
        self.within7Days = within7Days
        self.points = points
        self.end = end
        self.atRisk = atRisk
        self.censored = censored
      }

      /// Share that has reached it by a time.
      package func share(at seconds: Double) -> Double { points.last { $0.seconds <= seconds }?.share ?? 0 }
    }

    package struct Point: Codable, Hashable, Sendable {
      package var seconds: Double
      package var share: Double
      /// 95 % band; nil where it has none.
      package var low: Double?
      package var high: Double?

      package init(seconds: Double, share: Double, low: Double?, high: Double?) {
        self.seconds = seconds
        self.share = share
        self.low = low
        self.high = high
      }
    }

    package struct Waiting: Codable, Hashable, Sendable {
      package var seconds: Double
      package var developers: Int

      package init(seconds: Double, developers: Int) {
        self.seconds = seconds
        self.developers = developers
      }
    }
  }
}
