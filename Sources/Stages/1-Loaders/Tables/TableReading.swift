import ReportModel

/// One pass over a file of a small table.
struct TableReading<Record: Sendable> {
  private(set) var records: [Record] = []
  private(set) var tally: FileTally
  /// Contract names of the columns seen.
  private(set) var columns: Set<String> = []
  private(set) var format: String
  /// Identifiers met so far, in files before too.
  private(set) var met: Set<Identifier>

  private let file: ExportFile
  private let decoder: TableDecoder<Record>
  private var context: RowContext
  private var mapping = ColumnMapping([], TableSchema(.events, []))
  private var mappedHeader: RowHeader?

  init(
    _ file: ExportFile, _ decoder: TableDecoder<Record>, zone: ZoneTable, currency: String, met: Set<Identifier>
  ) {
    self.file = file
    self.decoder = decoder
    self.met = met
    records.reserveCapacity(Self.usualRows(of: file))
    if decoder.unique != nil { self.met.reserveCapacity(met.count + Self.usualRows(of: file)) }
    tally = FileTally(file)
    format = (file.format ?? FileFormat(fileName: file.path))?.id ?? "unknown"
    context = RowContext(zone: zone, currency: currency, hasDecimalComma: false)
  }

  /// Why the file, or the rest of it, could not be read; nil where it could.
  mutating func run() -> LoadError? {
    do {
      let summary = try RowReader(file: file).read(
        begin: { format in
          context = RowContext(
            zone: context.zone, currency: context.currency, hasDecimalComma: format == .delimited(0x3B))
        },
        row: { take($0) },
        rejected: { line, reason, excerpt in tally.reject(line: line, reason: reason, excerpt: excerpt) })
      format = summary.format
      return finish(summary)
    } catch {
      return error
    }
  }

  private mutating func take(_ row: Row) {
    if row.header !== mappedHeader {
      mapping = ColumnMapping(row.columns, decoder.schema)
      mappedHeader = row.header
      columns.formUnion(mapping.names.keys)
    }
    var fields = RowFields(row, mapping, context)
    do throws(UnreadableRow) {
      let record = try decoder.decode(&fields)
      if let unique = decoder.unique, !met.insert(Identifier(unique.value(record))).inserted {
        throw UnreadableRow(reason: "duplicate " + unique.column)
      }
      records.append(consume record)
      tally.keep(warnings: fields.warnings)
    } catch {
      tally.reject(line: row.line, reason: error.reason, excerpt: row.excerpt)
    }
  }

  /// Notes the columns; names a required one that no row has, where no row could be kept for it.
  private mutating func finish(_ summary: ReadSummary) -> LoadError? {
    let all = ColumnMapping(summary.columns, decoder.schema)
    columns.formUnion(all.names.keys)
    if !decoder.schema.keepsOthers {
      tally.ignoredColumns = all.others.map { SecretMask.mask(String($0.prefix(80)).plainText) }
    }
    let missing = decoder.schema.columns.filter { $0.isRequired && all.names[$0.name] == nil }.map(\.name)
    guard !missing.isEmpty, records.isEmpty, !summary.columns.isEmpty else { return nil }
    let found = summary.columns.prefix(12).map { SecretMask.mask(String($0.prefix(40)).plainText) }
    return LoadError(
      .missingColumn, file: file.path, line: 1,
      detail: "found the columns \(found.joined(separator: ", ")), expected \(missing.joined(separator: " and "))",
      hint: "rename the columns, or export them")
  }

  /// Rows to make room for: one has some 32 bytes at least, and room for far too many would only cost memory.
  private static func usualRows(of file: ExportFile) -> Int { min(file.byteCount / 32, 1 << 18) }
}
