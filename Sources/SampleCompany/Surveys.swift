/// Answers to the quarterly survey: a wave in each quarter's first month, a trickle in between.
enum Surveys {
  /// Means of documentation, reliability, support, ease.
  private static let means = [8.1, 8.7, 8.4, 8.0]
  private static let comments = [
    "", "", "", "", "Good reference, few examples", "Support answers fast", "More on webhooks, please",
    "Works as described", "Sandbox is great", "Error messages could say more",
  ]

  static func rows(_ world: World) -> [[String]] {
    var random = RandomStream(seed: world.options.seed, "surveys")
    let size = Double(world.options.developers) / 3000
    var rows: [(at: Int, fields: [String])] = []
    for month in 0..<Timeline.months {
      let isWave = (month + 8) % 3 == 0
      let count = max(2, Int((isWave ? random.uniform(88, 98) : random.uniform(12, 16)) * size))
      for _ in 0..<count {
        let day = Timeline.monthStarts[month] + random.below(Timeline.monthLengths[month])
        let at = day * Timeline.dayMs + Diurnal.all.draw(&random)
        let author = author(day, world, &random)
        let mood = 0.5 * random.normal()
        let scores = means.map { mean -> String in
          let score = Int((mean + mood + 1.1 * random.normal()).rounded())
          return random.chance(0.02) ? "" : String(min(10, max(1, score)))
        }
        let comment = comments[random.below(comments.count)]
        rows.append((at, scores + [comment, random.chance(0.85) ? author : ""]))
      }
    }
    return rows.sorted { ($0.at, $0.fields[5]) < ($1.at, $1.fields[5]) }.map { [Timeline.iso($0.at)] + $0.fields }
  }

  /// A developer who is active on that day, found by trying.
  private static func author(_ day: Int, _ world: World, _ random: inout RandomStream) -> String {
    for _ in 0..<200 {
      let developer = world.developers[random.below(world.developers.count)]
      if developer.active.contains(day), !developer.isInternal, !developer.isTest { return developer.id }
    }
    return ""
  }
}
