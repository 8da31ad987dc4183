package import ReportModel

/// A call written down by hand, for worked examples and tests: the fields of a `CallRow` as text that owns itself.
///
/// An empty text is an absent cell.
package struct ExampleCall: Hashable, Sendable {
  package var time: Instant
  package var status: Int
  package var timedOut = false
  /// Microseconds, −1 = none.
  package var latency: Int64 = -1
  package var clientLatency: Int64 = -1
  package var method = ""
  package var path = ""
  /// A ready template, which may begin with the method.
  package var endpoint = ""
  package var token = ""
  package var developerID = ""
  package var companyID = ""
  package var apiVersion = ""
  package var sdk = ""
  package var userAgent = ""
  package var environment = ""
  package var region = ""

  package init(at time: Instant, status: Int = 200) {
    self.time = time
    self.status = status
  }

  /// Lends the call as the scanners do: as texts of one buffer, valid until `body` returns.
  package func withRow<Result>(_ body: (CallRow) -> Result) -> Result { Self.withGroup([self]) { body($0[0]) } }

  /// The same of as many calls as a group holds at most.
  package static func withGroup<Result>(
    _ calls: ArraySlice<ExampleCall>, _ body: (borrowing CallGroup) -> Result
  ) -> Result {
    let behind = [UInt8](repeating: 0, count: CallRow.readableBehind)
    let bytes = calls.flatMap { $0.texts.flatMap { Array($0.1.utf8) } } + behind
    var group = CallGroup()
    return bytes.withUnsafeBytes { buffer in
      var start = 0
      for (row, call) in calls.enumerated() {
        (group.times[row], group.statuses[row], group.timedOutFlags[row]) = (
          call.time, Int64(call.status), call.timedOut
        )
        (group.latencies[row], group.clientLatencies[row]) = (call.latency, call.clientLatency)
        let cells = group.next
        for (column, text) in call.texts where !text.isEmpty {
          let end = start + text.utf8.count
          cells[column] = CallText(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
          start = end
        }
        group.take(.empty, line: row + 1)
      }
      return body(group)
    }
  }

  private var texts: [(CallColumn, String)] {
    [
      (.method, method), (.path, path), (.endpoint, endpoint), (.token, token), (.developerID, developerID),
      (.companyID, companyID), (.apiVersion, apiVersion), (.sdk, sdk), (.userAgent, userAgent),
      (.environment, environment), (.region, region),
    ]
  }
}

extension CallAccumulator {
  /// Counts a call that was written down by hand.
  package mutating func add(_ call: ExampleCall) { add([call]) }

  /// Counts calls that were written down by hand, as many at once as a group holds.
  package mutating func add(_ calls: [ExampleCall], atOnce size: Int = CallGroup.size) {
    for start in stride(from: 0, to: calls.count, by: size) {
      ExampleCall.withGroup(calls[start..<min(start + size, calls.count)]) { add($0) }
    }
  }
}
