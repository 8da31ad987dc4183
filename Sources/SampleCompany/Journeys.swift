import Foundation

/// One call of a developer's first steps, decided before the traffic is made.
struct PlannedCall: Sendable {
  let at: Int
  let token: Int
  let endpoint: Int
  /// 0 = whatever the traffic decides.
  let status: Int
}

/// One row of `events.ndjson`.
struct Event: Sendable {
  let at: Int
  let name: String
  let developer: Int
  var properties = ""
}

/// What new developers do between sign-up and going live: calls in the sandbox, product events.
struct Journeys: Sendable {
  private(set) var calls: [PlannedCall] = []
  private(set) var events: [Event] = []

  init(_ world: World) {
    var random = RandomStream(seed: world.options.seed, "journeys")
    for index in world.developers.indices where world.developers[index].isNew {
      walk(index, world, &random)
    }
    calls.removeAll { $0.at >= Timeline.end }
    events.removeAll { $0.at >= Timeline.end }
    calls.sort { ($0.at, $0.token, $0.endpoint) < ($1.at, $1.token, $1.endpoint) }
    events.sort { ($0.at, $0.developer, $0.name) < ($1.at, $1.developer, $1.name) }
  }

  private mutating func walk(_ index: Int, _ world: World, _ random: inout RandomStream) {
    let developer = world.developers[index]
    let start = developer.signedUp
    let channel = Words.channels[developer.channel]
    note(start, "signup.completed", index, #","channel":"\#(channel)","plan":"\#(Words.plans[developer.plan])""#)
    if random.chance(0.92) { note(start + 20_000 + random.below(600_000), "email.verified", index) }
    if random.chance(0.55) { note(start + random.below(2 * Timeline.dayMs), "dashboard.viewed", index) }
    guard let token = world.testToken[index] else { return }
    note(max(start + 30_000, world.tokens[token].created), "api_key.created", index, #","mode":"test""#)
    attempts(developer, token, &random)
    guard let first = developer.firstSuccess else { return }
    firstSteps(developer, index, token, first, &random)
    if let value = developer.valueAt { transactions(developer, index, token, value, &random) }
    if let live = developer.liveFrom, live < Timeline.days, !developer.active.isEmpty {
      let at = live * Timeline.dayMs - 3_500_000
      note(at, "live.enabled", index, #","mode":"live""#)
      note(at + 7_200_000 + random.below(Timeline.dayMs), "transaction.success", index, #","mode":"live""#)
    }
  }

  /// Failures before the first success; for some of those who never succeed they are all there is.
  private mutating func attempts(_ developer: Developer, _ token: Int, _ random: inout RandomStream) {
    let meets = developer.isAffected ? Story.pythonMeets401 : Story.usualMeets401
    let tries = developer.firstSuccess != nil || random.chance(developer.isAffected ? 0.95 : 0.22)
    guard tries else { return }
    let until = developer.firstSuccess ?? developer.signedUp + Int(random.logNormal(median: 45, sigma: 0.9) * 60_000)
    let span = Double(until - developer.signedUp)
    if random.chance(developer.firstSuccess == nil ? min(1, meets * 1.3) : meets) {
      for _ in 0..<(1 + random.below(3)) {
        let at = developer.signedUp + Int(span * random.uniform(0.12, 0.96))
        calls.append(PlannedCall(at: at, token: token, endpoint: Catalogue.token, status: 401))
      }
    } else if random.chance(0.25) {
      let at = developer.signedUp + Int(span * random.uniform(0.3, 0.97))
      calls.append(PlannedCall(at: at, token: token, endpoint: Catalogue.createCharge, status: 400))
    }
  }

  /// The first success and what is tried out right after it.
  private mutating func firstSteps(
    _ developer: Developer, _ index: Int, _ token: Int, _ first: Int, _ random: inout RandomStream
  ) {
    calls.append(PlannedCall(at: first, token: token, endpoint: Catalogue.token, status: 200))
    if random.chance(0.82) {
      let at = first + 2_000 + random.below(50_000)
      calls.append(PlannedCall(at: at, token: token, endpoint: Catalogue.ping, status: 200))
    }
    let menu = [Catalogue.createCustomer, Catalogue.getCustomer, Catalogue.listCharges, Catalogue.ping]
    for _ in 0..<random.poisson(3) {
      let at = first + 60_000 + Int(random.exponential(mean: 1_500_000))
      calls.append(PlannedCall(at: at, token: token, endpoint: menu[random.below(menu.count)], status: 0))
    }
    if developer.valueAt == nil && random.chance(0.6) {
      for _ in 0..<(1 + random.below(3)) {
        let at = first + 120_000 + Int(random.exponential(mean: 1_800_000))
        let status = [400, 422, 402][random.below(3)]
        calls.append(PlannedCall(at: at, token: token, endpoint: Catalogue.createCharge, status: status))
      }
    }
    if random.chance(0.3) {
      note(first + random.below(3 * Timeline.dayMs), "webhook.configured", index, #","mode":"test""#)
    }
  }

  /// The first successful test transactions: a call and, a moment later, its event.
  private mutating func transactions(
    _ developer: Developer, _ index: Int, _ token: Int, _ value: Int, _ random: inout RandomStream
  ) {
    var at = value - 400 - random.below(500)
    var note = value
    for _ in 0..<(1 + random.poisson(2.2)) {
      calls.append(PlannedCall(at: at, token: token, endpoint: Catalogue.createCharge, status: 201))
      let amount = 100 * (5 + random.below(400))
      self.note(
        note, "transaction.success", index,
        #","mode":"test","amount":\#(amount),"currency":"\#(random.chance(0.7) ? "USD" : "EUR")""#)
      at += 20_000 + Int(random.exponential(mean: 2_400_000))
      note = at + 300 + random.below(600)
    }
  }

  private mutating func note(_ at: Int, _ name: String, _ developer: Int, _ properties: String = "") {
    events.append(Event(at: at, name: name, developer: developer, properties: properties))
  }
}
