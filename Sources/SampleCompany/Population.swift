import Foundation

/// Customers and developers that were there before the first month, and the insiders.
enum Population {
  /// Long-standing customers: usage follows a Pareto law with exponent 1.15, none above 5.4 %.
  static func legacyCompanies(_ options: SampleOptions) -> [Company] {
    var random = RandomStream(seed: options.seed, "companies")
    let count = max(24, options.developers / 8)
    var weights = (0..<count).map {
      pow((Double($0) + 0.5) / Double(count), -1 / 1.15) * random.uniform(0.92, 1.08)
    }
    for _ in 0..<4 {
      let cap = weights.reduce(0, +) * 0.054
      weights = weights.map { min($0, cap) }
    }
    let total = weights.reduce(0, +)
    return weights.indices.map { rank in
      let share = weights[rank] / total
      let role: Role = rank == 2 ? .fading : rank == 8 ? .throttled : .none
      return Company(
        id: companyID(rank), name: Words.companyName(rank), size: size(share, &random), plan: plan(share, &random),
        industry: Words.industries[random.below(Words.industries.count)],
        country: role == .none ? drawCountry(&random) : 0, weight: share,
        drift: role == .none ? 0.0135 + 0.012 * random.normal() : 0.01, isLegacy: true, role: role,
        version03: rank % 5 == 4 ? Int.max : Story.version03 + random.below(60),
        version09: role == .none && rank % 2 == 0 ? Story.version09 + random.below(20) : Int.max,
        profile: share > 0.004 ? rank % 3 : random.below(7))
    }
  }

  /// Developers of those customers: they signed up in the twenty months before.
  static func legacyDevelopers(_ options: SampleOptions, _ companies: inout [Company]) -> [Developer] {
    var random = RandomStream(seed: options.seed, "legacy")
    var developers: [Developer] = []
    for index in companies.indices {
      let company = companies[index]
      let people = 1 + min(9, Int(pow(company.weight * Double(companies.count), 0.62)) + random.below(2))
      let shares = (0..<people).map { 1 / Double($0 + 1) }
      let all = shares.reduce(0, +)
      for share in shares {
        var developer = Developer(
          signedUp: -random.below(600 * Timeline.dayMs) - Timeline.dayMs, company: index, channel: drawChannel(&random),
          country: random.chance(0.8) ? company.country : drawCountry(&random),
          sdk: Words.sdkWeights.drawIndex(&random))
        developer.weight = company.weight * share / all
        developer.plan = company.plan
        developer.profile = company.profile
        let leaves = company.stays ? Timeline.days : Int(random.exponential(mean: 1900))
        developer.active = 0..<min(Timeline.days, leaves)
        developer.liveFrom = -1
        developer.firstSuccess = developer.signedUp + Timeline.dayMs / 2
        developer.version03 = company.version03
        developer.version09 = company.version09
        developers.append(developer)
      }
    }
    return developers
  }

  /// Employees and synthetic checks: one part in a hundred of the traffic, in no measure.
  static func insiders(_ options: SampleOptions) -> [Developer] {
    var random = RandomStream(seed: options.seed, "insiders")
    let count = max(4, min(24, options.developers / 130))
    return (0..<count).map { index in
      let since = random.below(Timeline.days * Timeline.dayMs * 3 / 4) - Timeline.days * Timeline.dayMs / 4
      var developer = Developer(
        signedUp: since, channel: 0, country: 0, sdk: [0, 1, 5][random.below(3)])
      developer.isInternal = index % 3 != 2
      developer.isTest = index % 3 == 2
      developer.weight = 0.012 / Double(count)
      developer.profile = 0
      developer.active = max(0, Timeline.dayOf(since) + 1)..<Timeline.days
      developer.version03 = Story.version03
      developer.version09 = Story.version09
      return developer
    }
  }

  /// Numbers the developers in order of sign-up and gives them an address.
  static func name(_ developers: inout [Developer], _ companies: [Company], _ options: SampleOptions) {
    var random = RandomStream(seed: options.seed, "names")
    for index in developers.indices {
      let first = Words.firstNames[random.below(Words.firstNames.count)]
      let last = Words.lastNames[random.below(Words.lastNames.count)]
      let number = String(index + 1)
      developers[index].id = "dev_" + String(repeating: "0", count: max(0, 6 - number.count)) + number
      var domain = ["mail.example", "post.example", "inbox.example"][random.below(3)]
      if let company = developers[index].company {
        domain = companies[company].name.lowercased().replacingOccurrences(of: " ", with: "-") + ".example"
      }
      if developers[index].isInternal || developers[index].isTest { domain = "larkspur.example" }
      developers[index].email = "\(first).\(last)\(index % 97)@\(domain)"
      if random.chance(0.42) {
        developers[index].stars = Int(min(40_000, random.logNormal(median: 9, sigma: 2.1)))
      }
    }
  }

  static func companyID(_ index: Int) -> String {
    let number = String(index + 1)
    return "co_" + String(repeating: "0", count: max(0, 4 - number.count)) + number
  }

  static func plan(_ share: Double, _ random: inout RandomStream) -> Int {
    let place = share * random.uniform(0.6, 1.6)
    return place > 0.008 ? 3 : place > 0.0018 ? 2 : place > 0.0004 ? 1 : random.chance(0.5) ? 1 : 0
  }

  static func size(_ share: Double, _ random: inout RandomStream) -> Int {
    let place = share * random.logNormal(median: 1, sigma: 0.9)
    return place > 0.012 ? 4 : place > 0.004 ? 3 : place > 0.0014 ? 2 : place > 0.0006 ? 1 : 0
  }

  static func drawCountry(_ random: inout RandomStream) -> Int { Words.countryWeights.drawIndex(&random) }
  static func drawChannel(_ random: inout RandomStream) -> Int { Words.channelWeights.drawIndex(&random) }
}

extension [Double] {
  /// An index drawn with these weights.
  func drawIndex(_ random: inout RandomStream) -> Int {
    var rest = random.uniform() * reduce(0, +)
    for (index, weight) in enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return count - 1
  }
}
