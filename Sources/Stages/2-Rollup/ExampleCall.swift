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

  /// Lends the call as the scanners do: as slices of one buffer, valid until `body` returns.
  package func withRow<Result>(_ body: (borrowing CallRow) -> Result) -> Result {
    let texts = [
      method, path, endpoint, token, developerID, companyID, apiVersion, sdk, userAgent, environment, region,
    ]
    var bytes: [UInt8] = []
    let ranges = texts.map { text -> Range<Int> in
      let start = bytes.count
      bytes.append(contentsOf: text.utf8)
      return start..<bytes.count
    }
    bytes.append(contentsOf: repeatElement(0, count: CallRow.readableBehind))
    return bytes.withUnsafeBytes { buffer in
      func slice(_ index: Int) -> CallRow.Slice {
        ranges[index].isEmpty ? CallRow.Slice(start: nil, count: 0) : CallRow.Slice(rebasing: buffer[ranges[index]])
      }
      var row = CallRow()
      (row.time, row.status, row.timedOutFlag) = (time, status, timedOut)
      (row.latency, row.clientLatency) = (latency, clientLatency)
      (row.method, row.path, row.endpoint) = (slice(0), slice(1), slice(2))
      (row.token, row.developerID, row.companyID) = (slice(3), slice(4), slice(5))
      (row.apiVersion, row.sdk, row.userAgent) = (slice(6), slice(7), slice(8))
      (row.environment, row.region) = (slice(9), slice(10))
      return body(row)
    }
  }
}

extension CallAccumulator {
  /// Counts a call that was written down by hand.
  package mutating func add(_ call: ExampleCall) { call.withRow { add($0) } }
}
