import ReportModel
import Statistics

/// Keeps measures over completers alone from claiming what only the moment of sign-up explains.
///
/// The median of those who called, and the share that never did, move when sign-ups bunch late in the month though
/// nobody got slower (planted: naive medians fall from 0.72 to 0.62 days with nothing changed). They may claim a change
/// only where a measure that knows of the waiting ones says the same.
struct FollowUpGuard {
  enum Sense { case worse, better }

  private var senses: [String: Sense] = [:]

  /// p up to which a supporting measure counts as saying something.
  static let level = 0.05
  static let withinDay = "share with a call within a day"

  private static let firstCall = ["ttfc.median_all", withinDay]
  private static let guarded: [String: [String]] = [
    "ttfc.median": firstCall, "ttfc.p90": firstCall, "ttfc.never": firstCall, "ttfhw.median": firstCall,
    "ttfhw.p90": firstCall, "ttv.median": ["ttv.within_7d"] + firstCall, "ttv.p75": ["ttv.within_7d"] + firstCall,
  ]

  init(tests: [String: ChangeTest], facts: SignalFacts, minN: Int) {
    for (id, isTime) in [("ttfc.median_all", true), ("ttv.within_7d", false)] {
      guard let test = tests[id], let p = test.p, p <= FollowUpGuard.level, test.effect != 0 else { continue }
      senses[id] = (test.effect > 0) == isTime ? .worse : .better
    }
    guard let pair = facts.firstCallWithinDay,
      min(pair.current.denominator, pair.previous.denominator) >= Double(minN),
      let score = Proportion.score(
        pair.current.numerator, of: pair.current.denominator, against: pair.previous.numerator,
        of: pair.previous.denominator),
      Normal.twoSided(score) <= FollowUpGuard.level
    else { return }
    senses[FollowUpGuard.withinDay] = score < 0 ? .worse : .better
  }

  /// Whether a change of the metric in that direction is backed; metrics that need no backing always are.
  func allows(_ id: String, worse: Bool) -> Bool {
    guard let supports = FollowUpGuard.guarded[id] else { return true }
    return supports.contains { senses[$0] == (worse ? .worse : .better) }
  }

  static func isGuarded(_ id: String) -> Bool { guarded[id] != nil }
}
