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
  package func withRow<Result>(_ body: (CallRow) -> Result) -> Result { withGroup { body($0[0]) } }

  /// The same as a group of its own.
  package func withGroup<Result>(_ body: (borrowing CallGroup) -> Result) -> Result {
    let texts: [(CallColumn, String)] = [
      (.method, method), (.path, path), (.endpoint, endpoint), (.token, token), (.developerID, developerID),
      (.companyID, companyID), (.apiVersion, apiVersion), (.sdk, sdk), (.userAgent, userAgent),
      (.environment, environment), (.region, region),
    ]
    let bytes = texts.flatMap { Array($1.utf8) } + [UInt8](repeating: 0, count: CallRow.readableBehind)
    var group = CallGroup()
    (group.times[0], group.statuses[0], group.timedOutFlags[0]) = (time, Int64(status), timedOut)
    (group.latencies[0], group.clientLatencies[0]) = (latency, clientLatency)
    return bytes.withUnsafeBytes { buffer in
      var start = 0
      let cells = group.next
      for (column, text) in texts where !text.isEmpty {
        let end = start + text.utf8.count
        cells[column] = CallText(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        start = end
      }
      group.take(.empty, line: 1)
      return body(group)
    }
  }
}

extension CallAccumulator {
  /// Counts a call that was written down by hand.
  package mutating func add(_ call: ExampleCall) { call.withGroup { add($0) } }
}
