import ReportModel

@testable import Metrics

/// A generated company in which one thing, or nothing, decides who stays.
struct PlantedCompany {
  enum Plant: String, CaseIterable, Sendable {
    case event, property, endpoint, thirdSuccess, nothing
  }

  /// What one developer did in the first day, before it becomes rows.
  struct Developer {
    var id: String
    var signUp: Instant
    var events: [EventRecord] = []
    /// Successful calls of the first day: endpoint and time.
    var calls: [(endpoint: String, time: Instant)] = []
    var stays = false
  }

  private(set) var developers: [Developer] = []
  private(set) var month: ExampleMonth
  let plant: Plant

  static let october = ReportWindow(month: Month(year: 2026, month: 10), zone: .utc)

  /// - Parameters:
  ///   - pull: how many of those with the plant stay; without it a fifth does, and where nothing is planted two fifths.
  ///   - configured: the value moment of the configuration.
  init(
    _ plant: Plant, seed: UInt64, developers count: Int = 500, pull: Double = 0.7,
    configured: ReportConfiguration.ValueMoment? = nil
  ) {
    self.plant = plant
    var configuration = ReportConfiguration()
    configuration.valueMoment = configured
    month = ExampleMonth(window: Self.october, configuration: configuration)
    var dice = Dice(seed: seed)
    let start = month.at(Month(year: 2026, month: 3))
    // The exports begin before anybody signs up.
    month.call(nil, start - Duration.day)
    month.event(nil, start - Duration.day, "heartbeat")
    for index in 0..<count {
      var developer = Self.firstDay(index, start + Int64(dice.below(130)) * Duration.day, &dice)
      let odds = plant == .nothing ? 0.4 : Self.did(plant, developer) ? pull : 0.2
      developer.stays = dice.chance(odds)
      developers.append(developer)
      write(developer, &dice)
    }
  }

  private static func firstDay(_ index: Int, _ signUp: Instant, _ dice: inout Dice) -> Developer {
    var developer = Developer(id: "dev\(index)", signUp: signUp)
    func moment(_ dice: inout Dice) -> Instant { signUp + Int64(dice.below(86_000)) * Duration.second }
    for (name, odds) in [("signed.up", 1), ("key.created", 0.7), ("project.created", 0.45), ("invited", 0.03)] {
      if dice.chance(odds) {
        developer.events.append(.init(time: moment(&dice), name: name, developerID: developer.id))
      }
    }
    for _ in 0..<dice.below(4) {
      let properties = [
        "mode": dice.chance(0.35) ? "live" : "test", "sender": "ada\(index)@example.com",
        "message_id": "m\(dice.below(1 << 30))",
        "amount": "\(dice.below(900))", "token": "t",
      ]
      developer.events.append(
        .init(time: moment(&dice), name: "message.sent", developerID: developer.id, properties: properties))
    }
    for (endpoint, odds) in [("POST /v1/token", 0.8), ("GET /v1/things", 0.5), ("POST /v1/things", 0.4)] {
      while dice.chance(odds) { developer.calls.append((endpoint, moment(&dice))) }
    }
    return developer
  }

  /// Whether a developer did what is planted.
  private static func did(_ plant: Plant, _ developer: Developer) -> Bool {
    switch plant {
    case .event: developer.events.contains { $0.name == "project.created" }
    case .property: developer.events.contains { $0.name == "message.sent" && $0.properties["mode"] == "live" }
    case .endpoint: developer.calls.contains { $0.endpoint == "POST /v1/things" }
    case .thirdSuccess: developer.calls.count >= 3
    case .nothing: false
    }
  }

  private mutating func write(_ developer: Developer, _ dice: inout Dice) {
    month.signUp(developer.id, developer.signUp)
    month.exports.events += developer.events
    for call in developer.calls { month.call(developer.id, call.time, call.endpoint) }
    // Noise that must not count: a failure, and things before sign-up and after the first day.
    month.call(developer.id, developer.signUp + Duration.hour, "POST /v1/things", status: 500)
    month.call(developer.id, developer.signUp - Duration.hour, "POST /v1/things")
    month.event(developer.id, developer.signUp + Duration.day, "project.created")
    month.call(developer.id, developer.signUp + Duration.day, "POST /v1/things")
    let last = developer.stays ? 61 + dice.below(10) : 1 + dice.below(50)
    month.call(developer.id, developer.signUp + Int64(last) * Duration.day, "GET /v1/things", status: 503)
  }

  /// The label the search should put first.
  var planted: String {
    switch plant {
    case .event: "project.created"
    case .property: "message.sent with mode = live"
    case .endpoint: "first success of POST /v1/things"
    case .thirdSuccess: "3rd successful call"
    case .nothing: ""
    }
  }

  static let filter = NameFilter(
    text: { !$0.contains("@") }, property: { $0 != "token" }, value: { !$0.contains("@") })

  var search: ValueMomentSearch {
    ValueMomentFinder(month: month.engine.month, filter: Self.filter).find()
  }
}

/// Numbers that look random and are the same everywhere (SplitMix64).
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func uniform() -> Double { Double(next() >> 11) / Double(1 << 53) }
  mutating func below(_ limit: Int) -> Int { Int(uniform() * Double(limit)) }
  mutating func chance(_ share: Double) -> Bool { uniform() < share }
}
