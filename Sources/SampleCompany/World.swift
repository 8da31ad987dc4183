/// A customer.
struct Company: Sendable {
  let id: String
  let name: String
  var size: Int
  var plan: Int
  let industry: String
  let country: Int
  /// Calls a day in units of all long-standing customers together.
  var weight: Double
  /// Monthly growth of its own usage.
  var drift: Double
  let isLegacy: Bool
  var role: Role
  /// Days on which it moved to the two newer API versions.
  var version03: Int
  var version09: Int
  let profile: Int
  /// Large customers do not leave.
  var stays: Bool { isLegacy && weight > 0.003 }
}

/// A developer, and what becomes of them.
struct Developer: Sendable {
  var id = ""
  var signedUp: Int
  /// Index into `World.companies`, or nil for one on their own.
  var company: Int?
  var channel: Int
  var plan = 0
  var country: Int
  var sdk: Int
  var stars = 0
  var email = ""
  var isInternal = false
  var isTest = false
  var isCampaign = false
  /// First successful call, nil where there is none.
  var firstSuccess: Int?
  /// First successful test transaction, nil where there is none.
  var valueAt: Int?
  /// First day with the live key, nil where there is none.
  var liveFrom: Int?
  /// Days of steady traffic, empty where there are none.
  var active: Range<Int> = 0..<0
  /// Calls a day in the unit of `Company.weight`.
  var weight = 0.0
  var profile = 9
  var version03 = Int.max
  var version09 = Int.max
  var isNew: Bool { signedUp >= 0 && !isInternal && !isTest }
  /// Signed up with the Python SDK after its release 4.0.
  var isAffected: Bool { sdk == Words.python && signedUp >= Story.pythonRelease && isNew }
}

/// An API key.
struct Token: Sendable {
  let secret: String
  /// Index into `World.developers`; nil for a key that maps to nobody.
  let developer: Int?
  let company: Int?
  let created: Int
  var revoked: Int?
  let isLive: Bool
  let active: Range<Int>
  /// Expected calls on an average weekday at full ramp, in the unit of `Company.weight`.
  let weight: Double
  /// Share of days with any traffic.
  let presence: Double
  let sdk: Int
  let region: Int
  let profile: Int
  let version03: Int
  let version09: Int
  /// Days from the first to the full volume.
  var ramp = 1
  /// Left out of `tokens.csv`.
  var isUnlisted = false
}

/// Everybody in the sample.
struct World: Sendable {
  let options: SampleOptions
  var companies: [Company]
  var developers: [Developer]
  var tokens: [Token] = []
  /// Index of the sandbox key of each developer.
  var testToken: [Int?] = []

  /// Makes customers, developers and keys; the same options make the same world.
  init(_ options: SampleOptions) {
    self.options = options
    var companies = Population.legacyCompanies(options)
    var developers = Population.legacyDevelopers(options, &companies)
    developers += SignUps.make(options, &companies)
    developers += Population.insiders(options)
    developers.sort { ($0.signedUp, $0.sdk, $0.country, $0.weight) < ($1.signedUp, $1.sdk, $1.country, $1.weight) }
    Population.name(&developers, companies, options)
    self.companies = companies
    self.developers = developers
    makeTokens()
  }
}
