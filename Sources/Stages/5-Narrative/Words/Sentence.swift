import ReportModel

/// Words around numbers: counts, lists, days, beginnings and ends.
enum Sentence {
  private static let numbers = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  ]

  /// Up to twelve in words, as prose has it.
  static func number(_ count: Int) -> String {
    numbers.indices.contains(count) ? numbers[count] : NumberFormat.count(Double(count))
  }

  /// `one measure`, `two measures`, `38 measures`.
  static func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    number(count) + " " + (count == 1 ? singular : plural ?? singular + "s")
  }

  static func list(_ items: [String], last conjunction: String = "and") -> String {
    RichText.list(items.map { RichText($0) }, last: conjunction).plain
  }

  /// Upper-case first letter, unless the word is a name that begins small (`larkspur-python`, `openapi.json`).
  static func capitalised(_ text: String) -> String {
    guard let first = text.first, first.isLowercase else { return text }
    let word = text.prefix { $0 != " " }.drop { $0 == "(" }
    guard word.allSatisfy({ $0.isLetter || "-,:;'’".contains($0) }) else { return text }
    return first.uppercased() + text.dropFirst()
  }

  /// `14 October`; the year where it is not `year`.
  static func day(_ iso: String, in year: Int) -> String {
    guard let day = Civil.day(iso: String(iso.prefix(10))) else { return DataText.name(iso) }
    let date = Civil.date(day)
    let words = "\(date.day) \(Month.names[date.month - 1])"
    return date.year == year ? words : words + " \(date.year)"
  }

  /// `on 14 October`, `between 13 and 15 October`, `between 30 September and 2 October`.
  static func days(_ range: Cause.DayRange, in year: Int) -> String {
    guard range.from != range.to else { return "on " + day(range.from, in: year) }
    let to = day(range.to, in: year)
    guard range.from.prefix(7) == range.to.prefix(7), let first = Civil.day(iso: range.from) else {
      return "between \(day(range.from, in: year)) and \(to)"
    }
    return "between \(Civil.date(first).day) and \(to)"
  }
}
