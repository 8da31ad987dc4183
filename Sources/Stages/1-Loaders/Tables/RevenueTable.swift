import ReportModel

/// What customers pay: `revenue`.
enum RevenueTable {
  static let decoder = TableDecoder<RevenueRecord>(
    TableSchema(
      .revenue,
      [
        .required("date", "paid_at", "invoice_date", "created_at", "created", "created_(utc)"),
        .required("company_id", "customer_id", "account_id"),
        .required("amount"), .optional("currency"), .optional("kind", "type"),
      ])
  ) { fields throws(UnreadableRow) in
    let time = try fields.requiredTime("date")
    let company = try fields.required("company_id")
    let kind = fields.text("kind")
    let (amount, sign) = try amount(&fields)
    return RevenueRecord(
      time: time, companyID: company, amount: isRefund(kind) ? -abs(amount) : amount,
      currency: try currency(fields, sign: sign), kind: kind)
  }

  private static func amount(_ fields: inout RowFields) throws(UnreadableRow) -> (Double, Character?) {
    _ = try fields.required("amount")
    guard let value = fields.value("amount"),
      let amount = Amount(value, hasDecimalComma: fields.context.hasDecimalComma)
    else { throw UnreadableRow(reason: "amount: unreadable number") }
    return (amount.value, amount.symbol)
  }

  /// The column's, else the sign's beside the amount: `€12` in a report in dollars is no twelve dollars.
  private static func currency(_ fields: RowFields, sign: Character?) throws(UnreadableRow) -> String? {
    let code = fields.text("currency")?.trimmingBlanks().uppercased() ?? ""
    if !code.isEmpty { return code }
    guard let sign else { return nil }
    guard let known = CurrencySign.code(sign, report: fields.context.currency) else {
      throw UnreadableRow(reason: "amount: \(sign) names no one currency, and there is none in column currency")
    }
    return known
  }

  private static func isRefund(_ kind: String?) -> Bool {
    guard let kind else { return false }
    let plain = kind.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 }
    return ["refund", "credit_note", "chargeback"].contains { String(plain).contains($0) }
  }
}
