import Foundation

/// Writes a planted month as the exports a company would have: calls and small tables, with decoys among the changes.
struct PlantedExports {
  private typealias W = PlantedWorld

  var world: PlantedWorld
  let scenario: Scenario
  let folder: String
  private var dice: Dice
  private var requests = 0
  private var events = "ts,name,developer_id,mode\n"
  private var views = "ts,page,developer_id\n"
  private var calls: [UInt8] = []

  init(world: PlantedWorld, scenario: Scenario, folder: String, seed: UInt64) {
    self.world = world
    self.scenario = scenario
    self.folder = folder
    dice = Dice(seed: seed &+ 77)
  }

  private static let epoch = Double(W.firstDay) * 86_400
  private var last: Double { Double(scenario.effects.cutAfter ?? W.days) * 86_400 }

  mutating func write() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    addCampaign()
    if scenario.effects.bunched { bunch() }
    for index in world.developers.indices { onboarding(index) }
    for day in 0..<W.days where Double(day) * 86_400 < last { traffic(day) }
    try put("calls.ndjson", calls)
    try put("events.csv", Array(events.utf8))
    try put("doc_views.csv", Array(views.utf8))
    try put("throughline.yaml", Array(configuration.utf8))
    try writePeople()
    try writeMoney()
    try writeVoices()
    try writeChanges()
  }

  private func put(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  private func time(_ seconds: Double) -> String {
    let total = Int(Self.epoch + seconds)
    let (day, second) = (total / 86_400, total % 86_400)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(Self.date(day))T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// Civil date of a day number (Hinnant, "chrono-compatible low-level date algorithms").
  static func date(_ day: Int) -> String {
    let z = day + 719_468
    let era = z / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let (month, dayOfMonth) = (mp < 10 ? mp + 3 : mp - 9, doy - (153 * mp + 2) / 5 + 1)
    return String(format: "%04d-%02d-%02d", yoe + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
  }

  // MARK: People

  private mutating func addCampaign() {
    for _ in 0..<scenario.effects.campaign {
      let signUp = Double(W.october.lowerBound) * 86_400 + dice.uniform(0...24) * 86_400
      var developer = world.developer(world.developers.count, signUp: signUp, channel: 2)
      developer.firstCall = dice.uniform(600...7_200)
      developer.value = nil
      developer.life = 40
      world.developers.append(developer)
    }
  }

  /// October's sign-ups come in its last five days.
  private mutating func bunch() {
    let first = Double(W.october.lowerBound) * 86_400
    for index in world.developers.indices where world.developers[index].signUp >= first {
      let place = (world.developers[index].signUp - first) / 31
      world.developers[index].signUp = first + 26 * 86_400 + place * 5
    }
  }

  /// The first hours of a developer: quickstart, failed tries, first success, value moment.
  private mutating func onboarding(_ index: Int) {
    let developer = world.developers[index]
    guard developer.signUp >= 0, developer.signUp < last else { return }
    let day = developer.signUp / 86_400
    let viewed = dice.chance(0.8)
    let view = developer.signUp + dice.uniform(20...1_800)
    var factor = scenario.effects.firstCall(developer.sdk, day)
    if viewed { factor *= scenario.effects.doneAfterQuickstart(day) }
    if viewed { views += "\(time(view)),/docs/quickstart,\(developer.id)\n" }
    if dice.chance(0.5) { views += "\(time(view + 300)),/docs/authentication,\(developer.id)\n" }
    guard let first = developer.firstCall.map({ developer.signUp + $0 * factor }), first < last else { return }
    world.developers[index].firstCall = first - developer.signUp
    call(index, first, endpoint: 7, status: 200)
    if let value = developer.value, first + value < last {
      call(index, first + value, endpoint: 0, status: 200)
      events += "\(time(first + value)),transaction.success,\(developer.id),test\n"
    }
  }

  // MARK: Calls

  private mutating func traffic(_ day: Int) {
    let start = Double(day) * 86_400
    let month = 3 - (day >= 92 ? 3 : day >= 62 ? 2 : day >= 31 ? 1 : 0)
    let weights = W.endpoints.indices.map {
      world.endpointWeight[$0] * world.endpointFactor[$0][day] * scenario.effects.endpointWeight($0, day)
    }
    let factor =
      world.dayFactor[day] * scenario.effects.volume(day)
      * (weights.reduce(0, +) / world.endpointWeight.reduce(0, +))
    for index in world.developers.indices {
      let developer = world.developers[index]
      guard let first = developer.firstCall else { continue }
      let age = (start - developer.signUp - first) / 86_400
      guard age >= 0, age < developer.life, !isAsleep(developer, age, day) else { continue }
      let account = world.accounts[developer.account]
      let rate =
        1.1 * account.weight * account.drift[month] * factor
        * scenario.effects.accountVolume(developer.account, day)
      for _ in 0..<dice.poisson(rate) {
        let moment = start + dice.uniform(0...86_399)
        let endpoint = dice.pick(weights)
        call(index, moment, endpoint: endpoint, status: status(developer, endpoint, day, moment))
      }
    }
  }

  private func isAsleep(_ developer: W.Developer, _ age: Double, _ day: Int) -> Bool {
    guard let gap = developer.gap, age >= gap.lowerBound else { return false }
    if age < gap.upperBound { return true }
    // Who would have woken in October sleeps on.
    let woke = day - Int(age - gap.upperBound)
    return scenario.effects.sleepersStay && W.october.contains(woke)
  }

  private mutating func status(_ developer: W.Developer, _ endpoint: Int, _ day: Int, _ moment: Double) -> Int {
    let effects = scenario.effects
    if dice.chance(effects.rateLimited(developer.account, day)) { return 429 }
    if dice.chance(min(0.95, world.serverErrors[endpoint] + effects.serverErrors(endpoint, moment))) { return 500 }
    let rate = world.clientErrors[endpoint] * effects.clientErrors(endpoint, developer.version, developer.account, day)
    return dice.chance(min(0.95, rate)) ? [400, 404, 422][dice.below(3)] : 200
  }

  private mutating func call(_ index: Int, _ moment: Double, endpoint: Int, status: Int) {
    let developer = world.developers[index]
    let account = world.accounts[developer.account]
    requests += 1
    var latency = exp(log(60 + 12 * Double(endpoint)) + 0.6 * dice.normal())
    let slow = scenario.effects.latency(account.region, Int(moment / 86_400))
    if dice.chance(slow.share) { latency *= slow.factor }
    let method = W.endpoints[endpoint].split(separator: " ")
    let path = String(method[1]).replacingOccurrences(of: "{id}", with: "\(requests % 9_973)")
    let version = W.versions[developer.version]
    calls += Array(
      """
      {"ts":"\(time(moment))","method":"\(method[0])","path":"\(path)","status":\(status),"token":"tk_\(index)",\
      "latency_ms":\(Int(latency)),"api_version":"\(version)","sdk":"\(W.sdks[developer.sdk])",\
      "region":"\(W.regions[account.region])","request_id":"r\(requests)"}

      """.utf8)
  }

  // MARK: Small tables

  private func writePeople() throws {
    var developers = "developer_id,signed_up_at,company_id,channel,plan,country,sdk\n"
    var tokens = "token,developer_id,company_id,created_at\n"
    for (index, developer) in world.developers.enumerated() where developer.signUp < last {
      let account = world.accounts[developer.account]
      developers +=
        "\(developer.id),\(time(developer.signUp)),\(account.id),\(W.channels[developer.channel]),"
        + "\(W.plans[account.plan]),\(W.countries[developer.country]),\(W.sdks[developer.sdk])\n"
      tokens += "tk_\(index),\(developer.id),\(account.id),\(time(developer.signUp))\n"
    }
    try put("developers.csv", Array(developers.utf8))
    try put("tokens.csv", Array(tokens.utf8))
    let companies = world.accounts.map {
      "\($0.id),Company \($0.id.suffix(3)),\(W.sizes[$0.size]),\(W.plans[$0.plan])\n"
    }
    try put("companies.csv", Array(("company_id,name,size,plan\n" + companies.joined()).utf8))
    let catalogue = W.endpoints.map { $0.replacingOccurrences(of: " ", with: ",") + "\n" }
    try put("endpoints.csv", Array(("method,path\n" + catalogue.joined()).utf8))
  }

  private mutating func writeMoney() throws {
    var rows = "date,company_id,amount,currency,kind\n"
    for back in (0..<15).reversed() {
      let month = 10 - back + 12
      let date = String(format: "%04d-%02d-05", 2025 + (month - 1) / 12, (month - 1) % 12 + 1)
      for (index, account) in world.accounts.enumerated() where account.revenue > 0 {
        let amount = account.revenue * account.drift[min(back, 17)] * scenario.effects.revenue(index, back)
        rows += "\(date),\(account.id),\(String(format: "%.2f", amount)),USD,subscription\n"
      }
    }
    try put("revenue.csv", Array(rows.utf8))
  }

  private mutating func writeVoices() throws {
    var tickets = "created_at,ticket_id,developer_id,topic,endpoint,subject\n"
    var number = 0
    func row(_ moment: Double, _ topic: String, _ endpoint: String, _ subject: String, _ developer: String) -> String {
      number += 1
      return "\(time(moment)),t\(number),\(developer),\(topic),\(endpoint),\(subject)\n"
    }
    for day in 0..<W.days where Double(day) * 86_400 < last {
      for _ in 0..<dice.poisson(2.4) {
        let developer = world.developers[dice.below(world.developers.count)]
        tickets += row(
          Double(day) * 86_400 + dice.uniform(0...86_399), W.topics[dice.below(6)],
          dice.chance(0.4) ? W.endpoints[dice.below(12)] : "", "A question", developer.id)
      }
    }
    if let more = scenario.effects.tickets {
      let start = Double(W.october.lowerBound + 12) * 86_400 + 54_000
      for _ in 0..<more.count {
        tickets += row(
          start + dice.uniform(0...100_000), "errors", W.endpoints[more.endpoint], "500 since this afternoon",
          world.developers[dice.below(world.developers.count)].id)
      }
    }
    try put("tickets.csv", Array(tickets.utf8))
    var surveys = "responded_at,documentation,reliability,support,ease,developer_id\n"
    let counts = [(0, 85, 80, 0.0), (92, 30, scenario.effects.surveyCount, scenario.effects.surveyShift)]
    for (first, span, count, shift) in counts {
      for _ in 0..<count {
        let moment = (Double(first) + dice.uniform(0...Double(span))) * 86_400
        guard moment < last else { continue }
        let scores = (0..<4).map { _ in String(Int(min(10, max(1, (7.4 + shift + 1.5 * dice.normal()).rounded())))) }
        surveys +=
          "\(time(moment)),\(scores.joined(separator: ",")),\(world.developers[dice.below(world.developers.count)].id)\n"
      }
    }
    try put("surveys.csv", Array(surveys.utf8))
    var incidents = "started_at,resolved_at,impact,title\n"
    for day in [20, 55, 110] {
      let moment = Double(day) * 86_400 + 36_000
      guard moment < last else { continue }
      incidents += "\(time(moment)),\(time(moment + 1_500)),minor,Dashboard slow to load\n"
    }
    if let incident = scenario.effects.incident {
      let moment = Double(W.october.lowerBound + incident.day - 1) * 86_400 + 50_400
      incidents += "\(time(moment)),\(time(moment + 60 * incident.minutes)),critical,API unavailable\n"
    }
    try put("incidents.csv", Array(incidents.utf8))
  }

  /// The scenario's own changes among decoys, some with a scope and some without.
  private mutating func writeChanges() throws {
    var rows = "date,title,kind,endpoint,api_version,sdk,plan,channel,region,metric\n"
    func row(_ day: Int, _ title: String, _ kind: String, _ scope: [String: String]) -> String {
      let cells = ["endpoint", "api_version", "sdk", "plan", "channel", "region", "metric"].map { scope[$0] ?? "" }
      return "\(Self.date(W.firstDay + day)),\(title),\(kind),\(cells.joined(separator: ","))\n"
    }
    let perMonth = world.profile == .decoys ? 14 : 6 + dice.below(5)
    for month in 0..<4 {
      for number in 0..<perMonth {
        let day = month * 31 + dice.below(30)
        let kind = ["deploy", "docs", "marketing", "release"][dice.below(4)]
        let endpoint = W.endpoints[dice.below(12)]
        let scope: [String: String] =
          switch dice.below(4) {
          case 0: [:]
          case 1: ["endpoint": endpoint]
          case 2: ["sdk": W.sdks[1 + dice.below(5)]]
          default: ["region": W.regions[dice.below(5)]]
          }
        // A decoy in the planted cause's own scope would be no decoy.
        let isOwn = scope.contains { entry in
          scenario.effects.changes.contains { $0.scope[entry.key] == entry.value }
            || scenario.truth.segments?.contains { $0[entry.key] == entry.value } ?? false
        }
        guard !isOwn else { continue }
        rows += row(day, "Routine \(kind) \(month)-\(number)", kind, scope)
      }
    }
    for change in scenario.effects.changes {
      rows += row(W.october.lowerBound + change.day - 1, change.title, change.kind, change.scope)
    }
    try put("changes.csv", Array(rows.utf8))
  }

  private var configuration: String {
    """
    product: Planted API
    value_moment: { event: transaction.success, where: { mode: test } }
    quickstart: [/docs/quickstart]

    """
  }
}
