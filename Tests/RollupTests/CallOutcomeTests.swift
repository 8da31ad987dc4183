import Testing

@testable import Rollup

struct CallOutcomeTests {
  private static let timeouts: Set<Int> = [0, 408, 504, 522, 524, 598, 599]

  @Test(
    "every status, flagged or not, lands in the sums of the dictionary",
    arguments: [false, true], [Self.timeouts, [], [200, 429, 499, 1_500, -1]])
  func everyStatus(isFlagged: Bool, listed: Set<Int>) {
    let set = StatusSet(listed)
    let table = OutcomeTable(timeoutStatuses: set)
    for status in -1...1_100 {
      var counts = OutcomeCounts()
      let outcome = CallOutcome(status: status, flaggedTimeout: isFlagged, timeoutStatuses: set)
      #expect(table.outcome(status: status, flaggedTimeout: isFlagged) == outcome)
      counts[outcome] += 1
      let isListed = (0..<1_000).contains(status) && listed.contains(status)
      let isTimeout = status != 499 && (isFlagged || isListed)
      let is4xx = (400...498).contains(status)
      let is5xx = (500...599).contains(status)
      #expect(counts.calls == 1)
      #expect(counts.successes == ((200...299).contains(status) && !isTimeout ? 1 : 0), "\(status)")
      #expect(counts.clientErrors == (is4xx ? 1 : 0), "\(status)")
      #expect(counts.serverErrors == (is5xx ? 1 : 0), "\(status)")
      #expect(counts.rateLimited == (status == 429 ? 1 : 0), "\(status)")
      #expect(counts.timeouts == (isTimeout ? 1 : 0), "\(status)")
      #expect(counts.aborted == (status == 499 ? 1 : 0), "\(status)")
      #expect(counts.errors == (is4xx || is5xx || isTimeout ? 1 : 0), "\(status)")
    }
  }

  @Test("counts add up column by column")
  func sums() {
    var left = OutcomeCounts()
    left[.success] = 3
    left[.timeoutServerError] = 1
    var right = OutcomeCounts()
    right[.success] = 4
    right[.aborted] = 2
    left += right
    #expect(left.calls == 10 && left.successes == 7 && left.errors == 1 && left.aborted == 2)
  }
}
