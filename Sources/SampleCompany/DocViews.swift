/// What developers read, before and after their first call.
struct DocViews {
  struct View {
    let at: Int
    let page: String
    let developer: Int?
  }

  private(set) var rows: [View] = []
  private static let start = ["/docs/quickstart", "/docs/authentication", "/docs/charges", "/docs/testing"]
  private static let reference = [
    "/docs/api/charges", "/docs/api/customers", "/docs/api/payouts", "/docs/api/refunds", "/docs/webhooks",
    "/docs/errors", "/docs/go-live", "/docs/rate-limits", "/docs/changelog", "/docs/api/subscriptions",
  ]
  private static let anonymous = ["/docs", "/docs/quickstart", "/docs/pricing", "/docs/api/charges"]

  init(_ world: World) {
    var random = RandomStream(seed: world.options.seed, "doc views")
    for index in world.developers.indices {
      let developer = world.developers[index]
      if developer.isNew { onboarding(index, developer, &random) }
      steady(index, developer, &random)
    }
    for _ in 0..<world.options.developers * 3 {
      let at = random.below(Timeline.days) * Timeline.dayMs + Diurnal.all.draw(&random)
      rows.append(View(at: at, page: Self.anonymous[random.below(Self.anonymous.count)], developer: nil))
    }
    rows.removeAll { $0.at < 0 || $0.at >= Timeline.end }
    rows.sort { ($0.at, $0.developer ?? -1, $0.page) < ($1.at, $1.developer ?? -1, $1.page) }
  }

  /// From shortly before sign-up to the first success, or until the developer gives up.
  private mutating func onboarding(_ index: Int, _ developer: Developer, _ random: inout RandomStream) {
    func view(_ at: Int, _ page: String) { rows.append(View(at: at, page: page, developer: index)) }
    let start = developer.signedUp
    if random.chance(0.3) { view(start - 60_000 - random.below(2_400_000), "/docs") }
    if random.chance(0.22) { view(start - 30_000 - random.below(1_200_000), "/docs/quickstart") }
    let sdkPage = "/docs/sdks/" + Words.sdks[developer.sdk]
    guard let first = developer.firstSuccess else {
      if random.chance(developer.isCampaign ? 0.45 : 0.72) {
        view(start + 40_000 + random.below(400_000), Self.start[0])
      }
      let pages = [("/docs/authentication", 0.46), ("/docs/pricing", 0.38), ("/docs/errors", 0.3), (sdkPage, 0.3)]
      for (page, share) in pages where random.chance(developer.isCampaign ? share * 0.5 : share) {
        view(start + 200_000 + Int(random.exponential(mean: 1_500_000)), page)
      }
      return
    }
    if random.chance(0.8) { view(start + 40_000 + random.below(400_000), Self.start[0]) }
    if random.chance(0.5) { view(start + 90_000 + random.below(900_000), sdkPage) }
    let span = min(first - start, 16 * 3_600_000)
    let pauses = min(14, span / 1_500_000)
    for number in 0..<(1 + pauses) where random.chance(0.82) {
      let place = (Double(number) + random.uniform(0.2, 0.9)) / Double(1 + pauses)
      let isAuth = developer.isAffected && random.chance(0.55)
      view(start + Int(place * Double(span)), isAuth ? Self.start[1] : Self.start[random.below(Self.start.count)])
    }
    guard let value = developer.valueAt else { return }
    let rest = min(value - first, 5 * 3_600_000)
    for number in 0..<min(8, 1 + rest / 1_500_000) where random.chance(0.7) {
      let place = (Double(number) + random.uniform()) / Double(1 + rest / 1_500_000)
      view(first + Int(place * Double(rest)), Self.reference[random.below(6)])
    }
  }

  /// The reference is looked up now and then while the traffic lasts.
  private mutating func steady(_ index: Int, _ developer: Developer, _ random: inout RandomStream) {
    if developer.isInternal || developer.isTest { return }
    for _ in 0..<random.poisson(Double(developer.active.count) / 18) {
      let day = developer.active.lowerBound + random.below(developer.active.count)
      if Timeline.weekdayIndex(day) > 4, random.chance(0.6) { continue }
      let at = day * Timeline.dayMs + Diurnal.all.draw(&random)
      rows.append(View(at: at, page: Self.reference[random.below(Self.reference.count)], developer: index))
    }
  }
}
