import ReportModel

/// One pass over a file of a small table.
struct TableReading<Record: Sendable> {
  private(set) var records: [Record] = []
  private(set) var tally: FileTally
  /// Contract names of the columns seen.
  private(set) var columns: Set<String> = []
  private(set) var format: String
  /// Identifiers met so far, in files before too.
  private(set) var met: MetIdentifiers

  private let file: ExportFile
  private let decoder: TableDecoder<Record>
  private var context: RowContext
  private var mapping = ColumnMapping([], TableSchema(.events, []))
  private var mappedHeader: RowHeader?

  init(
    _ file: ExportFile, _ decoder: TableDecoder<Record>, zone: ZoneTable, currency: String, met: MetIdentifiers
  ) {
    self.file = file
    self.decoder = decoder
    self.met = met
    records.reserveCapacity(Self.usualRows(of: file))
    if decoder.unique != nil { self.met.reserve(Self.usualRows(of: file)) }
    tally = FileTally(file)
    format = (file.format ?? FileFormat(fileName: file.path))?.id ?? "unknown"
    context = RowContext(zone: zone, currency: currency, hasDecimalComma: false)
  }

  /// Why the file, or the rest of it, could not be read; nil where it could.
  mutating func run() -> LoadError? {
    do {
      let window = try Window.open(file)
      let detected = try FormatDetector.detect(window, file: file)
      context = RowContext(
        zone: context.zone, currency: context.currency, hasDecimalComma: detected == .delimited(0x3B))
      let summary: ReadSummary
      if case .delimited(let delimiter) = detected {
        let format = detected.id + window.compression.suffix
        summary = try readDelimited(DelimitedTable(window: window, delimiter: delimiter), format)
      } else {
        summary = try RowReader(file: file).read(
          row: { row in
            map(row.header)
            var fields = RowFields(row, mapping, context)
            take(&fields)
          },
          rejected: { line, reason, excerpt in tally.reject(line: line, reason: reason, excerpt: excerpt) })
      }
      format = summary.format
      return finish(summary)
    } catch {
      return error
    }
  }

  /// Nearly all small tables are delimited text: no cell of it is made that nobody asks for.
  private mutating func readDelimited(
    _ source: consuming DelimitedTable, _ format: String
  ) throws(LoadError) -> ReadSummary {
    var table = source
    let header = RowHeader(table.names)
    var summary = ReadSummary(format: format, columns: header.names.filter { !$0.isEmpty }, rows: 0, rejected: 0)
    map(header)
    // One for all rows: each would retain what all share.
    var fields = RowFields(Row(header: header), mapping, context)
    while true {
      switch try table.next() {
      case .end: return summary
      case .rejected(let reason):
        summary.rejected += 1
        tally.reject(line: table.scanner.line, reason: reason, excerpt: table.excerpt())
      case .record:
        summary.rows += 1
        fields.begin(line: table.scanner.line) { table.scanner.field($0) }
        take(&fields)
      }
    }
  }

  private mutating func map(_ header: RowHeader) {
    guard header !== mappedHeader else { return }
    mapping = ColumnMapping(header.names, decoder.schema)
    mappedHeader = header
    columns.formUnion(mapping.names.keys)
  }

  private mutating func take(_ fields: inout RowFields) {
    do throws(UnreadableRow) {
      let record = try decoder.decode(&fields)
      if let unique = decoder.unique, !met.insert(unique.value(record)) {
        throw UnreadableRow(reason: "duplicate " + unique.column)
      }
      records.append(consume record)
      tally.keep(warnings: fields.warnings)
    } catch {
      tally.reject(line: fields.row.line, reason: error.reason, excerpt: fields.row.excerpt)
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
