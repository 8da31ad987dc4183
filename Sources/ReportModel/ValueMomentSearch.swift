/// What `throughline value-moment` found: what developers did in their first 24 hours, against whether they stayed.
package struct ValueMomentSearch: Codable, Hashable, Sendable {
  package static let schemaName = "throughline.value-moment/1"
  /// A candidate fewer did is left out, and with fewer retained or churned nothing is said (metrics.md, "Onboarding").
  package static let fewest = 30
  /// Adjusted p up to which a candidate is said to separate.
  package static let level = 0.05

  package var schema = Self.schemaName
  package var product: String
  package var month: Month
  package var asOf: String
  /// Developers with some call 60 or more days after sign-up.
  package var retained = 0
  /// Developers who signed up at least 90 days before as_of and made no call after day 60.
  package var churned = 0
  /// Sign-ups that are left out: their fate is open, or their first day lies before the data.
  package var undecided = 0
  package var beforeData = 0
  /// Why the data should be read with care: the reasons of the verdict on the month.
  package var cautions: [String] = []
  /// Why nothing can be said; nil = it can.
  package var obstacle: String?
  /// By the lower end of the interval, best first.
  package var candidates: [Candidate] = []
  package var leftOut = LeftOut()
  package var retention: Retention?
  /// In words.
  package var sentence: String?
  package var explanation: [String] = []
  package var questions: [String] = []
  /// To be pasted into throughline.yaml.
  package var yaml: String?

  enum CodingKeys: String, CodingKey {
    case schema, product, month, retained, churned, undecided, cautions, obstacle, candidates, retention, sentence,
      explanation
    case questions, yaml
    case asOf = "as_of"
    case beforeData = "before_data"
    case leftOut = "left_out"
  }

  package init(product: String, month: Month, asOf: String) {
    self.product = product
    self.month = month
    self.asOf = asOf
  }

  /// What cannot be a candidate, counted.
  package struct LeftOut: Codable, Hashable, Sendable {
    /// Candidates with fewer than 30 doers, and those that everybody did.
    package var rare = 0
    package var universal = 0
    /// Properties with so many values that they are ids or amounts, or whose name speaks of a secret.
    package var properties = 0
    /// Names and values that look like a secret or an address, or that no configuration can hold.
    package var unshowable = 0

    package init() {}
  }

  package struct Candidate: Codable, Hashable, Sendable {
    package var rank = 0
    /// For people: `transaction.success with mode = test`.
    package var label: String
    package var signal: Signal
    package var doers: Int
    /// Doers among the retained and among the churned, and those they are shares of.
    package var retainedDoers: Int
    package var churnedDoers: Int
    package var retained: Int
    package var churned: Int
    package var phi: Double
    package var low: Double
    package var high: Double
    package var p: Double
    /// After Benjamini and Hochberg.
    package var adjustedP = 1.0
    /// Rank of a better candidate that nearly the same developers did.
    package var sameAs: Int?
    package var isConfigured = false
    /// The configuration's own sentence for it.
    package var description: String?

    enum CodingKeys: String, CodingKey {
      case rank, label, signal, doers, retained, churned, phi, low, high, p, description
      case retainedDoers = "retained_doers"
      case churnedDoers = "churned_doers"
      case adjustedP = "p_adjusted"
      case sameAs = "same_as"
      case isConfigured = "configured"
    }

    package init(
      label: String, signal: Signal, doers: Int, retainedDoers: Int, churnedDoers: Int, retained: Int, churned: Int,
      phi: Double, low: Double, high: Double, p: Double
    ) {
      self.label = label
      self.signal = signal
      self.doers = doers
      self.retainedDoers = retainedDoers
      self.churnedDoers = churnedDoers
      self.retained = retained
      self.churned = churned
      self.phi = phi
      self.low = low
      self.high = high
      self.p = p
    }

    package var retainedShare: Double { retained == 0 ? 0 : Double(retainedDoers) / Double(retained) }
    package var churnedShare: Double { churned == 0 ? 0 : Double(churnedDoers) / Double(churned) }
    /// More of those who stayed did it than of those who left, beyond chance.
    package var separates: Bool { low > 0 && adjustedP <= ValueMomentSearch.level }
  }

  /// A candidate as the configuration says it.
  package struct Signal: Codable, Hashable, Sendable {
    package var event: String?
    /// Property → what its value must be, as the configuration writes it: `test`, `>= 0.95`.
    package var conditions: [String: String]
    package var call: String?
    package var count: Int

    enum CodingKeys: String, CodingKey {
      case event, call, count
      case conditions = "where"
    }

    package init(event: String? = nil, where conditions: [String: String] = [:], call: String? = nil, count: Int = 1) {
      self.event = event
      self.conditions = conditions
      self.call = call
      self.count = count
    }
  }

  /// Who still calls, day by day after sign-up, with and without the best candidate: of those who signed up at least
  /// 90 days before as_of, the share with a call on that day or later.
  package struct Retention: Codable, Hashable, Sendable {
    package var label: String
    package var days: [Int]
    package var with: [Int]
    package var without: [Int]
    package var withCount: Int
    package var withoutCount: Int

    enum CodingKeys: String, CodingKey {
      case label, days, with, without
      case withCount = "with_count"
      case withoutCount = "without_count"
    }

    package init(
      label: String, days: [Int], with: [Int], without: [Int], withCount: Int, withoutCount: Int
    ) {
      self.label = label
      self.days = days
      self.with = with
      self.without = without
      self.withCount = withCount
      self.withoutCount = withoutCount
    }
  }

  /// The best candidate, where one separates.
  package var best: Candidate? { candidates.first.flatMap { $0.separates ? $0 : nil } }

  /// Others than the best that separate and whose intervals reach into the best's: the data do not decide between them.
  package var rivals: [Candidate] {
    guard let best else { return [] }
    return candidates.dropFirst().filter { $0.separates && $0.sameAs == nil && $0.high >= best.low }
  }

  /// The candidate that separates clearly better than the configured one: its interval lies above the other's.
  package var clearlyBetter: (better: Candidate, configured: Candidate)? {
    guard let best, let configured = candidates.first(where: \.isConfigured), !best.isConfigured,
      best.low > configured.high, configured.sameAs != best.rank
    else { return nil }
    return (best, configured)
  }
}
