import ReportModel

extension CallBlock {
  /// Text logs, a call a line.
  func readLines<Lines: LineReader & ~Copyable>(
    _ source: consuming Window, by reader: consuming Lines, row: (inout CallRow, Int) -> Void,
    rejected: (Int, String, String) -> Void, progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var window = source
    var lines = reader
    var tally = CallTally(progress: progress != nil)
    var assembler = CallAssembler(zone: layout?.zone ?? .utc)
    while let (text, line) = try window.nextLine() {
      if tally.hasRead(window.consumed) { progress?(window.consumed) }
      var reason = window.needsCheck ? RowFault.encoding(text) : nil
      if reason == nil { reason = lines.read(text, into: &assembler.cells) }
      if reason == nil, lines.isNoCall {
        tally.passedOver += 1
        continue
      }
      if let fault = reason ?? assembler.assemble(latencyUnit: lines.latencyUnit) {
        tally.reject(fault)
        rejected(line, fault, SecretMask.excerpt(text))
      } else {
        tally.rows += 1
        row(&assembler.row, line)
      }
    }
    for column in CallColumn.allCases where lines.seen & 1 << column.rawValue != 0 { tally.see(column: column.name) }
    finish(window)
    return tally.summary(assembler)
  }
}
