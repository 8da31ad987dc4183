import ReportModel

/// Who uses the API: `developers`, `companies`, `tokens`.
enum PeopleTables {
  static let developers = TableDecoder<DeveloperRecord>(
    TableSchema(
      .developers,
      [
        .required("developer_id", "id", "user_id", "uid"),
        .required("signed_up_at", "created_at", "signup_date", "signup_at", "registered_at"),
        .optional("company_id", "account_id", "organization_id", "org_id"),
        .optional("channel", "utm_source"), .optional("plan"),
        .optional("country"), .optional("sdk"), .optional("github_stars"), .optional("email"),
        .optional("is_internal"), .optional("is_test"),
      ]),
    unique: .init(column: "developer_id") { $0.id }
  ) { fields throws(UnreadableRow) in
    let isInternal = fields.flag("is_internal")
    let isTest = fields.flag("is_test")
    return DeveloperRecord(
      id: try fields.required("developer_id"), signedUpAt: try fields.requiredTime("signed_up_at"),
      companyID: fields.text("company_id"), channel: fields.text("channel"), plan: fields.text("plan"),
      country: fields.text("country"), sdk: fields.text("sdk"), githubStars: fields.count("github_stars"),
      isExcluded: isInternal == true || isTest == true)
  }

  static let companies = TableDecoder<CompanyRecord>(
    TableSchema(
      .companies,
      [
        .required("company_id", "id", "account_id"), .optional("name", "company_name"),
        .optional("size", "company_size"), .optional("plan"), .optional("industry"),
      ]),
    unique: .init(column: "company_id") { $0.id }
  ) { fields throws(UnreadableRow) in
    CompanyRecord(
      id: try fields.required("company_id"), name: fields.text("name"), size: fields.text("size"),
      plan: fields.text("plan"), industry: fields.text("industry"))
  }

  static let tokens = TableDecoder<TokenRecord>(
    TableSchema(
      .tokens,
      [
        .required("token", "token_id", "api_key"), .optional("developer_id", "user_id", "uid"),
        .optional("company_id", "account_id"), .optional("created_at"), .optional("revoked_at"),
      ]),
    unique: .init(column: "token") { $0.token }
  ) { fields throws(UnreadableRow) in
    TokenRecord(
      token: try fields.required("token"), developerID: fields.text("developer_id"),
      companyID: fields.text("company_id"))
  }
}
