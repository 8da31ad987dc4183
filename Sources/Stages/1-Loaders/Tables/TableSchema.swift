package import ReportModel

/// The columns of a small table: the contract's names, with other names the same thing is exported under.
package struct TableSchema: Sendable {
  package let table: ExportTable
  package let required: [String]
  package let optional: [String]
  /// Column → other names, only where they can mean nothing else.
  private let otherNames: [String: [String]]
  /// Unknown columns are properties of the row.
  package let keepsProperties: Bool

  init(
    _ table: ExportTable, required: [String], optional: [String] = [], aliases: [String: [String]] = [:],
    keepsProperties: Bool = false
  ) {
    self.table = table
    self.required = required
    self.optional = optional
    otherNames = aliases
    self.keepsProperties = keepsProperties
  }

  package var columns: [String] { required + optional }

  func aliases(of column: String) -> [String] { otherNames[column] ?? [] }

  /// The contract's name of a column of a file; nil where it has none.
  func column(named name: String) -> String? {
    if columns.contains(name) { return name }
    return columns.first { aliases(of: $0).contains(name) }
  }

  func isKnown(_ name: String) -> Bool { column(named: name) != nil }
}

extension TableSchema {
  static let changeScope = ["endpoint", "api_version", "sdk", "plan", "channel", "region", "company_id", "metric"]

  /// The small tables of the contract.
  package static let all: [TableSchema] = [
    TableSchema(
      .developers, required: ["developer_id", "signed_up_at"],
      optional: [
        "company_id", "channel", "plan", "country", "sdk", "github_stars", "email", "is_internal", "is_test",
      ],
      aliases: [
        "developer_id": ["user_id", "uid", "id"], "signed_up_at": ["created_at", "signup_date", "registered_at"],
        "company_id": ["account_id", "organization_id", "org_id"], "channel": ["utm_source", "referral_source"],
      ]),
    TableSchema(
      .companies, required: ["company_id"], optional: ["name", "size", "plan", "industry"],
      aliases: ["company_id": ["account_id", "organization_id", "id"], "name": ["company_name", "account_name"]]),
    TableSchema(
      .tokens, required: ["token"], optional: ["developer_id", "company_id", "created_at", "revoked_at"],
      aliases: ["token": ["token_id", "api_key"], "developer_id": ["user_id"], "company_id": ["account_id"]]),
    TableSchema(
      .events, required: ["ts", "name"], optional: ["developer_id"],
      aliases: ["ts": ["timestamp", "time"], "name": ["event", "event_name"], "developer_id": ["user_id"]],
      keepsProperties: true),
    TableSchema(
      .docViews, required: ["ts", "page"], optional: ["developer_id"],
      aliases: ["ts": ["timestamp", "time"], "page": ["path", "url"], "developer_id": ["user_id"]]),
    TableSchema(
      .revenue, required: ["date", "company_id", "amount"], optional: ["currency", "kind"],
      aliases: ["company_id": ["account_id", "customer_id"], "kind": ["type"]]),
    TableSchema(
      .tickets, required: ["created_at"],
      optional: ["ticket_id", "developer_id", "company_id", "topic", "endpoint", "subject"],
      aliases: ["created_at": ["created", "Created at", "Created time"], "ticket_id": ["id", "Ticket ID"], "subject": ["Subject"]]),
    TableSchema(
      .surveys, required: ["responded_at"],
      optional: ["documentation", "reliability", "support", "ease", "comment", "developer_id"],
      aliases: ["responded_at": ["submitted_at", "Submit Date (UTC)"]]),
    TableSchema(
      .incidents, required: ["started_at"], optional: ["resolved_at", "impact", "title", "components"],
      aliases: ["title": ["name"]]),
    TableSchema(
      .webhooks, required: ["triggered_at"], optional: ["delivered_at", "endpoint", "status"]),
    TableSchema(.changes, required: ["date", "title"], optional: ["kind", "url"] + changeScope),
    TableSchema(.endpoints, required: ["method", "path"], optional: ["class", "tag", "deprecated", "owner"], aliases: ["tag": ["tags"]]),
  ]

  package static func of(_ table: ExportTable) -> TableSchema? { all.first { $0.table == table } }
}
