import Foundation
import ReportModel
import Rollup
import Testing

@testable import Metrics

/// A planted value moment is found first; where nothing separates, nothing is claimed.
@Suite struct ValueMomentTests {
  @Test(
    "what is planted comes first, whatever it is",
    arguments: [PlantedCompany.Plant.event, .property, .endpoint, .thirdSuccess], [1, 2, 3] as [UInt64])
  func plantedIsFirst(plant: PlantedCompany.Plant, seed: UInt64) throws {
    let company = PlantedCompany(plant, seed: seed, developers: 700, pull: 0.8)
    let search = company.search
    let best = try #require(search.best)
    #expect(best.label == company.planted)
    #expect(search.candidates == search.candidates.sorted { $0.low > $1.low })
    #expect(search.retention?.label == company.planted)
  }

  @Test("every count, share, phi and p agrees with a count of the rows one by one")
  func agreesWithNaiveCount() {
    for plant in PlantedCompany.Plant.allCases {
      let company = PlantedCompany(plant, seed: 11, developers: 240)
      let search = company.search
      #expect(search.retained == company.developers.count { $0.stays })
      #expect(search.churned == company.developers.count { !$0.stays })
      #expect(search.candidates.count > 8)
      for candidate in search.candidates {
        let did = company.developers.map { Self.did(candidate.signal, $0) }
        let stays = company.developers.map(\.stays)
        #expect(candidate.doers == did.count { $0 }, "\(candidate.label)")
        #expect(candidate.retainedDoers == zip(did, stays).count { $0 && $1 }, "\(candidate.label)")
        #expect(candidate.retained == search.retained)
        #expect(abs(candidate.phi - Self.correlation(did, stays)) < 1e-12, "\(candidate.label)")
        #expect(candidate.low < candidate.phi && candidate.phi < candidate.high)
      }
      #expect(search.candidates.map(\.doers).min() ?? 0 >= 30)
      let p = search.candidates.map(\.p)
      for candidate in search.candidates {
        // Benjamini and Hochberg by their definition: the smallest level at which it is rejected.
        let least = p.filter { $0 >= candidate.p }.map { limit in
          min(1, limit * Double(p.count) / Double(p.count { $0 <= limit }))
        }.min()
        #expect(abs(candidate.adjustedP - (least ?? 1)) < 1e-12)
      }
    }
  }

  private static func did(_ signal: ValueMomentSearch.Signal, _ developer: PlantedCompany.Developer) -> Bool {
    let end = developer.signUp + 86_400_000_000
    if let name = signal.event {
      return developer.events.count { event in
        event.time >= developer.signUp && event.time < end && event.name == name
          && signal.conditions.allSatisfy { event.properties[$0.key] == $0.value }
      } >= signal.count
    }
    return developer.calls.count { signal.call == nil || $0.endpoint == signal.call } >= signal.count
  }

  private static func correlation(_ x: [Bool], _ y: [Bool]) -> Double {
    let (x, y) = (x.map { $0 ? 1.0 : 0 }, y.map { $0 ? 1.0 : 0 })
    let (mx, my) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    let xx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let yy = y.reduce(0) { $0 + ($1 - my) * ($1 - my) }
    return xy / (xx * yy).squareRoot()
  }

  @Test("in 80 companies where nothing separates, no more are claimed than the level allows")
  func nullCompanies() {
    let configured = ReportConfiguration.ValueMoment(signal: .event(name: "key.created", conditions: []))
    var claimed = 0
    var better = 0
    for seed in 0..<80 {
      let search = PlantedCompany(.nothing, seed: UInt64(1_000 + seed), developers: 200, configured: configured).search
      if search.best != nil { claimed += 1 }
      if search.clearlyBetter != nil { better += 1 }
    }
    // Level 0.05: 4 expected at most; 10 are the 99.7th percentile of that.
    #expect(claimed <= 10, "\(claimed) of 80")
    #expect(better <= 1, "\(better) of 80")
  }

  @Test("another candidate that separates clearly better than the configured one is told, and only then")
  func betterThanConfigured() throws {
    let other = ReportConfiguration.ValueMoment(signal: .event(name: "key.created", conditions: []))
    let search = PlantedCompany(.endpoint, seed: 5, developers: 700, pull: 0.8, configured: other).search
    let pair = try #require(search.clearlyBetter)
    #expect(pair.better.label == "first success of POST /v1/things")
    #expect(pair.configured.label == "key.created")
    let right = ReportConfiguration.ValueMoment(signal: .call(endpoint: "POST /v1/things"))
    let own = PlantedCompany(.endpoint, seed: 5, developers: 700, pull: 0.8, configured: right).search
    #expect(own.best?.isConfigured == true && own.clearlyBetter == nil)
  }

  @Test("ids, amounts, addresses and secrets are no candidates, and their number is told")
  func leavesOut() {
    let search = PlantedCompany(.property, seed: 3).search
    let text = search.candidates.map(\.label).joined(separator: "\n")
    for part in ["@", "message_id", "amount", "token = "] { #expect(!text.contains(part), "\(part)") }
    // message_id, amount and sender have too many values; token is left out by its name.
    #expect(search.leftOut.properties == 4)
    #expect(search.leftOut.rare >= 1)
    #expect(search.leftOut.universal == 1)
  }

  @Test("candidates of nearly the same developers are told to be one thing")
  func sameThing() {
    var company = PlantedCompany(.event, seed: 4).month
    let twins = company.exports.events.filter { $0.name == "project.created" }
    company.exports.events += twins.map { event in
      var twin = event
      (twin.name, twin.time) = ("project.opened", event.time + 1)
      return twin
    }
    let search = ValueMomentFinder(month: company.engine.month, filter: PlantedCompany.filter).find()
    #expect(search.candidates[0].label == "project.created" && search.candidates[1].label == "project.opened")
    #expect(search.candidates[1].sameAs == 1)
    #expect(!search.rivals.contains { $0.label == "project.opened" })
  }

  @Test("retention with and without the best agrees with a count of the rows, and ends at those retained")
  func retention() throws {
    let company = PlantedCompany(.endpoint, seed: 9, developers: 400)
    let search = company.search
    let curve = try #require(search.retention)
    let best = try #require(search.best)
    let last = Dictionary(
      company.month.calls.map { ($0.developerID, $0.time / Duration.day) }, uniquingKeysWith: { max($0, $1) })
    let doers = company.developers.filter { Self.did(best.signal, $0) }
    #expect(curve.withCount == doers.count && curve.withCount + curve.withoutCount == company.developers.count)
    for (index, day) in curve.days.enumerated() {
      #expect(curve.with[index] == doers.count { (last[$0.id] ?? 0) - $0.signUp / Duration.day >= day })
    }
    #expect(curve.with.last == best.retainedDoers)
  }

  @Test("what the data cannot carry is said, with what it needs")
  func obstacles() {
    let few = PlantedCompany(.event, seed: 1, developers: 40).search
    #expect(few.obstacle?.hasPrefix("needs at least 30 of each") == true && few.candidates.isEmpty)
    var short = ExampleMonth(window: PlantedCompany.october, configuration: ReportConfiguration())
    short.signUp("ada", short.at(2))
    short.call("ada", short.at(1))
    short.call("ada", short.at(3))
    let search = ValueMomentFinder(month: short.engine.month, filter: PlantedCompany.filter).find()
    #expect(search.obstacle?.contains("at least 4 calendar months") == true)
    #expect(search.obstacle?.contains("begin on 2026-10-01, which makes 1") == true)
  }

  @Test("events that begin too late for anybody's first day are left out, and that is said")
  func lateEvents() {
    var company = PlantedCompany(.endpoint, seed: 6, developers: 400).month
    let late = company.at(Month(year: 2026, month: 7), day: 8)
    company.exports.events.removeAll { $0.time < late }
    let search = ValueMomentFinder(month: company.engine.month, filter: PlantedCompany.filter).find()
    #expect(search.cautions.first?.hasPrefix("the events begin too late") == true)
    #expect(search.candidates.allSatisfy { $0.signal.event == nil } && search.candidates.count > 3)
  }

  @Test("a configured moment with conditions of its own is measured beside the others")
  func configuredConditions() throws {
    let own = ReportConfiguration.ValueMoment(
      description: "A developer sends a large message",
      signal: .event(
        name: "message.sent", conditions: [.init(property: "amount", comparison: .greaterOrEqual(300))]))
    let company = PlantedCompany(.property, seed: 8, developers: 400, configured: own)
    let candidate = try #require(company.search.candidates.first { $0.isConfigured })
    let doers = company.developers.count { developer in
      developer.events.contains { $0.name == "message.sent" && (Double($0.properties["amount"] ?? "") ?? 0) >= 300 }
    }
    #expect(candidate.doers == doers && candidate.label == "message.sent with amount ≥ 300")
    #expect(candidate.description == "A developer sends a large message")
    #expect(candidate.signal.conditions == ["amount": ">= 300"])
  }
}
