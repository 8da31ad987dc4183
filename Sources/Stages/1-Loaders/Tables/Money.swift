/// Reads amounts of money as exports write them.
enum Money {
  /// `1,234.50`, `€12`, `(40.00)`, `-3`, and with a decimal comma `1.234,50`; nil where it is none.
  static func amount(_ value: Value, decimalComma: Bool) -> Double? {
    if let plain = NumberParser.double(value), !(decimalComma && value.text.contains(",")) { return plain }
    guard case .text(let text) = value else { return nil }
    var digits = ""
    var isNegative = false
    for character in text {
      switch character {
      case "0"..."9": digits.append(character)
      case "-", "−", "(": isNegative = true
      case ")", " ", "\u{A0}", "\u{202F}", "+", "'", "$", "€", "£", "¥": continue
      case ",", ".": digits.append(character)
      default: return nil
      }
    }
    guard digits.contains(where: \.isNumber) else { return nil }
    let decimal: Character = decimalComma ? "," : "."
    let grouping: Character = decimalComma ? "." : ","
    guard digits.filter({ $0 == decimal }).count <= 1, isGrouped(digits, grouping, decimal) else { return nil }
    let normal = digits.filter { $0 != grouping }.map { $0 == decimal ? "." : String($0) }.joined()
    return NumberParser.double(normal).map { isNegative ? -abs($0) : $0 }
  }

  /// Groups of three digits behind every grouping mark: `1,23` is no number.
  private static func isGrouped(_ digits: String, _ grouping: Character, _ decimal: Character) -> Bool {
    let whole = digits.split(separator: decimal, omittingEmptySubsequences: false).first.map(String.init) ?? ""
    let groups = whole.split(separator: grouping, omittingEmptySubsequences: false)
    return groups.count == 1 || groups.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(groups[0].count)
  }
}
