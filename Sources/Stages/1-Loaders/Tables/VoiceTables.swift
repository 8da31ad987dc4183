import ReportModel

/// What customers say: `tickets`, `surveys`.
enum VoiceTables {
  static let tickets = TableDecoder<TicketRecord>(
    TableSchema(
      .tickets,
      [
        .required("created_at", "created", "opened_at"), .optional("ticket_id", "id"),
        .optional("developer_id", "user_id", "uid"), .optional("company_id", "account_id", "organization_id"),
        .optional("topic", "category"), .optional("endpoint"), .optional("subject"),
      ])
  ) { fields throws(UnreadableRow) in
    TicketRecord(
      createdAt: try fields.requiredTime("created_at"), id: fields.text("ticket_id"),
      developerID: fields.text("developer_id"), companyID: fields.text("company_id"), topic: fields.text("topic"),
      endpoint: fields.text("endpoint").map { EndpointName.normalised($0) ?? $0 }, subject: fields.text("subject"))
  }

  /// The scale of the dimensions is 1–10; an answer off any such scale is no answer.
  private static let scale = 0.0...10.0

  static let surveys = TableDecoder<SurveyRecord>(
    TableSchema(
      .surveys,
      [
        .required("responded_at", "submitted_at", "created_at", "timestamp"), .optional("documentation", "docs"),
        .optional("reliability"), .optional("support"), .optional("ease", "ease_of_use"),
        .optional("comment", "feedback"), .optional("developer_id", "user_id", "uid"),
      ])
  ) { fields throws(UnreadableRow) in
    SurveyRecord(
      respondedAt: try fields.requiredTime("responded_at"), documentation: fields.number("documentation", in: scale),
      reliability: fields.number("reliability", in: scale), support: fields.number("support", in: scale),
      ease: fields.number("ease", in: scale), comment: fields.text("comment"),
      developerID: fields.text("developer_id"))
  }
}
