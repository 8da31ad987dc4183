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
    assembler.group.columns = lines.columns
    var unit = lines.latencyUnit
    while true {
      // Lines of one group stand in memory at the same time.
      var next = assembler.group.count > 0 && assembler.group.hasRoom ? window.nextLineInBuffer() : nil
      if next == nil {
        handOn(&assembler, unit, &tally, to: take, rejected: rejected)
        lines.forgetTexts()
        next = try window.nextLine()
        if tally.hasRead(window.consumed) { progress?(window.consumed) }
      }
      guard let (text, line) = next else { break }
      var reason = window.needsCheck ? RowFault.encoding(text) : nil
      let row = assembler.group.count
      var cells = assembler.group.next
      if reason == nil { reason = lines.read(text, into: &cells) }
      if reason == nil, lines.isNoCall {
        tally.passedOver += 1
        continue
      }
      if let reason {
        // In the order of the lines.
        handOn(&assembler, unit, &tally, to: take, rejected: rejected)
        tally.reject(reason)
        rejected(line, reason, SecretMask.excerpt(text))
        continue
      }
      if lines.latencyUnit != unit, !cells[.latency].isEmpty {
        handOn(&assembler, unit, &tally, to: take, rejected: rejected)
        assembler.group.move(row, to: 0)
        unit = lines.latencyUnit
      }
      assembler.group.take(CallText(text), line: line)
    }
    for column in CallColumn.allCases where lines.seen & 1 << column.rawValue != 0 { tally.see(column: column.name) }
    finish(window)
    return tally.summary(assembler)
  }

  private func handOn(
    _ assembler: inout CallAssembler, _ unit: LatencyParser.Unit, _ tally: inout CallTally,
    to take: (inout CallGroup) -> Void, rejected: Rejected
  ) {
    guard assembler.group.count > 0 else { return }
    handOn(&assembler, unit, &tally, to: take) { rejected($0, $1, SecretMask.excerpt($2)) }
  }
}
