import ReportModel
import Statistics

/// A metric's change cut into parts that add up to it, before any of it is put into words.
struct Bridge {
  struct Part {
    /// Empty = no segment of its own; several values of a dimension stand in one string.
    var segment: [String: String] = [:]
    /// Several values of one dimension, told together.
    var several: (dimension: String, values: [String])?
    var title: String?
    var effect: Cause.Effect
    /// In the metric's unit.
    var contribution: Double
    var flow: String?
    var inside: Cause.Inside?
    /// Rows counted in it; nil where none were (money).
    var rows: Cause.Rows?
    /// Its own figures where they are not the metric's, in words.
    var detail: String?
    /// The change is in this segment and the rest is flat; else only the arithmetic says so.
    var isLocated = false
    /// Share of everything in both months, 0–1.
    var size = 0.0
    /// Log-likelihood of the segment; 0 where none was searched.
    var score = 0.0
    /// How much more such segments stray than their leaves.
    var inflation = 1.0

    /// Every value of each dimension.
    var values: [String: [String]] {
      var values = segment.mapValues { [$0] }
      if let several { values[several.dimension] = several.values }
      return values
    }
  }

  /// Parts with a name, most important first.
  var parts: [Part]
  /// Shares that moved between segments, and the dimension they moved along.
  var mix: Mix?
  /// What everything else did together; nil where that is within noise.
  var broad: Double?
  /// What the calendar did; 0 where it is not told apart.
  var calendar = 0.0
  /// The table the parts were found in.
  var table: LeafTable?
  /// How much its segments stray by themselves.
  var noise: ScanNoise?

  struct Mix {
    var dimension: String
    var contribution: Double
    /// The group with the largest part, where it is at least half of it.
    var leader: String?
    /// Nothing moved inside the segments beyond noise.
    var isAll: Bool
  }

  /// How much of a change, in the metric's unit, the named parts and the mix explain.
  func explained(of change: Double) -> Double {
    let told = parts.reduce(0) { $0 + $1.contribution } + (mix?.contribution ?? 0)
    return change == 0 ? 0 : told / change
  }

  /// Share of everything that its parts hold.
  var size: Double { parts.reduce(0) { $0 + $1.size } }

  /// The best likelihood among its parts.
  var score: Double { parts.map(\.score).max() ?? 0 }
}

/// When a segment may stand in the report by name.
enum Naming {
  /// Part of the change under which a segment is not worth naming.
  static let leastShare = 0.05
  /// The same for a change of composition, which is never quite nothing.
  static let leastMix = 0.15
  /// Part of the change under which what is left of it is a remainder: the rest beside a segment, segments beside the
  /// rest.
  static let remainder = 0.25
  /// Standard errors a segment must be off by, its month-to-month variation included.
  static let leastErrors = 3.0
  /// Months differ in every segment by about this much without anything having happened.
  static let segmentVariation = 0.05
  /// Named parts at most.
  static let most = 3
  /// Rows of both months under which nobody is named.
  static let leastRows = 20.0

  static func isNameable(_ key: [String: String]) -> Bool {
    !key.isEmpty && !key.values.contains(where: PlainName.isAnonymous)
  }
}
