/// Deliveries of webhooks to customers.
enum Webhooks {
  /// The lines of `webhooks.ndjson`: 99.4 % within 30 s, one in five hundred never.
  static func lines(_ world: World, _ traffic: Traffic) -> [String] {
    var random = RandomStream(seed: world.options.seed, "webhooks")
    let wanted = Double(min(250_000, world.options.calls / 40))
    let perDay = wanted / max(1, traffic.dayFactor.reduce(0, +))
    let receivers = world.companies.indices.filter { world.companies[$0].isLegacy && $0 % 3 == 0 }
    let weights = AliasTable(receivers.map { min(0.01, world.companies[$0].weight) })
    var lines: [String] = []
    for day in 0..<Timeline.days {
      let count = random.poisson(perDay * traffic.dayFactor[day])
      let moments = (0..<count).map { _ in day * Timeline.dayMs + Diurnal.all.draw(&random) }.sorted()
      for moment in moments {
        let receiver = world.companies[receivers[weights.pick(&random)]].id
        let endpoint = "https://hooks.\(receiver.replacingUnderscore).example/larkspur"
        var delay = Int(random.logNormal(median: 1_300, sigma: 0.8))
        if random.chance(0.0035) { delay = 31_000 + Int(random.exponential(mean: 240_000)) }
        let isLost = random.chance(0.002)
        let delivered = isLost ? "" : Timeline.iso(moment + delay)
        let status = isLost ? 503 : 200
        lines.append(
          #"{"triggered_at":"\#(Timeline.iso(moment))","delivered_at":"\#(delivered)","endpoint":"\#(endpoint)","#
            + #""status":\#(status)}"#)
      }
    }
    return lines
  }
}

extension String {
  fileprivate var replacingUnderscore: String { String(map { $0 == "_" ? "-" : $0 }) }
}
