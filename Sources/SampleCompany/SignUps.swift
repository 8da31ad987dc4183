import Foundation

/// The developers who sign up in the fourteen months.
///
/// Shares (channel, SDK, who ever calls) are dealt from decks and stratified draws rather than drawn independently: a
/// month keeps the usual shares with little noise, so that what is planted in October stands out at every seed.
enum SignUps {
  static func make(_ options: SampleOptions, _ companies: inout [Company]) -> [Developer] {
    var random = RandomStream(seed: options.seed, "sign-ups")
    var developers: [Developer] = []
    let (counts, extra) = monthlyCounts(options, &random)
    for month in 0..<Timeline.months {
      var cohort = (0..<counts[month]).map { _ in Developer(signedUp: 0, channel: 0, country: 0, sdk: 0) }
      let jitter = { (weights: [Double], random: inout RandomStream) in
        weights.map { $0 * exp(0.05 * random.normal()) }
      }
      let channels = random.deck(weights: jitter(Words.channelWeights, &random), count: cohort.count)
      let sdks = random.deck(weights: jitter(Words.sdkWeights, &random), count: cohort.count)
      let start = Timeline.monthStarts[month]
      let days = random.deck(
        weights: (start..<start + Timeline.monthLengths[month]).map { day in
          (Timeline.weekdayIndex(day) < 5 ? 1 : 0.55) * exp(0.12 * random.normal())
        }, count: cohort.count)
      for index in cohort.indices {
        cohort[index].channel = channels[index]
        cohort[index].sdk = sdks[index]
        cohort[index].signedUp = moment(start + days[index], &random)
      }
      if month == Story.month { cohort += campaignSignUps(extra, &random) }
      for index in cohort.indices {
        cohort[index].country = Population.drawCountry(&random)
        join(&cohort[index], &companies, options, &random)
      }
      decideFates(&cohort, &random)
      for index in cohort.indices { Lifetime.decide(&cohort[index], companies, &random) }
      developers += cohort
    }
    return developers
  }

  /// Sign-ups of each month (4 % growth) and those that the campaign adds in October, together `options.developers`.
  private static func monthlyCounts(_ options: SampleOptions, _ random: inout RandomStream) -> ([Int], Int) {
    var weights = (0..<Timeline.months).map { month in
      pow(1.04, Double(month)) * Double(Timeline.monthLengths[month]) * exp(0.02 * random.normal())
    }
    let added = Words.channelWeights[Words.paidSearch] * Story.campaignLift
    let unit = Double(options.developers) / (weights.reduce(0, +) + added * weights[Story.month])
    weights = weights.map { $0 * unit }
    let extra = Int((added * weights[Story.month]).rounded())
    var counts = weights.map { Int($0.rounded()) }
    counts[0] = max(0, counts[0] + options.developers - extra - counts.reduce(0, +))
    return (counts, extra)
  }

  /// Sign-ups that the campaign adds from its first day to the end of October.
  private static func campaignSignUps(_ count: Int, _ random: inout RandomStream) -> [Developer] {
    let sdks = random.deck(weights: Words.campaignSDKWeights, count: count)
    let from = Timeline.dayOf(Story.campaign)
    let days = random.deck(
      weights: (from..<Timeline.days).map { Timeline.weekdayIndex($0) < 5 ? 1 : 0.7 }, count: count)
    return (0..<count).map { index in
      var developer = Developer(
        signedUp: max(Story.campaign, moment(from + days[index], &random)), channel: Words.paidSearch, country: 0,
        sdk: sdks[index])
      developer.isCampaign = true
      return developer
    }
  }

  private static func moment(_ day: Int, _ random: inout RandomStream) -> Int {
    day * Timeline.dayMs + Diurnal.all.draw(&random)
  }

  /// Half are on their own; the others join a customer or found one.
  private static func join(
    _ developer: inout Developer, _ companies: inout [Company], _ options: SampleOptions,
    _ random: inout RandomStream
  ) {
    let place = random.uniform()
    if developer.isCampaign || place < 0.55 { return }
    if place < 0.75 {
      let index = 12 + random.below(max(1, companies.count - 12))
      if companies.indices.contains(index) {
        developer.company = index
        developer.country = companies[index].country
        return
      }
    }
    let size = [0, 0, 0, 1, 1, 2, 3][random.below(7)]
    companies.append(
      Company(
        id: Population.companyID(companies.count), name: Words.companyName(companies.count), size: size,
        plan: [0, 0, 1, 1, 2][random.below(5)], industry: Words.industries[random.below(Words.industries.count)],
        country: developer.country, weight: 0, drift: 0.012 + 0.01 * random.normal(), isLegacy: false, role: .none,
        version03: .max, version09: .max, profile: 3 + random.below(5)))
    developer.company = companies.count - 1
  }

  /// Who ever calls, and how long the first call and the first transaction take.
  private static func decideFates(_ cohort: inout [Developer], _ random: inout RandomStream) {
    let group = { (developer: Developer) -> Int in
      developer.isCampaign ? 0 : developer.isAffected ? 1 : developer.sdk == Words.python ? 2 : 3
    }
    for number in 0..<4 {
      let members = cohort.indices.filter { group(cohort[$0]) == number }
      let fates = random.stratified(members.count)
      var callers: [Int] = []
      for (place, index) in members.enumerated() {
        var share = Words.channelCalls[cohort[index].channel]
        if cohort[index].isCampaign { share = Story.campaignCallShare }
        if cohort[index].isAffected { share *= Story.pythonCallFactor }
        if fates[place] < share { callers.append(index) }
      }
      let delays = random.stratified(callers.count)
      let reaches = random.stratified(callers.count)
      for (place, index) in callers.enumerated() {
        var z = Normal.quantile(max(delays[place], 1e-6))
        if z > 1 { z += 0.6 * (z - 1) }
        let slowdown = cohort[index].isAffected ? Story.pythonSlowdown : 1
        let minutes = Words.sdkMinutes[cohort[index].sdk] * slowdown * exp(1.05 * z)
        let first = cohort[index].signedUp + Int(max(1.2, minutes) * Double(Timeline.minuteMs))
        cohort[index].firstSuccess = first
        let share = Words.channelReaches[cohort[index].channel] * (cohort[index].isCampaign ? 0.3 : 1)
        if reaches[place] < share {
          cohort[index].valueAt = first + Int(random.logNormal(median: 22, sigma: 1.2) * Double(Timeline.minuteMs))
        } else if random.chance(0.12) {
          cohort[index].valueAt = first + Int(random.logNormal(median: 3.5, sigma: 0.7) * Double(Timeline.dayMs))
        }
      }
    }
  }
}
