/// What a report must say of a planted month; kept outside the folder that the report reads.
struct Truth: Codable {
  /// Metrics any of which may carry the finding: the same movement is to be seen in all of them. Empty = nothing moved,
  /// or nothing that may be called a change.
  var metrics: [String] = []
  /// Verdicts the metric may have. A change in one corner may leave the total steady.
  var verdicts: [String] = []
  /// Sign of the planted movement.
  var rises: Bool?
  /// Effects the first cause may have; nil = not judged.
  var effects: [String]?
  /// Segments any of which the first cause may name; nil = not judged.
  var segments: [[String: String]]?
  /// All of these have to be among the causes.
  var allOf: [[String: String]] = []
  /// The flow of growth accounting that the first cause names.
  var flow: String?
  /// Day of the month it began on.
  var began: Int?
  /// Title of the event that did it; nil = none did, and none may be named.
  var event: String?
  /// Metrics that follow from the cause: no finding of their own.
  var consequences: [String] = []
  /// One of these has to be worse beside the finding: what makes the good news hollow.
  var companions: [String] = []
  /// Verdicts that metrics must have, with no finding about them.
  var required: [String: [String]] = [:]
  /// Metrics that must have no value, and a word of the reason.
  var missing: [String: String] = [:]
  /// Verdicts the whole report may have; nil = not judged.
  var levels: [String]?

  /// A month in which the finding is that there is none.
  var isQuiet: Bool { metrics.isEmpty }
}
