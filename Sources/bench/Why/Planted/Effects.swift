/// What differs from the quiet world. Days are counted from the export's first day.
struct Effects {
  /// Factor on the time to the first call.
  var firstCall: (_ sdk: Int, _ signUpDay: Double) -> Double = { _, _ in 1 }
  /// Factor on the same for those who read the quickstart.
  var afterQuickstart: (_ signUpDay: Double) -> Double = { _ in 1 }
  /// Share of those who would never have called that do, having read it.
  var persuaded: (_ signUpDay: Double) -> Double = { _ in 0 }
  /// Factor on the rate of client errors.
  var clientErrors: (_ endpoint: Int, _ version: Int, _ day: Int) -> Double = { _, _, _ in 1 }
  /// Share of 5xx added at a moment, in seconds.
  var serverErrors: (_ seconds: Double) -> Double = { _ in 0 }
  /// Factor on an endpoint's calls.
  var endpointVolume: (_ endpoint: Int, _ day: Int) -> Double = { _, _ in 1 }
  /// The endpoints' calls change their shares, not their sum.
  var keepsVolume = false
  var volume: (_ day: Int) -> Double = { _ in 1 }
  /// Factor on an account's calls, and the share of them answered 429.
  var accountVolume: (_ account: Int, _ day: Int) -> Double = { _, _ in 1 }
  var rateLimited: (_ account: Int, _ day: Int) -> Double = { _, _ in 0 }
  /// Share of a region's calls that are slow, and how many times slower.
  var latency: (_ region: Int, _ day: Int) -> (share: Double, factor: Double) = { _, _ in (0, 1) }
  /// Factor on an account's revenue in the report's month.
  var revenue: (_ account: Int) -> Double = { _ in 1 }
  /// Sign-ups through one channel that call and never reach value.
  var campaign = 0
  /// How far the month's sign-ups are pushed into its last five days, 0 to 1.
  var bunched = 0.0
  /// Share of the month's sleepers that do not wake.
  var asleep = 0.0
  var surveyShift = 0.0
  var surveyCount = 70
  /// The export ends before this day.
  var end: Int?
  /// A file that is not exported.
  var missingFile: String?
  /// More tickets on a day of the month.
  var tickets: (count: Int, day: Int, endpoint: Int)?
  var incident: (day: Int, minutes: Double)?
  /// Dated changes on days of the month.
  var changes: [(day: Int, title: String, kind: String, scope: [String: String])] = []
}
