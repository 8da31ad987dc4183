import ReportModel

extension CallBlock {
  /// Text logs, a call a line.
  func readLines<Lines: LineReader & ~Copyable>(
    _ source: consuming Window, by reader: consuming Lines, take: (inout CallGroup) -> Void,
    rejected: Rejected, progress: ((Int) -> Void)?
  ) throws(LoadError) -> CallSummary {
    var window = source
    var lines = reader
    var tally = CallTally(progress: progress != nil)
    var assembler = CallAssembler(zone: layout?.zone ?? .utc)
    while let (text, line) = try window.nextLine() {
      if tally.hasRead(window.consumed) { progress?(window.consumed) }
      var reason = window.needsCheck ? RowFault.encoding(text) : nil
      var cells = assembler.group.next
      if reason == nil { reason = lines.read(text, into: &cells) }
      if reason == nil, lines.isNoCall {
        tally.passedOver += 1
        continue
      }
      if let reason {
        tally.reject(reason)
        rejected(line, reason, SecretMask.excerpt(text))
        continue
      }
      assembler.group.take(CallText(text), line: line)
      handOn(&assembler, lines.latencyUnit, &tally, to: take) { rejected($0, $1, SecretMask.excerpt($2)) }
    }
    for column in CallColumn.allCases where lines.seen & 1 << column.rawValue != 0 { tally.see(column: column.name) }
    finish(window)
    return tally.summary(assembler)
  }
}
