/// Numbers as words, the same in every output: no locale, at most three or four significant digits, a true minus,
/// no-break spaces inside a number and before its unit; nil and what is not finite read `–`.
package enum NumberFormat {
  /// Stands for a value that is not there.
  package static let absent = "–"
  /// U+2212, as wide as a plus.
  static let minus = "−"
  /// U+202F, between groups of three digits and before a percent sign.
  static let narrow = "\u{202F}"
  /// U+00A0, between a number and its unit.
  static let space = "\u{A0}"

  /// A value in its unit: `41.2 %`, `1 h 31 min`, `12 480`, `182 ms`, `12 400 USD`.
  package static func value(_ value: Double?, unit: MetricUnit, currency: String) -> String {
    guard let value, value.isFinite else { return absent }
    return switch unit {
    case .seconds: duration(value)
    case .milliseconds: milliseconds(value)
    case .fraction: percent(value)
    case .count: count(value)
    case .number: number(value)
    case .points: grouped(value, decimals: 1)
    case .money: money(value, currency: currency)
    }
  }

  /// A difference in its unit, with its sign: `+39 min`, `−4.8 points`; `0` has none.
  ///
  /// - Parameter whole: what it is a part of; a part of minutes is told in minutes too, so that parts are seen to add
  ///   up.
  package static func change(_ change: Double?, unit: MetricUnit, currency: String, of whole: Double? = nil) -> String {
    guard let change, change.isFinite else { return absent }
    return switch unit {
    case .seconds: signed(change) { durationDifference($0, of: abs(whole ?? $0)) }
    case .fraction: points(change)
    case .points: signed(change) { grouped($0, decimals: $0 < 0.05 ? smallDecimals($0) : 1) }
    case .count: signed(change) { $0 >= 999_999.5 ? compact($0) : count($0) }
    default: signed(change) { value($0, unit: unit, currency: currency) }
    }
  }

  /// A relative change with its sign: `+74 %`, `−3.1 %`.
  package static func relativeChange(_ fraction: Double?) -> String {
    guard let fraction, fraction.isFinite else { return absent }
    return signed(fraction) { percent($0, decimals: $0 < 0.0995 ? 1 : 0) }
  }

  /// Two signed ends, the unit once where both have the same: `−9.9 to +0.3 points`, `+30 min to +1 h 12 min`.
  package static func interval(_ low: Double, _ high: Double, unit: MetricUnit, currency: String) -> String {
    var (first, second) = (
      change(low, unit: unit, currency: currency), change(high, unit: unit, currency: currency)
    )
    // Both ends as exact as the larger: `−9.9 to +0.3`, not `+0.28`.
    let decimals = smallDecimals(max(abs(low), abs(high)) * 100)
    if unit == .fraction && decimals <= 1 {
      (first, second) = (points(low, decimals: decimals), points(high, decimals: decimals))
    }
    let (firstUnit, secondUnit) = (trailingUnit(of: first), trailingUnit(of: second))
    let hasOneUnit = !(first.dropLast(firstUnit.count) + second.dropLast(secondUnit.count)).contains(where: \.isLetter)
    guard firstUnit == secondUnit, hasOneUnit else { return first + " to " + second }
    return first.dropLast(firstUnit.count) + " to " + second
  }

  /// A fraction as percent: `41.2 %`, `108 %`, `0.06 %`, `99.95 %`; never rounded to 0 % or 100 % where it is not.
  package static func percent(_ fraction: Double?, decimals: Int? = nil) -> String {
    guard let fraction, fraction.isFinite else { return absent }
    let percent = fraction * 100
    if let decimals { return grouped(percent, decimals: decimals) + narrow + "%" }
    return withoutLoneZeros(grouped(percent, decimals: percentDecimals(abs(percent)))) + narrow + "%"
  }

  /// A difference of fractions in percentage points: `+1.2 points`.
  package static func points(_ fraction: Double?, decimals: Int? = nil) -> String {
    guard let fraction, fraction.isFinite else { return absent }
    return signed(fraction * 100) {
      withoutLoneZeros(grouped($0, decimals: decimals ?? smallDecimals($0))) + space + "points"
    }
  }

  /// Seconds as a time people say: `3.4 s`, `52 min`, `1 h 05 min`, `2 d 4 h`.
  package static func duration(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite else { return absent }
    if seconds < 0 { return minus + duration(-seconds) }
    if seconds < 9.95 { return trimmed(seconds, decimals: seconds < 0.995 ? 2 : 1) + space + "s" }
    if seconds < 59.5 { return grouped(seconds, decimals: 0) + space + "s" }
    if seconds < 599.5 { return pair(seconds, 60, "min", 1, "s") }
    if seconds < 3570 { return grouped(seconds / 60, decimals: 0) + space + "min" }
    if seconds < 86_370 { return pair(seconds, 3600, "h", 60, "min") }
    if seconds < 10 * 86_400 { return pair(seconds, 86_400, "d", 3600, "h") }
    return grouped(seconds / 86_400, decimals: 0) + space + "d"
  }

  /// A difference of times, in decimal minutes under an hour, so that parts are seen to add up: `35.5 min`.
  private static func durationDifference(_ seconds: Double, of whole: Double) -> String {
    if max(seconds, whole) >= 59.5 && seconds < 3570 { return trimmed(seconds / 60, decimals: 1) + space + "min" }
    return duration(seconds)
  }

  /// Milliseconds: `4.2 ms`, `182 ms`, `1.24 s`.
  package static func milliseconds(_ milliseconds: Double?) -> String {
    guard let value = milliseconds, value.isFinite else { return absent }
    let size = abs(value)
    if size >= 99_950 { return duration(value / 1000) }
    if size >= 999.5 { return trimmed(value / 1000, decimals: size < 9995 ? 2 : 1) + space + "s" }
    return trimmed(value, decimals: size < 9.95 ? 1 : 0) + space + "ms"
  }

  /// A whole number: `12 480`; from ten million on `81.2 M`, then `1.2 bn`.
  package static func count(_ count: Double?) -> String {
    guard let count, count.isFinite else { return absent }
    return short(count) ?? grouped(count, decimals: 0)
  }

  /// A whole number: `12 480`; from ten million on `81.2 M`, then `1.2 bn`.
  package static func count(_ count: Int) -> String { self.count(Double(count)) }

  /// A count in little room, as on an axis: `350`, `20 k`, `2.5 M`.
  package static func compact(_ count: Double?) -> String {
    guard let count, count.isFinite else { return absent }
    let size = abs(count)
    if size < 999.5 { return trimmed(count, decimals: size < 9.95 ? 1 : 0) }
    let (unit, name) =
      size < 999.5e3 ? (1e3, "k") : size < 999.5e6 ? (1e6, "M") : size < 999.5e9 ? (1e9, "bn") : (1e12, "tn")
    return trimmed(count / unit, decimals: size / unit < 99.5 ? 1 : 0) + space + name
  }

  /// A number that need not be whole: `7.31`, `38.5`, `412`, `2 619 355`; whole ones without a point.
  package static func number(_ number: Double?) -> String {
    guard let number, number.isFinite else { return absent }
    if let short = short(number) { return short }
    let size = abs(number)
    if number == number.rounded() { return grouped(number, decimals: 0) }
    if size >= 1 { return grouped(number, decimals: size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2) }
    return trimmed(number, decimals: max(2, leadingZeros(size) + 2))
  }

  /// A coefficient between −1 and 1, always with two decimals, so that several can be compared: `0.40`.
  package static func coefficient(_ number: Double?) -> String {
    guard let number, number.isFinite else { return absent }
    return grouped(number, decimals: 2)
  }

  /// A probability that decides something: `< 0.001`, `0.03`.
  package static func probability(_ p: Double?) -> String {
    guard let p, p.isFinite else { return absent }
    return p < 0.001 ? "< 0.001" : trimmed(p, decimals: p < 0.1 ? 3 : 2)
  }

  /// A factor of a product, without zeros at its end: `0.8`, `7.6`, `1 004`.
  package static func factor(_ number: Double?) -> String {
    guard let number, number.isFinite else { return absent }
    return short(number) ?? trimmed(number, decimals: abs(number) < 99.95 ? 2 : 0)
  }

  /// Money in the report's currency: `12 400 USD`, `83.20 USD`, `12.4 M USD`.
  package static func money(_ amount: Double?, currency: String) -> String {
    guard let amount, amount.isFinite else { return absent }
    let decimals = abs(amount) >= 999.5 || amount == amount.rounded() ? 0 : 2
    return (short(amount) ?? grouped(amount, decimals: decimals)) + space + currency
  }
}

// MARK: - Digits

extension NumberFormat {
  /// Writes the size of a value and puts its sign before; what reads as zero has none.
  private static func signed(_ value: Double, _ format: (Double) -> String) -> String {
    let text = format(abs(value))
    guard text.contains(where: { ("1"..."9").contains($0) }) else { return text }
    return (value < 0 ? minus : "+") + text
  }

  /// `M`, `bn`, `tn` with three digits; nil under ten million.
  private static func short(_ value: Double) -> String? {
    let size = abs(value)
    guard size >= 9_999_999.5 else { return nil }
    let (unit, name) = size < 999.5e6 ? (1e6, "M") : size < 999.5e9 ? (1e9, "bn") : (1e12, "tn")
    let scaled = size / unit
    return grouped(value / unit, decimals: scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2) + space + name
  }

  /// Digits in groups of three, rounded half away from zero.
  static func grouped(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return absent }
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (abs(value) * power).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else { return (value < 0 ? minus : "") + abs(value).description }
    let digits = Civil.padded(Int(scaled), decimals + 1)
    var text = ""
    for (index, digit) in digits.dropLast(decimals).enumerated() {
      if index > 0 && (digits.count - decimals - index) % 3 == 0 { text += narrow }
      text.append(digit)
    }
    if decimals > 0 { text += "." + digits.suffix(decimals) }
    return (value < 0 && scaled > 0 ? minus : "") + text
  }

  /// As `grouped`, without trailing zeros after the point.
  private static func trimmed(_ value: Double, decimals: Int) -> String {
    var text = grouped(value, decimals: decimals)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// `0.9` for `0.90`, but `2.0` stays: one decimal is the rule, more are there for what would read as zero.
  private static func withoutLoneZeros(_ text: String) -> String {
    guard let point = text.firstIndex(of: ".") else { return text }
    var text = text
    while text.hasSuffix("0") && text.distance(from: point, to: text.endIndex) > 2 { text.removeLast() }
    return text
  }

  private static func percentDecimals(_ percent: Double) -> Int {
    if percent == 0 || percent == 100 || percent > 100 { return 0 }
    return percent > 50 ? smallDecimals(100 - percent) : smallDecimals(percent)
  }

  /// One decimal from 1 on, two below, more only where two would read as zero.
  private static func smallDecimals(_ size: Double) -> Int {
    if size >= 99.95 || size == 0 { return 0 }
    if size >= 0.995 { return 1 }
    return size >= 0.00995 ? 2 : min(9, leadingZeros(size) + 1)
  }

  /// Zeros between the point and the first digit of a number under 1.
  private static func leadingZeros(_ size: Double) -> Int {
    var zeros = 0
    var rest = size
    while rest < 0.1 && zeros < 9 {
      rest *= 10
      zeros += 1
    }
    return zeros
  }

  /// `1 h 05 min`: rounded to the smaller unit first, so that 59.9 min never reads `60 min`.
  private static func pair(
    _ seconds: Double, _ large: Double, _ largeName: String, _ small: Double, _ smallName: String
  ) -> String {
    let units = (seconds / small).rounded()
    let perLarge = large / small
    let (whole, rest) = ((units / perLarge).rounded(.down), units.truncatingRemainder(dividingBy: perLarge))
    let first = grouped(whole, decimals: 0) + space + largeName
    if rest == 0 { return first }
    let digits = grouped(rest, decimals: 0)
    return first + space + (perLarge == 60 && rest < 10 ? "0" : "") + digits + space + smallName
  }

  /// The unit a formatted number ends in, with the space before it.
  private static func trailingUnit(of text: String) -> String {
    guard let last = text.lastIndex(where: \.isNumber) else { return "" }
    return String(text[text.index(after: last)...])
  }
}
