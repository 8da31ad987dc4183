/// Support tickets: a steady mix of topics, and what October adds.
struct Tickets {
  private(set) var rows: [[String]] = []
  private var drafts: [(at: Int, fields: [String])] = []
  private var random: RandomStream
  private let world: World
  private let size: Double
  private let everyone: [Int]

  private struct Topic {
    let name: String
    /// Tickets in October 2026 at 3000 developers.
    let monthly: Double
    let endpoint: String
    let subjects: [String]
  }

  private static let topics = [
    Topic(
      name: "auth", monthly: 4, endpoint: "POST /v1/token",
      subjects: ["Token expired too early", "How do I rotate a key?", "Key works in test but not live"]),
    Topic(
      name: "charges", monthly: 10, endpoint: "POST /v1/charges",
      subjects: ["Charge declined without a reason", "Idempotency key ignored?", "Duplicate charge in sandbox"]),
    Topic(
      name: "webhooks", monthly: 9, endpoint: "POST /v1/webhook_endpoints",
      subjects: ["Webhook signature does not match", "Missing charge.captured event", "Order of events"]),
    Topic(
      name: "billing", monthly: 8, endpoint: "",
      subjects: ["Invoice address", "Why was I billed twice?", "VAT number on the invoice"]),
    Topic(
      name: "sdk", monthly: 7, endpoint: "", subjects: ["Types missing in client", "Proxy support", "Retry settings"]),
    Topic(
      name: "docs", monthly: 6, endpoint: "",
      subjects: ["Example for partial capture", "Broken link in the reference", "Test card numbers"]),
    Topic(
      name: "payouts", monthly: 4, endpoint: "GET /v1/payouts",
      subjects: ["Payout is late", "Payout in another currency", "Payout report format"]),
    Topic(
      name: "rate_limits", monthly: 3, endpoint: "",
      subjects: ["What is our rate limit?", "Raise the limit for a migration"]),
    Topic(
      name: "other", monthly: 5, endpoint: "", subjects: ["Feature request", "Security questionnaire", "SLA wording"]),
  ]

  init(_ world: World) {
    self.world = world
    random = RandomStream(seed: world.options.seed, "tickets")
    size = Double(world.options.developers) / 3000
    everyone = world.developers.indices.filter { !world.developers[$0].isInternal && !world.developers[$0].isTest }
    steady()
    october()
    drafts.sort { ($0.at, $0.fields[2]) < ($1.at, $1.fields[2]) }
    rows = drafts.enumerated().map { number, draft in
      [Timeline.iso(draft.at), "T-\(10_001 + number)"] + draft.fields
    }
  }

  private mutating func steady() {
    for month in 0..<Timeline.months {
      let growth = 1 - 0.015 * Double(Timeline.months - 1 - month)
      for topic in Self.topics {
        let mean = topic.monthly * growth * size
        let count = max(0, Int((mean + 0.7 * mean.squareRoot() * random.normal()).rounded()))
        let days = Timeline.monthStarts[month]..<Timeline.monthStarts[month + 1]
        for _ in 0..<count {
          let at = moment(days)
          let author = random.chance(0.9) ? anyone(at, everyone) : nil
          add(at, author, topic.name, topic.endpoint, topic.subjects)
        }
      }
    }
  }

  /// The token step, the incident, the throttled customer, two on payouts.
  private mutating func october() {
    let release = Timeline.dayOf(Story.pythonRelease)
    let people = world.developers
    let affected = everyone.filter { people[$0].isAffected }
    let settled = everyone.filter { !people[$0].isNew }
    let newest = everyone.filter { people[$0].version09 < Timeline.days }
    let throttledCompany = world.companies.firstIndex { $0.role == .throttled }
    let throttled = everyone.filter { people[$0].company == throttledCompany }
    for _ in 0..<max(2, Int(15 * size)) {
      let at = moment(release + 1..<Timeline.days)
      add(
        at, anyone(at, affected), "auth", "POST /v1/token",
        [
          "401 from POST /v1/token with larkspur-python 4.0", "Quickstart still shows api_key=",
          "Which header does the token step want?", "Python client 4.0: invalid_client on the first call",
          "Authentication fails right after sign-up",
        ])
    }
    for _ in 0..<max(1, Int(7 * size)) {
      let at = Story.incidentStart + 600_000 + random.below(5 * 3_600_000)
      add(
        at, anyone(at, settled), "charges", "POST /v1/charges",
        ["503 on POST /v1/charges", "Charges failing right now", "Is there an outage?"])
    }
    for _ in 0..<max(1, Int(4 * size)) {
      let at = moment(Story.throttledFrom + 6..<Timeline.days)
      add(
        at, anyone(at, throttled), "rate_limits", "",
        ["429 since the beginning of the month", "We need a higher limit", "Rate limit headers"])
    }
    for _ in 0..<max(1, Int(2 * size)) {
      let at = moment(Timeline.dayOf(Story.payoutsDeploy) + 2..<Timeline.days)
      add(
        at, anyone(at, newest), "payouts", "GET /v1/payouts", ["GET /v1/payouts answers 422 since a few days"])
    }
  }

  private mutating func moment(_ days: Range<Int>) -> Int {
    var day = days.lowerBound + random.below(days.count)
    if Timeline.weekdayIndex(day) > 4, random.chance(0.6) { day = max(days.lowerBound, day - 2) }
    return day * Timeline.dayMs + Diurnal.all.draw(&random)
  }

  /// One of these developers who could have written at that time, found by trying.
  private mutating func anyone(_ at: Int, _ candidates: [Int]) -> Int? {
    let day = Timeline.dayOf(at)
    for _ in 0..<200 where !candidates.isEmpty {
      let index = candidates[random.below(candidates.count)]
      let developer = world.developers[index]
      if developer.signedUp >= at { continue }
      if developer.active.contains(day) || day - Timeline.dayOf(developer.signedUp) < 8 { return index }
    }
    return nil
  }

  private mutating func add(_ at: Int, _ author: Int?, _ topic: String, _ endpoint: String, _ subjects: [String]) {
    let developer = author.map { world.developers[$0] }
    let company = developer?.company.map { world.companies[$0].id } ?? ""
    drafts.append(
      (at, [developer?.id ?? "", company, topic, endpoint, subjects[random.below(subjects.count)]]))
  }
}
