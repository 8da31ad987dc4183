extension World {
  /// Makes a sandbox key for every developer who gets that far, live keys for customers, and ownerless keys.
  mutating func makeTokens() {
    var random = RandomStream(seed: options.seed, "tokens")
    let programme = Timeline.dayOf(Story.partnerProgramme)
    testToken = Array(repeating: nil, count: developers.count)
    for index in developers.indices {
      let developer = developers[index]
      let day = Timeline.dayOf(developer.signedUp)
      let region = Words.countryRegion[developer.country]
      let left = developer.active.upperBound < Timeline.days && !developer.active.isEmpty
      func add(_ isLive: Bool, from: Int, created: Int, weight: Double) {
        let active = max(0, from)..<max(max(0, from), developer.active.upperBound)
        let busy = developer.weight > 0.0015 || developer.isInternal || developer.isTest
        var token = Token(
          secret: (isLive ? "lk_live_" : "lk_test_") + Words.secret(24, &random), developer: index,
          company: developer.company, created: created, revoked: nil, isLive: isLive, active: active, weight: weight,
          presence: busy ? 1 : 0.55, sdk: developer.sdk, region: region, profile: developer.profile,
          version03: developer.version03, version09: developer.version09)
        if developer.isNew { token.ramp = 45 }
        if left && random.chance(0.2) {
          token.revoked = developer.active.upperBound * Timeline.dayMs + random.below(40 * Timeline.dayMs)
          if let revoked = token.revoked, revoked >= Timeline.end { token.revoked = nil }
        }
        tokens.append(token)
      }
      let hasKey =
        developer.firstSuccess != nil || random.chance(developer.isAffected ? 0.95 : 0.6) || !developer.active.isEmpty
      if hasKey {
        testToken[index] = tokens.count
        let share = developer.liveFrom == nil ? 1 : 0.06
        add(
          false, from: developer.active.lowerBound, created: developer.signedUp + 40_000 + random.below(90_000),
          weight: developer.weight * share)
      }
      if let live = developer.liveFrom, live < Timeline.days, !developer.active.isEmpty {
        let from = max(live, developer.active.lowerBound)
        let created = developer.isNew ? from * Timeline.dayMs - 3_600_000 : developer.signedUp + 9 * Timeline.dayMs
        add(
          true, from: from, created: min(created, -1_000 + max(0, from * Timeline.dayMs)),
          weight: developer.weight * 0.94)
        let furtherKeys = random.chance(Story.partnerFurtherKeys) ? 1 + random.below(3) : 0
        let staysOn = developer.active.upperBound >= Timeline.days && day < programme - 30
        for _ in 0..<furtherKeys where developer.channel == Words.partner && staysOn {
          let opened = programme + random.below(9)
          add(
            true, from: opened, created: opened * Timeline.dayMs + random.below(7 * 3_600_000),
            weight: max(0.00012, developer.weight * 0.03))
        }
      }
    }
    addOwnerless(&random)
  }

  /// Keys that map to no developer: two calls in a hundred.
  private mutating func addOwnerless(_ random: inout RandomStream) {
    let count = max(4, options.developers / 120)
    for index in 0..<count {
      tokens.append(
        Token(
          secret: "lk_live_" + Words.secret(24, &random), developer: nil, company: nil,
          created: -random.below(400 * Timeline.dayMs), isLive: true, active: 0..<Timeline.days,
          weight: 0.023 / Double(count), presence: 0.8, sdk: Words.sdkWeights.drawIndex(&random),
          region: random.below(3), profile: random.below(7), version03: Story.version03 + random.below(40),
          version09: index % 2 == 0 ? Story.version09 + random.below(20) : .max, isUnlisted: index % 6 != 0))
    }
  }
}
