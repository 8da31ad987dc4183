import Foundation

extension PlantedExports {
  /// Calls a weekday of a developer of the lightest company; some 300 000 calls in all.
  private static let callsADay = 0.75

  mutating func traffic(_ day: Int) {
    let start = Double(day) * 86_400
    let back = 3 - calendar.monthIndex(day)
    let usual = Dimensions.endpoints.indices.map { Dimensions.endpointShares[$0] * world.noise.endpoint[$0][day] }
    let weights = usual.indices.map { usual[$0] * effects.endpointVolume($0, day) }
    let cumulative = weights.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
    let sum = (effects.keepsVolume ? usual : weights).reduce(0, +)
    let pace = world.noise.common[day] * (calendar.isWeekend(day) ? world.weekend : 1) * effects.volume(day) * sum
    for index in world.developers.indices {
      let developer = world.developers[index]
      guard let first = developer.firstCall else { continue }
      let age = (start - developer.signUp - first) / 86_400
      guard age >= 0, age < developer.life, !isAsleep(developer, age, day) else { continue }
      let account = world.accounts[developer.account]
      let rate =
        Self.callsADay * account.weight * account.drift[back] * pace * world.noise.sdk[developer.sdk][day]
        * world.noise.region[account.region][day] * effects.accountVolume(developer.account, day)
      for _ in 0..<dice.poisson(rate) {
        let moment = start + dice.uniform(0...86_399)
        let endpoint = dice.pick(upTo: cumulative)
        call(index, moment, endpoint: endpoint, status: status(developer, endpoint, day, moment))
      }
    }
  }

  private func isAsleep(_ developer: PlantedWorld.Developer, _ age: Double, _ day: Int) -> Bool {
    guard let gap = developer.gap, age >= gap.lowerBound else { return false }
    if age < gap.upperBound { return true }
    // Who would have woken in the month sleeps on.
    let woke = day - Int(age - gap.upperBound)
    return developer.depthOfSleep < effects.asleep && calendar.report.contains(woke)
  }

  private mutating func status(
    _ developer: PlantedWorld.Developer, _ endpoint: Int, _ day: Int, _ moment: Double
  ) -> Int {
    if dice.chance(effects.rateLimited(developer.account, day)) { return 429 }
    let failing = world.noise.serverErrors[endpoint] + effects.serverErrors(moment)
    if dice.chance(min(0.95, failing)) { return 500 }
    let wrong =
      world.noise.clientErrors[endpoint] * world.noise.errors[endpoint][day]
      * world.accounts[developer.account].clumsiness * effects.clientErrors(endpoint, developer.version, day)
    return dice.chance(min(0.95, wrong)) ? [400, 404, 422][dice.below(3)] : 200
  }

  mutating func call(_ index: Int, _ moment: Double, endpoint: Int, status: Int) {
    let developer = world.developers[index]
    let account = world.accounts[developer.account]
    let day = Int(moment / 86_400)
    requests += 1
    var latency = exp(log(60 + 12 * Double(endpoint)) + 0.6 * dice.normal()) * world.noise.latency[day]
    let slow = effects.latency(account.region, day)
    if dice.chance(slow.share) { latency *= slow.factor }
    text.append(
      day: day, second: Int(moment) % 86_400, endpoint: endpoint, status: status, latency: Int(latency),
      developer: developer, token: index, region: account.region, request: requests)
  }
}
