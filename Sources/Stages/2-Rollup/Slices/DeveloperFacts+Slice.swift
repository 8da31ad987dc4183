extension DeveloperFacts {
  /// Whether nothing is known.
  var isEmpty: Bool {
    firstCall == Self.never && earliestSuccess == Self.never && firstRetainedCall == Self.never
      && lastEndpoint < 0 && milestoneCalls == 0 && successesBeforeSignUp == 0
  }

  /// In the order of the columns of `SliceTable.facts`; never = Int.max.
  var integers: [Int] {
    [
      Int(firstCall), Int(firstSuccess), Int(firstHello), Int(firstSuccessAfterQuickstart),
      Int(earliestSuccess), Int(secondSuccess), Int(firstRetainedCall), milestoneCalls, successesBeforeSignUp,
      Int(lastCall), lastStatus, Int(Int64(bitPattern: lastKey)),
    ]
  }

  /// The other way; nulls are never.
  init(integers values: ArraySlice<Int64>, lastEndpoint: Int) {
    self.init()
    let cells = Array(values)
    func time(_ index: Int) -> Int64 { cells[index] == IntegerTable.null ? Self.never : cells[index] }
    (firstCall, firstSuccess, firstHello) = (time(0), time(1), time(2))
    firstSuccessAfterQuickstart = time(3)
    (earliestSuccess, secondSuccess, firstRetainedCall) = (time(4), time(5), time(6))
    (milestoneCalls, successesBeforeSignUp) = (Int(cells[7]), Int(cells[8]))
    (lastCall, lastStatus, self.lastEndpoint) = (cells[9], Int(cells[10]), lastEndpoint)
    lastKey = UInt64(bitPattern: cells[11])
  }
}
