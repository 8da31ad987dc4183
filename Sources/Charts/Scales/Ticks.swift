/// Round numbers for axes.
enum Ticks {
  /// About `count` round values inside `low...high`, by d3's rule: the step is 1, 2 or 5 times a power of ten, chosen
  /// at the geometric means √2, √10 and √50 (d3-array, `ticks.js`).
  ///
  /// Steps under one are kept as whole inverses, so that 0.1 + 0.2 never shows.
  static func linear(_ low: Double, _ high: Double, count: Int) -> [Double] {
    guard low.isFinite, high.isFinite, count > 0, high > low else { return low == high ? [low] : [] }
    let step = increment(low, high, count: count)
    guard step != 0, step.isFinite else { return [] }
    if step > 0 {
      let (first, last) = ((low / step).rounded(.up), (high / step).rounded(.down))
      guard last >= first, last - first < 1_000 else { return [] }
      return (0...Int(last - first)).map { (first + Double($0)) * step }
    }
    let (first, last) = ((low * -step).rounded(.up), (high * -step).rounded(.down))
    guard last >= first, last - first < 1_000 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) / -step }
  }

  /// The step, or minus its inverse where it is under one.
  static func increment(_ low: Double, _ high: Double, count: Int) -> Double {
    let rough = (high - low) / Double(count)
    var power = 1.0
    var exponent = 0
    while power * 10 <= rough && exponent < 300 {
      power *= 10
      exponent += 1
    }
    while power > rough && exponent > -300 {
      power /= 10
      exponent -= 1
    }
    let error = rough / power
    let limits: [(least: Double, factor: Double)] = [(50, 10), (10, 5), (2, 2)]
    let factor = limits.first { error >= $0.least.squareRoot() }?.factor ?? 1
    if exponent >= 0 { return tenTo(exponent) * factor }
    return -tenTo(-exponent) / factor
  }

  /// A round top that a value fits under and that is a tick itself; 1 where everything is zero.
  static func top(_ value: Double, count: Int) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var top = value
    // A rounder top may call for a larger step, which the top must be a multiple of too; it settles at once.
    for _ in 0..<4 {
      let step = increment(0, top, count: count)
      guard step != 0 else { return 1 }
      let next = step > 0 ? (value / step).rounded(.up) * step : (value * -step).rounded(.up) / -step
      if next == top { break }
      top = next
    }
    return top
  }

  private static func tenTo(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent { result *= 10 }
    return result
  }

  /// Times people think in, in seconds.
  static let durations: [Double] = [
    1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 2_592_000, 7_776_000, 31_536_000,
    157_680_000,
  ]

  /// The steps of the ladder from the last one not above `low` to the first not under `high`; at least three.
  static func durations(_ low: Double, _ high: Double) -> [Double] {
    var first = durations.lastIndex { $0 <= low } ?? 0
    var last = durations.firstIndex { $0 >= high } ?? durations.count - 1
    while last - first < 2 {
      if first > 0 { first -= 1 }
      if last < durations.count - 1 && last - first < 2 { last += 1 }
    }
    return Array(durations[first...last])
  }
}
