package import ReportModel

/// The small tables of a folder, and what became of their files.
package struct LoadedTables: Sendable {
  package var exports = Exports()
  /// One per file that is no call log, in the order of the files, then the problems of the folder.
  package var summaries: [SourceSummary] = []
  /// At most 1,000 per file; all are counted in the summaries.
  package var rejects: [Reject] = []
}

/// Reads the small tables whole.
///
/// Files in the order of their paths, rows in the order of their lines. A file that cannot be read becomes a summary
/// with `failure`; what was read of it before stays. Where an identifier comes again, the first row stands.
package enum TableLoader {
  package static func load(
    folder: ExportFolder, configuration: ReportConfiguration, zone: ZoneTable
  ) -> LoadedTables {
    var load = TableLoad(zone: zone, currency: configuration.currency)
    for file in folder.files where file.table != .calls { load.read(file) }
    load.tables.summaries += folder.problems
    return load.tables
  }
}

/// The tables while they are read.
struct TableLoad {
  var tables = LoadedTables()
  private let zone: ZoneTable
  private let currency: String
  /// Identifiers met, by table.
  private var met: [ExportTable: Set<String>] = [:]

  init(zone: ZoneTable, currency: String) {
    self.zone = zone
    self.currency = currency
  }

  mutating func read(_ file: ExportFile) {
    tables.exports.present.insert(file.table)
    switch ContentKind(of: file) {
    case .rows: readRows(file)
    case .openAPI: read(file, with: openAPI)
    case .feed: read(file, with: feed)
    case .note: read(file, with: note)
    }
  }

  private mutating func readRows(_ file: ExportFile) {
    switch file.table {
    case .calls, .notes: break
    case .developers: rows(file, PeopleTables.developers, \.developers)
    case .companies: rows(file, PeopleTables.companies, \.companies)
    case .tokens: rows(file, PeopleTables.tokens, \.tokens)
    case .events: rows(file, UsageTables.events, \.events)
    case .docViews: rows(file, UsageTables.docViews, \.docViews)
    case .revenue: rows(file, RevenueTable.decoder, \.revenue)
    case .tickets: rows(file, VoiceTables.tickets, \.tickets)
    case .surveys: rows(file, VoiceTables.surveys, \.surveys)
    case .incidents: rows(file, OperationTables.incidents, \.incidents)
    case .webhooks: rows(file, OperationTables.webhooks, \.webhooks)
    case .changes: rows(file, ChangesTable.decoder, \.changes)
    case .endpoints: rows(file, EndpointColumns.decoder, \.endpoints)
    }
  }

  // MARK: Tables

  private mutating func rows<Record>(
    _ file: ExportFile, _ decoder: TableDecoder<Record>, _ place: WritableKeyPath<Exports, [Record]>
  ) {
    var reading = TableReading(file, decoder, zone: zone, currency: currency, met: met[file.table] ?? [])
    let failure = reading.run()
    met[file.table] = reading.met
    tables.exports[keyPath: place] += reading.records
    tables.exports.columns[file.table, default: []].formUnion(reading.columns)
    finish(reading.tally, format: reading.format, failure: failure)
  }

  private mutating func finish(_ tally: FileTally, format: String, failure: LoadError?) {
    tables.summaries.append(tally.summary(format: format, failure: failure?.description))
    tables.rejects += tally.rejects
  }

  // MARK: Documents

  /// Reads a document; `body` gives its format.
  private mutating func read(
    _ file: ExportFile, with body: (ExportFile, inout TableLoad, inout FileTally) throws(LoadError) -> String
  ) {
    var tally = FileTally(file)
    do {
      let format = try body(file, &self, &tally)
      finish(tally, format: format, failure: nil)
    } catch {
      finish(tally, format: FileName(file.path.lowercased()).ending, failure: error)
    }
  }

  private func openAPI(
    _ file: ExportFile, load: inout TableLoad, tally: inout FileTally
  ) throws(LoadError) -> String {
    let catalogue = try OpenAPICatalogue(file)
    for entry in catalogue.entries {
      guard let record = entry.record else {
        tally.reject(line: entry.line, reason: entry.reason, excerpt: SecretMask.mask(entry.shown.plainText))
        continue
      }
      guard load.met[.endpoints, default: []].insert(EndpointName.shape(record.name)).inserted else {
        tally.reject(line: entry.line, reason: "duplicate endpoint", excerpt: SecretMask.mask(record.name.plainText))
        continue
      }
      load.tables.exports.endpoints.append(record)
      tally.keep()
    }
    tally.warn("$ref", count: catalogue.references)
    let columns = ["method", "path", "class", "tag", "deprecated", "owner"]
    load.tables.exports.columns[.endpoints, default: []].formUnion(columns)
    return catalogue.format
  }
}
