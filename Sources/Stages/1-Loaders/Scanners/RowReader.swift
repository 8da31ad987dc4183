import ReportModel

/// What was read from one file of a small table.
package struct ReadSummary: Hashable, Sendable {
  /// Such as `ndjson.gz`.
  package var format: String
  /// Columns in the order they were met.
  package var columns: [String]
  /// Rows handed on.
  package var rows: Int
  /// Rows the reader itself rejected.
  package var rejected: Int
}

/// Reads the rows of a small table, whatever the format.
package struct RowReader: Sendable {
  private let file: ExportFile
  private let buffering: Buffering

  package init(file: ExportFile) { self.init(file: file, buffering: Buffering()) }

  init(file: ExportFile, buffering: Buffering) {
    self.file = file
    self.buffering = buffering
  }

  /// Reads the file once, in its order.
  ///
  /// `row` gets each row, whose cells have to be looked at before it returns; `rejected` each one that could not be taken
  /// apart: line, reason, excerpt without secrets. Throws where the file, or the rest of it, cannot be read; rows before
  /// that have been handed on.
  package func read(
    row: (Row) -> Void, rejected: (_ line: Int, _ reason: String, _ excerpt: String) -> Void
  ) throws(LoadError) -> ReadSummary {
    try read(begin: { _ in }, row: row, rejected: rejected)
  }

  /// The same; `begin` gets the format before all rows.
  func read(
    begin: (DetectedFormat) -> Void, row: (Row) -> Void,
    rejected: (_ line: Int, _ reason: String, _ excerpt: String) -> Void
  ) throws(LoadError) -> ReadSummary {
    let window = try Window.open(file, buffering: buffering)
    let format = try FormatDetector.detect(window, file: file)
    begin(format)
    let id = format.id + window.compression.suffix
    var summary: ReadSummary
    switch format {
    case .delimited(let delimiter):
      summary = try readDelimited(DelimitedTable(window: window, delimiter: delimiter), row: row, rejected: rejected)
    case .json(let layout), .declared(_, let layout):
      summary = try readJSON(JSONRecords(window: window, layout: layout), row: row, rejected: rejected)
    case .combined:
      summary = try readLog(window, by: CombinedCalls(), Self.combinedColumns, row: row, rejected: rejected)
    case .text(let format):
      let columns = CallColumn.allCases.filter { column in format.fields.contains { $0.column == column } }
      summary = try readLog(window, by: PatternCalls(format), columns, row: row, rejected: rejected)
    }
    summary.format = id
    return summary
  }

  private func readDelimited(
    _ source: consuming DelimitedTable, row: (Row) -> Void, rejected: (Int, String, String) -> Void
  ) throws(LoadError) -> ReadSummary {
    var table = source
    var next = Row(header: RowHeader(table.names))
    var summary = ReadSummary(format: "", columns: table.names.filter { !$0.isEmpty }, rows: 0, rejected: 0)
    while true {
      switch try table.next() {
      case .end: return summary
      case .rejected(let reason):
        summary.rejected += 1
        rejected(table.scanner.line, reason, table.excerpt())
      case .record:
        summary.rows += 1
        // No cell of it is made that nobody asks for.
        next.begin(line: table.scanner.line) { table.scanner.field($0) }
        row(next)
      }
    }
  }

  private func readJSON(
    _ source: consuming JSONRecords, row: (Row) -> Void, rejected: (Int, String, String) -> Void
  ) throws(LoadError) -> ReadSummary {
    var records = source
    var builder = JSONRowBuilder()
    var summary = ReadSummary(format: "", columns: [], rows: 0, rejected: 0)
    while true {
      var reason: String?
      switch try records.next() {
      case .end:
        summary.columns = builder.columns
        return summary
      case .rejected(let fault): reason = fault
      case .object(var cursor):
        builder.read(&cursor)
        switch try records.settle(&cursor) {
        case .again: continue
        case .rejected(let fault): reason = fault
        case .complete: break
        }
      }
      if let reason {
        summary.rejected += 1
        rejected(records.line, reason, SecretMask.excerpt(records.record))
      } else {
        summary.rows += 1
        row(builder.row(line: records.line))
      }
    }
  }

  private static let combinedColumns: [CallColumn] = [.time, .developerID, .method, .path, .status, .userAgent]

  private func readLog<Lines: LineReader & ~Copyable>(
    _ source: consuming Window, by reader: consuming Lines, _ columns: [CallColumn], row: (Row) -> Void,
    rejected: (Int, String, String) -> Void
  ) throws(LoadError) -> ReadSummary {
    var window = source
    var log = reader
    let group = CallGroup()
    let header = RowHeader(columns.map(\.name))
    var summary = ReadSummary(format: "", columns: header.names, rows: 0, rejected: 0)
    while let (text, line) = try window.nextLine() {
      var cells = group.next
      var reason = window.needsCheck ? RowFault.encoding(text) : nil
      if reason == nil { reason = log.read(text, into: &cells) }
      if let reason {
        summary.rejected += 1
        rejected(line, reason, SecretMask.excerpt(text))
        continue
      }
      summary.rows += 1
      var values: [Value?] = []
      for column in columns {
        let cell = cells[column]
        values.append(cell.isEmpty ? nil : .text(String(decoding: cell, as: UTF8.self)))
      }
      row(Row(line: line, header: header, cells: values))
    }
    return summary
  }
}
