import ReportModel

/// What is counted of the day that most rows are of just now, in dense tables.
///
/// Logs come about in the order of time, so that nearly every row finds its counters in a few hundred kilobytes instead
/// of somewhere in the tables of years. Rows of other days go to those; when they become many, their day is opened.
struct OpenDay: Sendable {
  private(set) var day = Int32.min
  /// First and last moment of the day.
  private(set) var moments = Instant.max...Instant.max
  /// Combination × outcome, on days without a cube endpoint × outcome.
  var places = DenseTable(columns: CallOutcome.count)
  /// Company × `CompanyDay`.
  var companies = DenseTable(columns: CompanyDay.columns)
  var developers = DeveloperDay()
  /// A bit for each token that was used.
  var tokens: [UInt64] = []
  /// All calls, and those of nobody.
  private(set) var (calls, unresolved): (UInt32, UInt32) = (0, 0)
  private var strays = 0

  /// Counts calls as long as they are of this day; answers where that ends.
  ///
  /// There must be room for all their entities. `unsettled` gets the places of those that may change their developer's
  /// facts, `unusual` those whose endpoint has no bits in the developer's row.
  mutating func count(
    _ batch: [PendingCall], _ range: Range<Int>, unsettled: inout [Int32], unusual: inout [Int32]
  ) -> Int {
    let day = self.day
    var (end, nobody) = (range.lowerBound, UInt32(0))
    places.cells.withUnsafeMutableBufferPointer { places in
      companies.cells.withUnsafeMutableBufferPointer { companies in
        developers.cells.withUnsafeMutableBufferPointer { developers in
          tokens.withUnsafeMutableBufferPointer { tokens in
            while end < range.upperBound, batch[end].day == day {
              let call = batch[end]
              places[Int(call.place) &* CallOutcome.count &+ call.outcome.rawValue] &+= 1
              if call.company >= 0 {
                companies[Int(call.company) &* CompanyDay.columns &+ CompanyDay.column(of: call)] &+= 1
              }
              if call.token >= 0 {
                let isUsed: UInt64 = call.status == 401 ? 0 : 1
                tokens[Int(call.token) &>> 6] |= isUsed << UInt64(truncatingIfNeeded: call.token & 63)
              }
              if call.developer >= 0 {
                let row = Int(call.developer) &* DeveloperDay.width
                let number = Int32(truncatingIfNeeded: end)
                if !DeveloperDay.count(call, developers, row) { unusual.append(number) }
                if developers[row &+ DeveloperDay.quiet] == 0 { unsettled.append(number) }
              } else {
                nobody &+= 1
              }
              end &+= 1
            }
          }
        }
      }
    }
    calls &+= UInt32(truncatingIfNeeded: end - range.lowerBound)
    unresolved &+= nobody
    return end
  }

  /// Asks for the memory in which a call will be counted.
  @inline(__always)
  func expect(developer: Int32, company: Int32) {
    developers.cells.withUnsafeBufferPointer {
      $0.prefetchRow(Int(developer) &* DeveloperDay.width, count: DeveloperDay.width)
    }
    companies.cells.withUnsafeBufferPointer {
      $0.prefetchRow(Int(company) &* CompanyDay.columns, count: CompanyDay.columns)
    }
  }

  /// Notes a call of another day; whether that day should now be the open one.
  mutating func noteStray() -> Bool {
    strays += 1
    return strays > max(64, (places.cells.count + developers.cells.count) / 512)
  }

  mutating func reserve(tokens count: Int) {
    let needed = (count + 63) / 64
    if needed > tokens.count {
      tokens.append(contentsOf: repeatElement(0, count: max(needed, tokens.count * 3 / 2) - tokens.count))
    }
  }

  /// Hands over the tokens that were used, and forgets them.
  mutating func drainTokens(_ body: (_ token: Int) -> Void) {
    for word in tokens.indices where tokens[word] > 0 {
      var bits = tokens[word]
      while bits != 0 {
        body(word * 64 + bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
      tokens[word] = 0
    }
  }

  /// Opens another day; what was counted must have been handed over.
  mutating func open(_ day: Int32, _ moments: ClosedRange<Instant>) {
    (self.day, self.moments) = (day, moments)
    (calls, unresolved, strays) = (0, 0, 0)
  }
}

/// Columns of a company's calls on the open day: by outcome, and those with a 401 apart, which are no use of the API.
enum CompanyDay {
  static let columns = CallOutcome.count + 2
  static let refused = CallOutcome.count
  static let refusedLate = CallOutcome.count + 1

  @inline(__always)
  static func column(of call: borrowing PendingCall) -> Int {
    guard call.status == 401 else { return call.outcome.rawValue }
    return call.outcome == .clientError ? refused : refusedLate
  }

  /// The outcome counted in a column.
  static func outcome(of column: Int) -> CallOutcome {
    CallOutcome(rawValue: column) ?? (column == refused ? .clientError : .timeoutClientError)
  }

  static func isUse(_ column: Int) -> Bool { column < CallOutcome.count }
}
