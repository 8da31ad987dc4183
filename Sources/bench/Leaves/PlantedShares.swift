import Foundation

/// Shares of small leaves: the combinations that occur, with base rates that differ by value, and one fault.
struct PlantedShares {
  private var table: PlantedLeaves
  private let isTangled: Bool

  /// Draws until a table has a fault that one would notice and that no other segment could be.
  static func table(_ dice: inout Dice, isTangled: Bool) -> PlantedLeaves {
    while true {
      if let table = PlantedShares(&dice, isTangled: isTangled)?.table { return table }
    }
  }

  private init?(_ dice: inout Dice, isTangled: Bool) {
    self.isTangled = isTangled
    table = PlantedLeaves(
      sizes: (0..<(3 + dice.below(4))).map { _ in [2, 3, 4, 6, 8, 12, 20, 30][dice.below(8)] })
    let weights = combinations(&dice)
    guard table.keys.count >= 20 else { return nil }
    let units = exp(dice.uniform(log(isTangled ? 400 : 1_500)...log(dice.chance(0.5) ? 300_000 : 8_000)))
    fill(&dice, weights.map { units * $0 })
    guard isNoticed, isNamedBestByTruth else { return nil }
    let kept = table.keys.indices.filter { table.numbers[$0][1] + table.numbers[$0][3] > 0 }
    table.keys = kept.map { table.keys[$0] }
    table.numbers = kept.map { table.numbers[$0] }
  }

  /// Combinations that occur, some dimensions hanging together; shares of the units, by leaf.
  private mutating func combinations(_ dice: inout Dice) -> [Double] {
    let popularity = table.sizes.map { size -> [Double] in
      let steepness = dice.uniform(0.5...1.6)
      return (0..<size).map { pow(Double($0 + 1), -steepness) }
    }
    let wanted = Int(exp(dice.uniform(log(40)...log(3_000))))
    let ties = table.sizes.map { _ in dice.chance(isTangled ? 0.5 : 0.25) ? dice.uniform(0.4...0.97) : 0 }
    var leaves: [[Int]: Double] = [:]
    for _ in 0..<(3 * wanted) where leaves.count < wanted {
      var key = popularity.map { dice.pick($0) }
      for dimension in 1..<key.count where dice.chance(ties[dimension]) {
        key[dimension] = (key[dimension - 1] * 5 + 2) % table.sizes[dimension]
      }
      leaves[key, default: 0] += exp(0.7 * dice.normal())
    }
    table.keys = leaves.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let whole = leaves.values.sorted().reduce(0, +)
    return table.keys.map { (leaves[$0] ?? 0) / whole }
  }

  private mutating func fill(_ dice: inout Dice, _ units: [Double]) {
    let failing = exp(dice.uniform(log(0.004)...log(0.12)))
    let spread = dice.uniform(0...0.7)
    let drift = dice.uniform(0...(isTangled ? 0.25 : 0.08))
    let window = exp(dice.uniform(log(0.3)...log(3)))
    let effects = table.sizes.map { size in (0..<size).map { _ in spread * dice.normal() } }
    let drifts = table.sizes.map { size in (0..<size).map { _ in drift * dice.normal() } }
    let depth = min(table.sizes.count - 1, [1, 1, 2, 2, 1, 2, 1, 2, 1, 3][dice.below(10)])
    var dimensions = Array(table.sizes.indices)
    while dimensions.count > depth { dimensions.remove(at: dice.below(dimensions.count)) }
    let anchor = table.keys[dice.pick(units)]
    var element: PlantedLeaves.Element = [:]
    for dimension in dimensions { element[dimension] = anchor[dimension] }
    table.truth = [element]
    // Now and then a second value of one dimension.
    let dimension = dimensions[dice.below(depth)]
    if dice.chance(0.15), table.sizes[dimension] > 2 {
      element[dimension] = (anchor[dimension] + 1) % table.sizes[dimension]
      table.truth.append(element)
    }
    let fault = exp(dice.uniform(log(0.03)...log(0.9)))
    let isSuccess = dice.chance(0.6)
    for (key, mean) in zip(table.keys, units) {
      let now = dice.poisson(mean * exp(0.15 * dice.normal()))
      let before = dice.poisson(mean * window)
      var logit = log(failing / (1 - failing)) + 0.2 * dice.normal()
      for (dimension, value) in key.enumerated() { logit += effects[dimension][value] }
      let usual = 1 / (1 + exp(-logit))
      logit += drift * dice.normal()
      for (dimension, value) in key.enumerated() { logit += drifts[dimension][value] }
      var share = 1 / (1 + exp(-logit))
      if table.truth.contains(where: { PlantedLeaves.holds($0, key) }) {
        share += (1 - share) * min(1, fault * exp((isTangled ? 0.5 : 0.25) * dice.normal()))
      }
      let bad = (now: dice.binomial(now, share), before: dice.binomial(before, usual))
      table.numbers.append(
        (isSuccess ? [now - bad.now, now, before - bad.before, before] : [bad.now, now, bad.before, before]).map(
          Double.init))
    }
  }

  private func sum(_ column: Int, where isIn: ([Int]) -> Bool = { _ in true }) -> Double {
    zip(table.keys, table.numbers).reduce(0) { $0 + (isIn($1.0) ? $1.1[column] : 0) }
  }

  /// The whole moved visibly, and the fault is neither next to nothing nor nearly everything.
  private var isNoticed: Bool {
    let (now, before) = (sum(1), sum(3))
    guard now > 0, before > 0 else { return false }
    let usual = sum(2) / before
    let change = abs(sum(0) / now - usual)
    let parts = table.truth.map { element in sum(1) { PlantedLeaves.holds(element, $0) } / now }
    return change > max(0.01, (isTangled ? 4 : 5) * (usual * (1 - usual) * (1 / now + 1 / before)).squareRoot())
      && parts.allSatisfy { $0 > 0.005 && $0 < 0.7 } && parts.reduce(0, +) < 0.8
  }

  /// No segment with as few dimensions holds the very same leaves.
  private var isNamedBestByTruth: Bool {
    let used = table.keys.indices.filter { table.numbers[$0][1] + table.numbers[$0][3] > 0 }.map { table.keys[$0] }
    return table.truth.allSatisfy { element in
      let own = used.filter { PlantedLeaves.holds(element, $0) }
      guard let first = own.first else { return false }
      let shared = table.sizes.indices.filter { dimension in own.allSatisfy { $0[dimension] == first[dimension] } }
      return ([nil] + element.keys.sorted().map(Optional.some)).allSatisfy { dropped in
        ([nil] + shared.map(Optional.some)).allSatisfy { added in
          var other = element
          if let dropped { other[dropped] = nil }
          if let added { other[added] = first[added] }
          if other == element || other.isEmpty || other.count > element.count { return true }
          return used.filter { PlantedLeaves.holds(other, $0) } != own
        }
      }
    }
  }
}

extension Dice {
  /// Of `count`, how many with this probability each; normal or Poisson where that is as good.
  mutating func binomial(_ count: Int, _ probability: Double) -> Int {
    let mean = Double(count) * probability
    guard count > 200 else { return (0..<count).reduce(0) { sum, _ in sum + (chance(probability) ? 1 : 0) } }
    let variance = mean * (1 - probability)
    if variance > 30 { return min(count, max(0, Int((mean + variance.squareRoot() * normal()).rounded()))) }
    return probability < 0.5
      ? min(count, poisson(mean)) : count - min(count, poisson(Double(count) - mean))
  }
}
