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
  private var met: [ExportTable: Set<Identifier>] = [:]

  init(zone: ZoneTable, currency: String) {
    self.zone = zone
    self.currency = currency
  }

  mutating func read(_ file: ExportFile) {
    tables.exports.present.insert(file.table)
    let zone = zone
    switch (ContentKind(of: file), file.table) {
    case (.rows, _): readRows(file)
    case (.openAPI, _):
      document(file, \.endpoints, unique: EndpointColumns.decoder.unique) { file throws(LoadError) in
        try OpenAPICatalogue.read(file)
      }
    case (.feed, .changes):
      document(file, \.changes) { file throws(LoadError) in try ReleaseFeed.read(file, zone: zone) }
    case (.feed, _): document(file, \.incidents) { file throws(LoadError) in try StatusFeed.read(file) }
    case (.note, _): document(file, \.notes) { file throws(LoadError) in try NoteFile.read(file, zone: zone) }
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
    var reading = TableReading(
      file, decoder, zone: zone, currency: currency, met: met.removeValue(forKey: file.table) ?? [])
    let failure = reading.run()
    met[file.table] = reading.met
    if tables.exports[keyPath: place].isEmpty {
      tables.exports[keyPath: place] = reading.records
    } else {
      tables.exports[keyPath: place] += reading.records
    }
    tables.exports.columns[file.table, default: []].formUnion(reading.columns)
    finish(reading.tally, format: reading.format, failure: failure)
  }

  private mutating func finish(_ tally: FileTally, format: String, failure: LoadError?) {
    tables.summaries.append(tally.summary(format: format, failure: failure?.description))
    tables.rejects += tally.rejects
  }

  // MARK: Documents

  private mutating func document<Record>(
    _ file: ExportFile, _ place: WritableKeyPath<Exports, [Record]>, unique: TableDecoder<Record>.Unique? = nil,
    _ read: (ExportFile) throws(LoadError) -> DocumentReading<Record>
  ) {
    var tally = FileTally(file)
    do {
      let reading = try read(file)
      for entry in reading.entries { take(entry, place, unique: unique, tally: &tally, table: file.table) }
      for (column, count) in reading.warnings { tally.warn(column, count: count) }
      tally.ignoredColumns = reading.ignoredColumns
      tables.exports.columns[file.table, default: []].formUnion(reading.columns)
      finish(tally, format: reading.format, failure: nil)
    } catch {
      finish(tally, format: FileName(file.path.lowercased()).ending, failure: error)
    }
  }

  private mutating func take<Record>(
    _ entry: DocumentReading<Record>.Entry, _ place: WritableKeyPath<Exports, [Record]>,
    unique: TableDecoder<Record>.Unique?, tally: inout FileTally, table: ExportTable
  ) {
    do throws(UnreadableRow) {
      let record = try entry.result.get()
      if let unique, !met[table, default: []].insert(Identifier(unique.value(record))).inserted {
        throw UnreadableRow(reason: "duplicate " + unique.column)
      }
      tables.exports[keyPath: place].append(record)
      tally.keep(warnings: entry.warnings)
    } catch {
      let shown = SecretMask.mask(String(entry.shown.prefix(SecretMask.excerptLength)).plainText)
      tally.reject(line: entry.line, reason: error.reason, excerpt: shown)
    }
  }
}
