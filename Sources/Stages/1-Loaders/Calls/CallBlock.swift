package import ReportModel

/// Some records of a file of calls that stand in memory, to be read by one worker; used again for the next ones.
package final class CallBlock {
  var window: Window? = Window()
  var layout: CallSource.Layout?
  /// Lines passed over by `read`, those before the block's first record in the first block too.
  package private(set) var lineCount = 0

  package init() {}

  /// Reads the block once; lines count from its beginning. Otherwise as `CallReader.read`.
  package func read(
    row: (inout CallRow, _ line: Int) -> Void,
    rejected: (_ line: Int, _ reason: String, _ excerpt: String) -> Void,
    progress: ((_ bytes: Int) -> Void)? = nil
  ) throws(LoadError) -> CallSummary {
    guard let layout, let window = window.take() else { return CallSummary() }
    var summary: CallSummary
    switch layout.format {
    case .delimited(let delimiter):
      let table = DelimitedTable(window: window, delimiter: delimiter, header: layout.header)
      summary = try readDelimited(table, row: row, rejected: rejected, progress: progress)
    case .json(let json):
      let records = JSONRecords(window: window, layout: json)
      summary = try readJSON(records, by: JSONCallPlan(), row: row, rejected: rejected, progress: progress)
    case .declared(let format, let json):
      let records = JSONRecords(window: window, layout: json)
      summary = try readJSON(records, by: DeclaredCalls(format), row: row, rejected: rejected, progress: progress)
    case .combined:
      summary = try readLines(window, by: CombinedCalls(), row: row, rejected: rejected, progress: progress)
    case .text(let format):
      summary = try readLines(window, by: PatternCalls(format), row: row, rejected: rejected, progress: progress)
    }
    summary.format = layout.id
    return summary
  }

  /// Keeps the window's buffer for the next block.
  func finish(_ window: consuming Window) {
    lineCount = window.line - 1
    self.window = consume window
  }

  // MARK: Delimited text

  private func readDelimited(
    _ source: consuming DelimitedTable, row: (inout CallRow, Int) -> Void, rejected: (Int, String, String) -> Void,
    progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var table = source
    var tally = CallTally(progress: progress != nil)
    let mapping = layout?.mapping
    let columns = table.names.map { name in mapping.map { $0.column(header: name) } ?? CallColumn(name: name) }
    for (name, column) in zip(table.names, columns) { tally.see(column: column?.name ?? name) }
    let latencyUnit = mapping?.fields.first { $0.column == .latency }?.unit ?? .milliseconds
    var assembler = CallAssembler(zone: layout?.zone ?? .utc)
    let targets = columns.map { assembler.cells.target($0) }
    while true {
      if !table.nextSimple(into: targets) {
        let outcome = try table.next()
        if tally.hasRead(table.scanner.window.consumed) { progress?(table.scanner.window.consumed) }
        switch outcome {
        case .end:
          finish(table.release())
          return tally.summary(assembler)
        case .rejected(let reason):
          tally.reject(reason)
          rejected(table.scanner.line, reason, table.excerpt())
          continue
        case .record: table.scanner.write(to: targets)
        }
      }
      if let reason = assembler.assemble(latencyUnit: latencyUnit) {
        tally.reject(reason)
        rejected(table.scanner.line, reason, table.excerpt())
      } else {
        tally.rows += 1
        row(&assembler.row, table.scanner.line)
      }
    }
  }

  // MARK: JSON

  private func readJSON<Objects: ObjectReader & ~Copyable>(
    _ source: consuming JSONRecords, by reader: consuming Objects, row: (inout CallRow, Int) -> Void,
    rejected: (Int, String, String) -> Void, progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var records = source
    var objects = reader
    var tally = CallTally(progress: progress != nil)
    var assembler = CallAssembler(zone: layout?.zone ?? .utc)
    while true {
      var reason: String?
      if let simple = records.simpleLine, objects.readSimple(simple, into: &assembler.cells) {
        records.take(simple)
        reason = assembler.assemble(latencyUnit: objects.latencyUnit)
      } else {
        let frame = try records.next()
        if tally.hasRead(records.window.consumed) { progress?(records.window.consumed) }
        switch frame {
        case .end:
          for name in objects.names { tally.see(column: name) }
          finish(records.release())
          return tally.summary(assembler)
        case .rejected(let fault): reason = fault
        case .object(var cursor):
          objects.read(&cursor, into: &assembler.cells)
          switch try records.settle(&cursor) {
          case .again: continue
          case .rejected(let fault): reason = fault
          case .complete:
            if objects.isNoCall {
              tally.passedOver += 1
              continue
            }
            reason = assembler.assemble(latencyUnit: objects.latencyUnit)
          }
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
}
