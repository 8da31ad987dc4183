import Foundation

/// How long a new developer stays, and how much they call.
enum Lifetime {
  /// A first transaction within 24 hours separates those who stay from those who leave.
  static func decide(_ developer: inout Developer, _ companies: [Company], _ random: inout RandomStream) {
    let signUpDay = Timeline.dayOf(developer.signedUp)
    setVersions(&developer, signUpDay, companies, &random)
    if let company = developer.company {
      developer.plan = companies[company].plan
      developer.profile = companies[company].isLegacy ? companies[company].profile : 3 + random.below(6)
    } else {
      developer.profile = 4 + random.below(6)
    }
    guard let first = developer.firstSuccess else { return }
    let quickValue = developer.valueAt.map { $0 - developer.signedUp < Timeline.dayMs } ?? false
    let stays = random.chance(quickValue ? 0.66 : 0.13)
    let from = Timeline.dayOf(first) + 1
    if stays {
      let last = signUpDay + 61 + Int(random.exponential(mean: 420))
      developer.active = from..<max(from, min(last, Timeline.days))
      if let value = developer.valueAt, random.chance(0.9) {
        developer.liveFrom = Timeline.dayOf(value) + 2 + Int(random.exponential(mean: 6))
      }
    } else {
      let last = min(signUpDay + 52, from + Int(random.exponential(mean: 13)))
      developer.active = from..<max(from, min(last, Timeline.days))
    }
    let weight =
      developer.company == nil
      ? random.logNormal(median: 0.00009, sigma: 0.9)
      : min(0.004, 0.00011 * pow(1 - random.uniform(), -1 / 1.25))
    developer.weight = stays ? weight : weight * 0.45
  }

  private static func setVersions(
    _ developer: inout Developer, _ day: Int, _ companies: [Company], _ random: inout RandomStream
  ) {
    if let index = developer.company, companies[index].isLegacy {
      developer.version03 = companies[index].version03
      developer.version09 = companies[index].version09
      return
    }
    developer.version03 = max(day, Story.version03)
    developer.version09 =
      day >= Story.version09 ? day : random.chance(0.4) ? Story.version09 + random.below(20) : .max
  }
}
