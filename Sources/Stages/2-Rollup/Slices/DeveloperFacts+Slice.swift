import ReportModel

extension DeveloperFacts {
  /// Whether nothing is known.
  var isEmpty: Bool {
    firstCall == Self.never && earliestSuccess == Self.never && firstRetainedCall == Self.never
      && lastEndpoint < 0 && milestoneCalls == 0 && successesBeforeSignUp == 0
  }

  /// In the order of the integer columns of `SliceTable.facts`; never = null.
  var cells: [Int64] {
    func cell(_ time: Instant) -> Int64 { time == Self.never ? IntegerTable.null : time }
    return [
      cell(firstCall), cell(firstSuccess), cell(firstHello), cell(firstSuccessAfterQuickstart),
      cell(earliestSuccess), cell(secondSuccess), cell(firstRetainedCall), Int64(milestoneCalls),
      Int64(successesBeforeSignUp), lastCall, Int64(lastStatus), Int64(bitPattern: lastKey),
    ]
  }

  /// The other way; the integers begin at `column` of a row.
  init(_ table: IntegerTable, row: Int, from column: Int, lastEndpoint: Int) {
    self.init()
    func cell(_ index: Int) -> Int64 { table[row, column + index] }
    func time(_ index: Int) -> Instant { cell(index) == IntegerTable.null ? Self.never : cell(index) }
    (firstCall, firstSuccess, firstHello) = (time(0), time(1), time(2))
    firstSuccessAfterQuickstart = time(3)
    (earliestSuccess, secondSuccess, firstRetainedCall) = (time(4), time(5), time(6))
    (milestoneCalls, successesBeforeSignUp) = (Int(cell(7)), Int(cell(8)))
    (lastCall, lastStatus, self.lastEndpoint) = (cell(9), Int(cell(10)), lastEndpoint)
    lastKey = UInt64(bitPattern: cell(11))
  }
}
