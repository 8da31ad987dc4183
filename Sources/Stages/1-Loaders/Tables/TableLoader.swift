package import ReportModel

/// What the small tables gave.
package struct LoadedTables: Sendable {
  package var exports = Exports()
  package var summaries: [SourceSummary] = []
  package var rejects: [Reject] = []

  package init() {}
}

/// Reads every small table of a folder; a file that cannot be read becomes a summary with its failure.
package struct TableLoader {
  /// Rejected rows kept per file; all are counted.
  static let rejectLimit = 1_000

  private let configuration: ReportConfiguration
  private let zone: ZoneTable
  var tables = LoadedTables()
  private var seen: [ExportTable: Set<String>] = [:]

  private init(configuration: ReportConfiguration, zone: ZoneTable) {
    self.configuration = configuration
    self.zone = zone
  }

  /// Reads all tables but the calls.
  package static func load(
    folder: ExportFolder, configuration: ReportConfiguration, zone: ZoneTable
  ) -> LoadedTables {
    var loader = TableLoader(configuration: configuration, zone: zone)
    for file in folder.files where file.table != .calls && ContentKind(of: file) == .rows { loader.read(file) }
    loader.tables.summaries.sort { $0.file < $1.file }
    return loader.tables
  }

  private mutating func read(_ file: ExportFile) {
    guard let schema = TableSchema.of(file.table) else { return }
    tables.exports.present.insert(file.table)
    var summary = SourceSummary(file: file.path, table: file.table.rawValue, format: file.format?.rawValue ?? "")
    var kept = 0
    func reject(_ line: Int, _ reason: String, _ excerpt: String) {
      summary.rejected += 1
      summary.reasons[reason, default: 0] += 1
      guard kept < Self.rejectLimit else { return }
      kept += 1
      tables.rejects.append(
        Reject(file: file.path, line: line, table: file.table.rawValue, reason: reason, excerpt: excerpt))
    }
    var rows: [Row] = []
    var faults: [(Int, String, String)] = []
    do {
      let read = try RowReader(file: file).read(row: { rows.append($0) }, rejected: { faults.append(($0, $1, $2)) })
      summary.format = read.format
      note(columns: read.columns, schema, &summary)
    } catch {
      summary.failure = error.description
    }
    for fault in faults { reject(fault.0, fault.1, fault.2) }
    let decimalComma = summary.format.hasPrefix("csv;")
    for row in rows {
      var decoder = RowDecoder(row: row, schema: schema, zone: zone)
      do throws(CellFault) {
        try append(&decoder, decimalComma: decimalComma)
        for column in decoder.warnings { summary.warnings[column, default: 0] += 1 }
      } catch {
        reject(row.line, error.reason, row.excerpt)
      }
    }
    summary.rows = rows.count + faults.count
    tables.summaries.append(summary)
  }

  private mutating func note(columns: [String], _ schema: TableSchema, _ summary: inout SourceSummary) {
    let known = columns.compactMap { schema.column(named: $0) }
    tables.exports.columns[schema.table, default: []].formUnion(known)
    if !schema.keepsProperties { summary.ignoredColumns = columns.filter { !schema.isKnown($0) }.sorted() }
  }

  private mutating func append(_ row: inout RowDecoder, decimalComma: Bool) throws(CellFault) {
    switch row.schema.table {
    case .developers:
      let record = try TableDecoders.developer(&row)
      try first(record.id, "developer_id", of: .developers)
      tables.exports.developers.append(record)
    case .companies:
      let record = try TableDecoders.company(&row)
      try first(record.id, "company_id", of: .companies)
      tables.exports.companies.append(record)
    case .tokens:
      let record = try TableDecoders.token(&row)
      try first(record.token, "token", of: .tokens)
      tables.exports.tokens.append(record)
    case .events: tables.exports.events.append(try TableDecoders.event(&row))
    case .docViews: tables.exports.docViews.append(try TableDecoders.docView(&row))
    case .revenue: tables.exports.revenue.append(try TableDecoders.revenue(&row, decimalComma: decimalComma))
    case .tickets: tables.exports.tickets.append(try TableDecoders.ticket(&row))
    case .surveys: tables.exports.surveys.append(try TableDecoders.survey(&row))
    case .incidents: tables.exports.incidents.append(try TableDecoders.incident(&row))
    case .webhooks: tables.exports.webhooks.append(try TableDecoders.webhook(&row))
    case .changes: tables.exports.changes.append(try TableDecoders.change(&row))
    case .endpoints:
      let record = try TableDecoders.endpoint(&row)
      try first(record.name, "method and path", of: .endpoints)
      tables.exports.endpoints.append(record)
    case .calls, .notes: return
    }
  }

  /// The first row of an id stands.
  private mutating func first(_ id: String, _ column: String, of table: ExportTable) throws(CellFault) {
    guard seen[table, default: []].insert(id).inserted else { throw CellFault(reason: "duplicate \(column)") }
  }
}
