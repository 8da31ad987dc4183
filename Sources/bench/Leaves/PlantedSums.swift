import Foundation

/// Amounts against forecasts, in every combination of their dimensions; a cause multiplies all its leaves alike.
enum PlantedSums {
  static func table(_ dice: inout Dice, isBiased: Bool) -> PlantedLeaves {
    var table = PlantedLeaves(sizes: dice.chance(0.3) ? [8, 6, 10, 9, 5] : [10, 12, 10, 18])
    table.keys = combinations(table.sizes)
    let noise = [0.008, 0.03, 0.06, 0.08][dice.below(4)]
    let zero = dice.uniform(0...0.4)
    let spread = dice.uniform(0.7...1.6)
    let steepness = dice.uniform()
    let weights = table.sizes.map { size in (0..<size).map { _ in pow(Double(1 + dice.below(size)), -steepness) } }
    let biases = table.sizes.map { size in (0..<size).map { _ in isBiased ? 0.25 * noise * dice.normal() : 0 } }
    let isWhole = dice.chance(0.5)
    let scale = exp(dice.uniform(3...6))
    let common = dice.chance(0.5) ? 1 + noise * dice.normal() : 1
    for key in table.keys {
      var amount = scale * exp(spread * dice.normal())
      var bias = 1.0
      for (dimension, value) in key.enumerated() {
        amount *= 2 * weights[dimension][value]
        bias += biases[dimension][value]
      }
      if dice.chance(zero) { amount = 0 }
      if isWhole { amount = amount.rounded() }
      // Mean absolute error `noise`; biased forecasts with Student's t of two degrees of freedom, cut off.
      var error = 1.2533 * noise * dice.normal()
      if isBiased { error *= 0.8 / max(0.15, (-log(1 - dice.uniform())).squareRoot()) }
      table.numbers.append([amount, max(0, amount * common * (bias + error))])
    }
    let dimensions = chosen(1 + dice.below(3), of: table.sizes, &dice)
    let count = 1 + dice.below(3)
    repeat { table.truth = elements(count, dimensions, table.sizes, &dice) } while !haveWeight(table)
    let sign = dice.chance(0.5) ? 1.0 : -1.0
    let isDistinct = dice.chance(0.3)
    var strength = dice.uniform(max(0.1, 1.5 * noise)...0.9)
    for element in table.truth {
      for leaf in table.keys.indices where PlantedLeaves.holds(element, table.keys[leaf]) {
        let ratio = (1 + sign * strength) / (1 - sign * strength)
        let uneven = 1 + (isBiased ? 1 : 0.3) * noise * dice.normal()
        let amount = max(0, table.numbers[leaf][1] * ratio * uneven)
        table.numbers[leaf][0] = isWhole ? amount.rounded() : amount
      }
      if isDistinct { strength = dice.uniform(max(0.1, 1.5 * noise)...0.9) }
    }
    return table
  }

  static func mixed(_ dice: inout Dice) -> PlantedLeaves {
    var table = PlantedLeaves(sizes: [10, 12, 10, 8, 5])
    table.keys = combinations(table.sizes)
    let (zero, noise, shape) = (dice.uniform(0...0.25), dice.uniform(0...0.25), dice.uniform(0.5...1))
    for _ in table.keys {
      let amount = dice.chance(zero) ? 0 : 100 * pow(-log(1 - dice.uniform()), 1 / shape)
      let other = max(0, amount * (1 + noise * dice.normal()))
      table.numbers.append(dice.chance(0.5) ? [amount, other] : [other, amount])
    }
    let isRise = table.numbers.reduce(0) { $0 + $1[0] - $1[1] } > 0
    var taken: Set<[Int]> = []
    for _ in 0...dice.below(3) {
      let dimensions = chosen(1 + dice.below(3), of: table.sizes, &dice)
      let cause = elements(1 + dice.below(3), dimensions, table.sizes, &dice)
      // Causes share no value.
      let values = cause.flatMap { $0.map { [$0.key, $0.value] } }
      guard taken.isDisjoint(with: values), !table.truth.contains(where: { $0.keys.sorted() == dimensions }) else {
        continue
      }
      taken.formUnion(values)
      let (strength, uneven) = (dice.uniform(0.2...1) + noise, dice.uniform(0...0.1))
      for leaf in table.keys.indices where cause.contains(where: { PlantedLeaves.holds($0, table.keys[leaf]) }) {
        let factor = max(0, 1 - strength - uneven * dice.normal())
        let from = table.numbers[leaf][isRise ? 0 : 1]
        table.numbers[leaf] = isRise ? [from, from * factor] : [from * factor, from]
      }
      table.truth += cause
    }
    return table
  }

  private static func combinations(_ sizes: [Int]) -> [[Int]] {
    sizes.reduce([[]]) { keys, size in keys.flatMap { key in (0..<size).map { key + [$0] } } }
  }

  private static func chosen(_ count: Int, of sizes: [Int], _ dice: inout Dice) -> [Int] {
    var all = Array(sizes.indices)
    while all.count > count { all.remove(at: dice.below(all.count)) }
    return all
  }

  private static func elements(
    _ count: Int, _ dimensions: [Int], _ sizes: [Int], _ dice: inout Dice
  ) -> [PlantedLeaves.Element] {
    var found: [PlantedLeaves.Element] = []
    while found.count < count {
      var element: PlantedLeaves.Element = [:]
      for dimension in dimensions { element[dimension] = dice.below(sizes[dimension]) }
      if !found.contains(element) { found.append(element) }
    }
    return found
  }

  /// Every element holds at least a ten-thousandth of the whole.
  private static func haveWeight(_ table: PlantedLeaves) -> Bool {
    let whole = table.numbers.reduce(0) { $0 + $1[1] }
    return table.truth.allSatisfy { element in
      let part = zip(table.keys, table.numbers).reduce(0) {
        $0 + (PlantedLeaves.holds(element, $1.0) ? $1.1[1] : 0)
      }
      return part > 1e-4 * whole
    }
  }
}
