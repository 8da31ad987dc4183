import ReportModel

/// A row that is left out, and why.
struct UnreadableRow: Error {
  /// Such as `signed_up_at: unreadable time`.
  let reason: String
}

/// The cells of one row under the contract's names.
///
/// An optional cell that cannot be read is nil and noted in `warnings`; a required one throws.
struct RowFields {
  private(set) var warnings: [String] = []
  let row: Row
  let context: RowContext
  private let mapping: ColumnMapping

  init(_ row: Row, _ mapping: ColumnMapping, _ context: RowContext) {
    self.row = row
    self.mapping = mapping
    self.context = context
  }

  /// Columns of the file that are none of the contract's.
  var others: [String] { mapping.others }

  func has(_ column: String) -> Bool { mapping.names[column] != nil }

  /// The cell as it stands; nil where there is nothing but blanks.
  func value(_ column: String) -> Value? {
    guard let place = mapping.place(of: column), let value = row[place] else { return nil }
    if case .text(let text) = value, text.utf8.first.map({ $0 <= 0x20 || $0 >= 0x80 }) ?? true,
      text.allSatisfy(\.isWhitespace)
    {
      return nil
    }
    return value
  }

  /// As written, blanks included: an identifier is what the export says it is.
  func text(_ column: String) -> String? {
    guard let place = mapping.place(of: column) else { return nil }
    return row.plainText(at: place) ?? value(column)?.text
  }

  func required(_ column: String) throws(UnreadableRow) -> String {
    if let place = mapping.place(of: column), let text = row.plainText(at: place) { return text }
    guard let value = value(column) else { throw UnreadableRow(reason: column + ": missing") }
    if case .nested = value { throw UnreadableRow(reason: column + ": unreadable") }
    return value.text
  }

  func requiredTime(_ column: String) throws(UnreadableRow) -> Instant {
    if let place = mapping.place(of: column), let time = row.time(at: place, zone: context.zone) { return time }
    throw UnreadableRow(reason: column + (value(column) == nil ? ": missing" : ": unreadable time"))
  }

  mutating func time(_ column: String) -> Instant? {
    read(column) { TimeParser.parse($0, zone: $1.zone) }
  }

  mutating func flag(_ column: String) -> Bool? { read(column) { value, _ in FlagParser.flag(value) } }

  mutating func count(_ column: String) -> Int? {
    read(column) { value, _ in NumberParser.int(value).flatMap { $0 >= 0 ? $0 : nil } }
  }

  mutating func number(_ column: String, in range: ClosedRange<Double>) -> Double? {
    read(column) { value, context in
      let number = NumberParser.double(value) ?? Amount(value, hasDecimalComma: context.hasDecimalComma)?.value
      return number.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// Notes an optional cell that could not be read.
  mutating func warn(_ column: String) { warnings.append(column) }

  private mutating func read<Result>(_ column: String, _ parse: (Value, RowContext) -> Result?) -> Result? {
    guard let value = value(column) else { return nil }
    let result = parse(value, context)
    if result == nil { warn(column) }
    return result
  }
}

/// What the cells of a file are read by; a class, because every row refers to it.
final class RowContext: Sendable {
  let zone: ZoneTable
  /// The report's currency.
  let currency: String
  /// Fields are separated by `;`, so that a comma may stand before decimals.
  let hasDecimalComma: Bool

  init(zone: ZoneTable, currency: String, hasDecimalComma: Bool) {
    self.zone = zone
    self.currency = currency
    self.hasDecimalComma = hasDecimalComma
  }
}
