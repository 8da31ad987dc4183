package import ReportModel

/// Reads a file of `calls` at the speed of the disk: bytes in, one reused `CallRow` out.
///
/// Columns are found once, from the header or from the order in which keys come; rows are then slices of the read
/// buffer, without a string, dictionary or allocation each.
package struct CallReader: Sendable {
  private let file: ExportFile
  private let zone: ZoneTable
  private let buffering: Buffering

  /// `zone` is the report's, for times without one.
  package init(file: ExportFile, zone: ZoneTable) { self.init(file: file, zone: zone, buffering: Buffering()) }

  init(file: ExportFile, zone: ZoneTable, buffering: Buffering) {
    self.file = file
    self.zone = zone
    self.buffering = buffering
  }

  /// Reads the file once, in its order.
  ///
  /// `row` gets each call with its line number; its slices are void when the callback returns. `rejected` gets each
  /// row left out: line, reason, excerpt without secrets. `progress` gets the bytes taken from the disk so far, after
  /// every read. Throws where the file, or the rest of it, cannot be read; rows before that have been handed on.
  package func read(
    row: (inout CallRow, _ line: Int) -> Void,
    rejected: (_ line: Int, _ reason: String, _ excerpt: String) -> Void,
    progress: ((_ bytes: Int) -> Void)? = nil
  ) throws(LoadError) -> CallSummary {
    let window = try Window.open(file, buffering: buffering)
    let format = try FormatDetector.detect(window, file: file)
    let id = format.id + window.compression.suffix
    var summary: CallSummary
    switch format {
    case .delimited(let delimiter):
      let table = try DelimitedTable(window: window, delimiter: delimiter)
      summary = try readDelimited(table, row: row, rejected: rejected, progress: progress)
    case .json(let layout):
      let records = JSONRecords(window: window, layout: layout)
      summary = try readJSON(records, row: row, rejected: rejected, progress: progress)
    case .combined:
      summary = try readCombined(window, row: row, rejected: rejected, progress: progress)
    }
    summary.format = id
    return summary
  }

  // MARK: Delimited text

  private func readDelimited(
    _ source: consuming DelimitedTable, row: (inout CallRow, Int) -> Void, rejected: (Int, String, String) -> Void,
    progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var table = source
    var tally = CallTally(progress: progress != nil)
    for name in table.names { tally.see(column: name) }
    try requireColumns(tally.columns, of: table.names)
    // Field → column, −1 = ignored.
    let plan = table.names.map { CallColumn(name: $0)?.rawValue ?? -1 }
    var cells = CallCells()
    var assembler = CallAssembler(zone: zone)
    while true {
      let outcome = try table.next()
      if tally.hasRead(table.scanner.window.consumed) { progress?(table.scanner.window.consumed) }
      switch outcome {
      case .end: return tally.summary(assembler)
      case .rejected(let reason):
        tally.reject(reason)
        rejected(table.scanner.line, reason, table.excerpt())
      case .record:
        for field in plan.indices where plan[field] >= 0 { cells.cells[plan[field]] = table.scanner.fields[field] }
        if let reason = assembler.assemble(&cells) {
          tally.reject(reason)
          rejected(table.scanner.line, reason, table.excerpt())
        } else {
          tally.rows += 1
          row(&assembler.row, table.scanner.line)
        }
      }
    }
  }

  /// A header without the required columns is one clear error instead of a rejected row per line.
  private func requireColumns(_ columns: Set<String>, of names: [String]) throws(LoadError) {
    let missing: String
    if !columns.contains("ts") {
      missing = "ts"
    } else if !columns.contains("status") {
      missing = "status"
    } else if columns.contains("endpoint") || columns.isSuperset(of: ["method", "path"]) {
      return
    } else {
      missing = columns.contains("path") ? "method" : "path (with method) or endpoint"
    }
    let found = SecretMask.excerpt(cells: names, delimiter: .comma, isSecret: { _ in false })
    throw LoadError(
      .missingColumn, file: file.path, line: 1, detail: "there is no column \(missing); found \(found)",
      hint: "calls need ts, status, and method with path or endpoint")
  }

  // MARK: JSON

  private func readJSON(
    _ source: consuming JSONRecords, row: (inout CallRow, Int) -> Void, rejected: (Int, String, String) -> Void,
    progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var records = source
    var tally = CallTally(progress: progress != nil)
    var plan = JSONCallPlan()
    var cells = CallCells()
    var assembler = CallAssembler(zone: zone)
    while true {
      let frame = try records.next()
      if tally.hasRead(records.window.consumed) { progress?(records.window.consumed) }
      var reason: String?
      switch frame {
      case .end:
        for name in plan.names { tally.see(column: name) }
        return tally.summary(assembler)
      case .rejected(let fault): reason = fault
      case .object(var cursor):
        plan.read(&cursor, into: &cells)
        switch try records.settle(cursor) {
        case .again: continue
        case .rejected(let fault): reason = fault
        case .complete: reason = assembler.assemble(&cells)
        }
      }
      if let reason {
        tally.reject(reason)
        rejected(records.line, reason, SecretMask.excerpt(records.record))
      } else {
        tally.rows += 1
        row(&assembler.row, records.line)
      }
    }
  }

  // MARK: Access logs

  private func readCombined(
    _ source: consuming Window, row: (inout CallRow, Int) -> Void, rejected: (Int, String, String) -> Void,
    progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var window = source
    var tally = CallTally(progress: progress != nil)
    var log = CombinedCalls()
    var cells = CallCells()
    var assembler = CallAssembler(zone: zone)
    while let (text, line) = try window.nextLine() {
      if tally.hasRead(window.consumed) { progress?(window.consumed) }
      var reason = window.needsCheck ? RowFault.encoding(text) : nil
      if reason == nil { reason = log.read(text, into: &cells) }
      if let fault = reason ?? assembler.assemble(&cells, latencyUnit: log.latencyUnit) {
        tally.reject(fault)
        rejected(line, fault, SecretMask.excerpt(text))
      } else {
        tally.rows += 1
        row(&assembler.row, line)
      }
    }
    for column in log.columns { tally.see(column: column.name) }
    return tally.summary(assembler)
  }
}
