import ReportModel

/// Turns the rows of each small table into records. One function a table; all of them read through `RowDecoder`.
enum TableDecoders {
  static func developer(_ row: inout RowDecoder) throws(CellFault) -> DeveloperRecord {
    DeveloperRecord(
      id: try row.requiredText("developer_id"), signedUpAt: try row.requiredTime("signed_up_at"),
      companyID: row.text("company_id"), channel: row.text("channel"), plan: row.text("plan"),
      country: row.text("country"), sdk: row.text("sdk"), githubStars: row.integer("github_stars"),
      isExcluded: (row.flag("is_internal") ?? false) || (row.flag("is_test") ?? false))
  }

  static func company(_ row: inout RowDecoder) throws(CellFault) -> CompanyRecord {
    CompanyRecord(
      id: try row.requiredText("company_id"), name: row.text("name"), size: row.text("size"), plan: row.text("plan"),
      industry: row.text("industry"))
  }

  static func token(_ row: inout RowDecoder) throws(CellFault) -> TokenRecord {
    TokenRecord(
      token: try row.requiredText("token"), developerID: row.text("developer_id"), companyID: row.text("company_id"))
  }

  static func event(_ row: inout RowDecoder) throws(CellFault) -> EventRecord {
    EventRecord(
      time: try row.requiredTime("ts"), name: try row.requiredText("name"), developerID: row.text("developer_id"),
      properties: row.properties())
  }

  static func docView(_ row: inout RowDecoder) throws(CellFault) -> DocViewRecord {
    DocViewRecord(
      time: try row.requiredTime("ts"), page: try row.requiredText("page"), developerID: row.text("developer_id"))
  }

  static func revenue(_ row: inout RowDecoder, decimalComma: Bool) throws(CellFault) -> RevenueRecord {
    let time = try row.requiredTime("date")
    let company = try row.requiredText("company_id")
    guard let value = row.value("amount"), row.text("amount") != nil else { throw CellFault(reason: "amount: missing") }
    guard let amount = Money.amount(value, decimalComma: decimalComma) else {
      throw CellFault(reason: "amount: unreadable number")
    }
    let kind = row.text("kind")
    let isRefund = ["refund", "credit_note", "credit note", "chargeback"].contains {
      kind?.lowercased().contains($0) ?? false
    }
    return RevenueRecord(
      time: time, companyID: company, amount: isRefund ? -abs(amount) : amount,
      currency: row.text("currency")?.uppercased().filter { !$0.isWhitespace }, kind: kind)
  }

  static func ticket(_ row: inout RowDecoder) throws(CellFault) -> TicketRecord {
    TicketRecord(
      createdAt: try row.requiredTime("created_at"), id: row.text("ticket_id"), developerID: row.text("developer_id"),
      companyID: row.text("company_id"), topic: row.text("topic"), endpoint: row.text("endpoint"),
      subject: row.text("subject"))
  }

  static func survey(_ row: inout RowDecoder) throws(CellFault) -> SurveyRecord {
    SurveyRecord(
      respondedAt: try row.requiredTime("responded_at"), documentation: row.number("documentation"),
      reliability: row.number("reliability"), support: row.number("support"), ease: row.number("ease"),
      comment: row.text("comment"), developerID: row.text("developer_id"))
  }

  static func incident(_ row: inout RowDecoder) throws(CellFault) -> IncidentRecord {
    IncidentRecord(
      startedAt: try row.requiredTime("started_at"), resolvedAt: row.time("resolved_at"),
      impact: row.text("impact")?.lowercased().filter { !$0.isWhitespace }, title: row.text("title"),
      components: row.text("components"))
  }

  static func webhook(_ row: inout RowDecoder) throws(CellFault) -> WebhookRecord {
    WebhookRecord(
      triggeredAt: try row.requiredTime("triggered_at"), deliveredAt: row.time("delivered_at"),
      endpoint: row.text("endpoint"), status: row.integer("status"))
  }

  static func change(_ row: inout RowDecoder) throws(CellFault) -> ChangeRecord {
    let time = try row.requiredTime("date")
    var scope: [String: String] = [:]
    for key in TableSchema.changeScope { scope[key] = row.text(key) }
    if let endpoint = scope["endpoint"] { scope["endpoint"] = EndpointName.normalised(endpoint) ?? endpoint }
    return ChangeRecord(
      day: row.zone.day(of: time), title: try row.requiredText("title"), kind: row.text("kind")?.lowercased(),
      url: row.text("url"), scope: scope)
  }

  static func endpoint(_ row: inout RowDecoder) throws(CellFault) -> EndpointRecord {
    EndpointRecord(
      method: try row.requiredText("method").uppercased(),
      path: EndpointName.path(try row.requiredText("path")), latencyClass: row.text("class"),
      tag: row.text("tag").flatMap { $0.split { ",;|".contains($0) }.first.map { $0.trimmed } },
      deprecated: row.flag("deprecated") ?? false, owner: row.text("owner"))
  }
}

extension StringProtocol {
  /// Without white space at either end.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[start...last])
  }
}
