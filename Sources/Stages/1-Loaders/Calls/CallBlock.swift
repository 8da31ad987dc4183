package import ReportModel

/// Some records of a file of calls that stand in memory, to be read by one worker; used again for the next ones.
package final class CallBlock {
  var window: Window? = Window()
  var layout: CallSource.Layout?
  /// How JSON lines looked so far.
  private var plan: JSONCallPlan?
  /// Lines passed over by `read`, those before the block's first record in the first block too.
  package private(set) var lineCount = 0

  package init() {}

  package typealias Rejected = (_ line: Int, _ reason: String, _ excerpt: String) -> Void

  /// Reads the block once, a call after the other; lines count from its beginning. Otherwise as `CallReader.read`.
  package func read(
    row: (CallRow, _ line: Int) -> Void, rejected: Rejected, progress: ((_ bytes: Int) -> Void)? = nil
  ) throws(LoadError) -> CallSummary {
    try readGroups(
      { group in for index in 0..<group.count { row(group[index], group.lines[index]) } }, rejected: rejected,
      progress: progress)
  }

  /// The same, some calls at once: `take` gets them in their order, and may take some out of the group.
  package func readGroups(
    _ take: (inout CallGroup) -> Void, rejected: Rejected, progress: ((_ bytes: Int) -> Void)? = nil
  ) throws(LoadError) -> CallSummary {
    guard let layout, let window = window.take() else { return CallSummary() }
    var summary: CallSummary
    switch layout.format {
    case .delimited(let delimiter):
      let table = DelimitedTable(window: window, delimiter: delimiter, header: layout.header)
      summary = try readDelimited(table, take: take, rejected: rejected, progress: progress)
    case .json(let json):
      let records = JSONRecords(window: window, layout: json)
      var plan = plan.take() ?? JSONCallPlan()
      plan.begin()
      summary = try readJSON(records, by: &plan, take: take, rejected: rejected, progress: progress)
      self.plan = consume plan
    case .declared(let format, let json):
      let records = JSONRecords(window: window, layout: json)
      var calls = DeclaredCalls(format)
      summary = try readJSON(records, by: &calls, take: take, rejected: rejected, progress: progress)
    case .combined:
      summary = try readLines(window, by: CombinedCalls(), take: take, rejected: rejected, progress: progress)
    case .text(let format):
      summary = try readLines(window, by: PatternCalls(format), take: take, rejected: rejected, progress: progress)
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
    _ source: consuming DelimitedTable, take: (inout CallGroup) -> Void, rejected: Rejected, progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var table = source
    var tally = CallTally(progress: progress != nil)
    let mapping = layout?.mapping
    let columns = table.names.map { name in mapping.map { $0.column(header: name) } ?? CallColumn(name: name) }
    for (name, column) in zip(table.names, columns) { tally.see(column: column?.name ?? name) }
    let latencyUnit = mapping?.fields.first { $0.column == .latency }?.unit ?? .milliseconds
    var assembler = CallAssembler(zone: layout?.zone ?? .utc)
    let cells = columns.map { CallGroup.distance(of: $0) }
    assembler.group.columns = columns.reduce(0) { $0 | ($1?.bit ?? 0) }
    while true {
      let isSimple = table.takeSimple(into: &assembler.group, cells)
      if !isSimple {
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
        case .record:
          table.scanner.write(to: assembler.group.nextTexts, cells)
          assembler.group.take(CallText(table.scanner.record), line: table.scanner.line)
        }
      }
      handOn(&assembler, latencyUnit, &tally, to: take) { line, reason, record in
        rejected(line, reason, isSimple ? table.excerpt(ofSimple: record) : table.excerpt())
      }
    }
  }

  /// Reads what the cells of the group say and hands on the calls of it, which then is empty.
  @inline(__always)
  func handOn(
    _ assembler: inout CallAssembler, _ latencyUnit: LatencyParser.Unit, _ tally: inout CallTally,
    to take: (inout CallGroup) -> Void, rejected: (_ line: Int, _ reason: String, _ record: Slice) -> Void
  ) {
    if !assembler.assemble(latencyUnit: latencyUnit) {
      let faults = assembler.takeFaults()
      for fault in faults {
        tally.reject(fault.reason)
        rejected(assembler.group.lines[fault.row], fault.reason, assembler.group.records[fault.row].bytes)
      }
      assembler.group.remove(faults.reduce(0) { $0 | 1 << UInt32($1.row) })
    }
    tally.rows += assembler.group.count
    if assembler.group.count > 0 { take(&assembler.group) }
    assembler.group.removeAll()
  }

  // MARK: JSON

  private func readJSON<Objects: ObjectReader & ~Copyable>(
    _ source: consuming JSONRecords, by objects: inout Objects, take: (inout CallGroup) -> Void,
    rejected: Rejected, progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var records = source
    var tally = CallTally(progress: progress != nil)
    var assembler = CallAssembler(zone: layout?.zone ?? .utc)
    while true {
      records.takeSimple(into: &assembler.group, by: &objects)
      assembler.group.columns = objects.simpleColumns
      if assembler.group.count == 0 {
        let frame = try records.next()
        if tally.hasRead(records.window.consumed) { progress?(records.window.consumed) }
        assembler.group.columns = CallGroup.allColumns
        var cells = assembler.group.next
        var reason: String?
        switch frame {
        case .end:
          for name in objects.names { tally.see(column: name) }
          finish(records.release())
          return tally.summary(assembler)
        case .rejected(let fault): reason = fault
        case .object(var cursor):
          objects.read(&cursor, into: &cells)
          switch try records.settle(&cursor) {
          case .again: continue
          case .rejected(let fault): reason = fault
          case .complete:
            if objects.isNoCall {
              tally.passedOver += 1
              continue
            }
            if cells.nested != 0 { reason = assembler.dropNested(&cells) }
          }
        }
        if let reason {
          tally.reject(reason)
          rejected(records.line, reason, SecretMask.excerpt(records.record))
          continue
        }
        assembler.group.take(CallText(records.record), line: records.line)
      }
      handOn(&assembler, objects.latencyUnit, &tally, to: take) { rejected($0, $1, SecretMask.excerpt($2)) }
    }
  }
}
