/// A sum of money as people write it: `1,234.50`, `€12`, `(3.20)`, and `1.234,50` where fields are separated by `;`.
struct Amount: Equatable {
  let value: Double
  /// A currency sign beside the number.
  let symbol: Character?

  /// nil for what is no number, or could be two.
  init?(_ value: Value, hasDecimalComma: Bool) {
    switch value {
    case .number(let text), .text(let text): self.init(text, hasDecimalComma: hasDecimalComma)
    case .flag, .nested: return nil
    }
  }

  init?(_ text: String, hasDecimalComma: Bool) {
    if let plain = NumberParser.double(text) {
      (value, symbol) = (plain, nil)
      return
    }
    var rest = Amount.trimmed(text[...])
    var isNegative = false
    if rest.first == "(", rest.last == ")" {
      isNegative = true
      rest = Amount.trimmed(rest.dropFirst().dropLast())
    }
    var symbol: Character?
    var hasSign = isNegative
    while let first = rest.first, !first.isNumber, first != "." {
      if first == "-" || first == "\u{2212}" || first == "+", !hasSign {
        hasSign = true
        isNegative = first != "+"
      } else if first.isCurrencySymbol, symbol == nil {
        symbol = first
      } else {
        return nil
      }
      rest = Amount.trimmed(rest.dropFirst())
    }
    if let last = rest.last, last.isCurrencySymbol, symbol == nil {
      symbol = last
      rest = Amount.trimmed(rest.dropLast())
    }
    guard let digits = Amount.digits(rest, hasDecimalComma: hasDecimalComma), let number = NumberParser.double(digits)
    else { return nil }
    value = isNegative ? -number : number
    self.symbol = symbol
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// Digits with a dot before decimals.
  private static func digits(_ text: Substring, hasDecimalComma: Bool) -> String? {
    guard let mark = decimalMark(text, hasDecimalComma: hasDecimalComma) else { return nil }
    let parts = mark.map { text.split(separator: $0, omittingEmptySubsequences: false) } ?? [text]
    guard let whole = parts.first.flatMap({ grouped($0) }), parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return whole }
    return parts[1].isEmpty || !parts[1].allSatisfy(isDigit) ? nil : whole + "." + parts[1]
  }

  /// The character before the decimals; `.some(nil)` = there are none, nil = it cannot be told.
  private static func decimalMark(_ text: Substring, hasDecimalComma: Bool) -> Character?? {
    let commas = text.count { $0 == "," }
    let dots = text.count { $0 == "." }
    if commas > 0, dots > 0 {
      guard let last = text.last(where: { $0 == "," || $0 == "." }), last == "." || hasDecimalComma else { return nil }
      return .some(last)
    }
    if commas > 1 || commas == 1 && !hasDecimalComma { return .some(nil) }
    if dots > 1 { return hasDecimalComma ? .some(nil) : nil }
    guard commas == 1 else { return .some(dots == 1 ? "." : nil) }
    // `1,234` among semicolons: thousands to one program, decimals to another.
    let decimals = text.reversed().prefix { $0 != "," }.count
    return decimals == 3 && !text.hasPrefix("0,") ? nil : .some(",")
  }

  /// Digits without separators of thousands; nil where those stand elsewhere than before three digits.
  private static func grouped(_ text: Substring) -> String? {
    guard let separator = text.first(where: { !isDigit($0) }) else { return text.isEmpty ? nil : String(text) }
    guard separator == "," || separator == "." || separator == "'" || separator == "\u{2019}" || separator.isWhitespace
    else { return nil }
    let groups = text.split(separator: separator, omittingEmptySubsequences: false)
    guard groups.allSatisfy({ $0.allSatisfy(isDigit) }), let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return groups.joined()
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}

/// The currencies a sign stands for.
enum CurrencySign {
  private static let codes: [Character: [String]] = [
    "€": ["EUR"], "£": ["GBP"], "₹": ["INR"], "₩": ["KRW"], "₽": ["RUB"], "₺": ["TRY"], "₪": ["ILS"], "₴": ["UAH"],
    "₫": ["VND"], "₦": ["NGN"], "₱": ["PHP"], "฿": ["THB"], "¥": ["JPY", "CNY"],
    "$": ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "BRL", "TWD", "CLP", "COP", "ARS"],
  ]

  /// The one currency a sign can mean in a report; nil where it could be several.
  static func code(_ sign: Character, report: String) -> String? {
    guard let known = codes[sign] else { return nil }
    return known.contains(report) ? report : known.count == 1 ? known[0] : nil
  }
}
