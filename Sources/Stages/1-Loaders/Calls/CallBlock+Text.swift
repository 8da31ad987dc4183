import ReportModel

extension CallBlock {
  /// Lines of a declared pattern.
  func readText(
    _ source: consuming Window, _ format: CallFormat, row: (inout CallRow, Int) -> Void,
    rejected: (Int, String, String) -> Void, progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var window = source
    var tally = CallTally(progress: progress != nil)
    var log = PatternCalls(format)
    var cells = CallCells()
    var assembler = CallAssembler(zone: layout?.zone ?? .utc)
    while let (text, line) = try window.nextLine() {
      if tally.hasRead(window.consumed) { progress?(window.consumed) }
      var reason = window.needsCheck ? RowFault.encoding(text) : nil
      if reason == nil { reason = log.read(text, into: &cells) }
      if reason == nil, log.isNoCall {
        tally.passedOver += 1
        continue
      }
      if let fault = reason ?? assembler.assemble(&cells, latencyUnit: log.latencyUnit) {
        tally.reject(fault)
        rejected(line, fault, SecretMask.excerpt(text))
      } else {
        tally.rows += 1
        row(&assembler.row, line)
      }
    }
    for column in log.columns { tally.see(column: column.name) }
    finish(window)
    return tally.summary(assembler)
  }
}
