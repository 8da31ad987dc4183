import Foundation

/// The shape of a day: a broad working-hours hump per region over a night floor.
struct Diurnal: Sendable {
  private let minutes: AliasTable

  /// - Parameter peak: hour of the maximum, UTC.
  init(peak: Double) {
    minutes = AliasTable(
      (0..<1440).map { minute in
        let hours = (Double(minute) / 60 - peak) / 24 * 2 * Double.pi
        return 1 + 0.62 * cos(hours) + 0.12 * cos(2 * hours)
      })
  }

  /// A millisecond of the day.
  func draw(_ random: inout RandomStream) -> Int {
    minutes.pick(&random) * Timeline.minuteMs + random.below(Timeline.minuteMs)
  }

  /// By region: Americas, Europe, Asia-Pacific.
  static let regions = [Diurnal(peak: 17.5), Diurnal(peak: 12.5), Diurnal(peak: 7.5)]
  static let all = Diurnal(peak: 14.5)
}
