import Foundation

extension PlantedExports {
  /// Developers of the campaign, spread over most of the month: quick to call, never at the value moment.
  mutating func addCampaign() {
    for _ in 0..<effects.campaign {
      let signUp = monthStart + dice.uniform(0...24) * 86_400
      var developer = world.developer(world.developers.count, signUp: signUp, channel: 2)
      developer.firstCall = dice.uniform(600...7_200)
      developer.value = nil
      developer.life = 40
      world.developers.append(developer)
    }
  }

  /// Part of the month's sign-ups move into its last five days, and keep their order.
  mutating func bunchSignUps() {
    guard effects.bunched > 0 else { return }
    let length = Double(calendar.report.count) * 86_400
    for index in world.developers.indices where world.developers[index].signUp >= monthStart {
      guard dice.chance(effects.bunched) else { continue }
      let place = (world.developers[index].signUp - monthStart) / length
      world.developers[index].signUp = monthStart + length - 5 * 86_400 * (1 - place)
    }
  }

  /// The first hours of a developer: documentation, first success, value moment.
  mutating func onboard(_ index: Int) {
    let developer = world.developers[index]
    guard developer.signUp >= 0, developer.signUp < last else { return }
    let day = developer.signUp / 86_400
    let isReader = dice.chance(0.8)
    let view = developer.signUp + dice.uniform(20...1_800)
    let looksFurther = dice.chance(0.5)
    if isReader, view < last { views += "\(calendar.time(view)),/docs/quickstart,\(developer.id)\n" }
    if looksFurther, view + 300 < last {
      views += "\(calendar.time(view + 300)),/docs/authentication,\(developer.id)\n"
    }
    let isPersuaded = isReader && dice.chance(effects.persuaded(day))
    guard let usual = developer.firstCall ?? (isPersuaded ? 3_600 : nil) else { return }
    let factor = effects.firstCall(developer.sdk, day) * (isReader ? effects.afterQuickstart(day) : 1)
    world.developers[index].firstCall = usual * factor
    let first = developer.signUp + usual * factor
    guard first < last else { return }
    call(index, first, endpoint: 7, status: 200)
    if let value = developer.value, first + value < last {
      call(index, first + value, endpoint: 0, status: 200)
      events += "\(calendar.time(first + value)),transaction.success,\(developer.id),test\n"
    }
  }

  func writePeople() throws {
    var developers = "developer_id,signed_up_at,company_id,channel,plan,country,sdk\n"
    var tokens = "token,developer_id,company_id,created_at\n"
    func add(_ developer: PlantedWorld.Developer, token: String) {
      let account = world.accounts[developer.account]
      let signUp = calendar.time(developer.signUp)
      let place = "\(Dimensions.plans[account.plan]),\(Dimensions.countries[developer.country])"
      developers += "\(developer.id),\(signUp),\(account.id),\(Dimensions.channels[developer.channel]),\(place),"
      developers += "\(Dimensions.sdks[developer.sdk])\n"
      tokens += "\(token),\(developer.id),\(account.id),\(signUp)\n"
    }
    for developer in world.formerDevelopers { add(developer, token: "tk_" + developer.id) }
    for (index, developer) in world.developers.enumerated() where developer.signUp < last {
      add(developer, token: "tk_\(index)")
    }
    try put("developers.csv", developers)
    try put("tokens.csv", tokens)
    let companies = world.accounts.map {
      "\($0.id),Company \($0.id.suffix(3)),\(Dimensions.sizes[$0.size]),\(Dimensions.plans[$0.plan])\n"
    }
    try put("companies.csv", "company_id,name,size,plan\n" + companies.joined())
    let catalogue = Dimensions.endpoints.map { $0.replacingOccurrences(of: " ", with: ",") + "\n" }
    try put("endpoints.csv", "method,path\n" + catalogue.joined())
  }
}
