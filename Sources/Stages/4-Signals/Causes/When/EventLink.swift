import Foundation
import ReportModel

/// Which dated events fit a dated change, and how far that carries.
///
/// An event fits where its date lies in the days the change began in (or the day before) and its scope matches the
/// segment. Timing alone is worth little: with m such events in a month of T days, one falls into w days by chance with
/// 1 − (1 − w/T)^m. One matching event that chance would bring less than one time in five is *linked*; several are
/// listed and the change stays *dated*; a change that ended with the event's own remedy is *reverted*.
struct EventLink {
  /// Events that fit, by day; for *reverted* the one it came with and the one it went with.
  let candidates: [Int]
  /// Matching events whose date does not fit, or which have no scope and are too many to mean anything.
  let touched: Set<Int>
  let level: Cause.Level
  /// Chance that one of the matching events falls there; nil without a candidate.
  let odds: Double?

  static let mostOdds = 0.2

  /// - Parameter metrics: the finding's, then those that are part of the same story: an event that names one of them
  ///   speaks of the story.
  /// - Parameter isMix: the shares of groups moved, which an incident without a scope does not do.
  init(
    _ events: [MonthEvent], dated: DatedChange.Dated?, metrics: [String], segment: [String: SegmentValue], month: Month,
    isMix: Bool = false
  ) {
    let matches = events.map { EventMatch(event: $0) }
    let inScope = matches.indices.filter { matches[$0].hasScope(of: metrics, segment: segment, isMix: isMix) }
    guard let dated else {
      (candidates, level, odds, touched) = ([], .dated, nil, Set(inScope))
      return
    }
    func chance(_ count: Int) -> Double {
      let window = Double(dated.began.count + 1)
      return 1 - pow(max(0, 1 - window / Double(month.dayCount)), Double(count))
    }
    let scoped = inScope.filter { matches[$0].isNear(dated.began) }
    // What concerns everything explains no single segment.
    let openly = segment.isEmpty ? matches.indices.filter { matches[$0].isGlobal } : []
    let open = openly.filter { matches[$0].isNear(dated.began) }
    touched = Set(inScope + open)
    if !scoped.isEmpty {
      let byChance = chance(inScope.count)
      self.odds = byChance
      let remedy = dated.ended.flatMap { ended in
        inScope.first { matches[$0].isRemedy && matches[$0].isNear(ended.lowerBound...ended.upperBound) }
      }
      if scoped.count == 1, let remedy, remedy != scoped[0] {
        candidates = [scoped[0], remedy]
        level = .reverted
      } else {
        candidates = scoped
        level = scoped.count == 1 && byChance < EventLink.mostOdds ? .linked : .dated
      }
    } else if !open.isEmpty, chance(openly.count) < EventLink.mostOdds {
      (candidates, level, self.odds) = (open, .dated, chance(openly.count))
    } else {
      (candidates, level, self.odds) = ([], .dated, nil)
    }
  }
}
