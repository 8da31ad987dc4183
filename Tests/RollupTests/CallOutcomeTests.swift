import Rollup
import Testing

struct CallOutcomeTests {
  private static let timeouts: Set<Int> = [0, 408, 504, 522, 524, 598, 599]

  @Test(
    "every status, flagged or not, lands in the sums of the dictionary",
    arguments: [false, true], [Self.timeouts, [], [200, 429, 499, 1_500, -1]])
  func everyStatus(isFlagged: Bool, listed: Set<Int>) {
    let set = StatusSet(listed)
    for status in -1...1_100 {
      var counts = OutcomeCounts()
      counts[CallOutcome(status: status, flaggedTimeout: isFlagged, timeoutStatuses: set)] += 1
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

struct IdentityTests {
  private var identity: Identity {
    Identity(
      developers: [.init(id: "ada", signedUpAt: 0, companyID: "acme"), .init(id: "bo", signedUpAt: 0)],
      companies: [.init(id: "listed")],
      tokens: [
        .init(token: "t-ada", developerID: "ada"), .init(token: "t-bo", developerID: "bo", companyID: "birch"),
        .init(token: "t-gone", developerID: "gone"), .init(token: "t-ada", developerID: "bo"),
      ])
  }

  private func resolve(_ developer: String, _ token: String, _ company: String) -> (developer: Int, company: String?) {
    var identity = identity
    var call = ExampleCall(at: 0)
    (call.developerID, call.token, call.companyID) = (developer, token, company)
    var result = Identity.Resolved()
    call.withRow { result = identity.resolve($0) }
    return (result.developer, result.company < 0 ? nil : identity.companyID(result.company))
  }

  @Test("a developer_id counts only where the table has it, otherwise the token is tried, then nobody")
  func developer() {
    #expect(resolve("bo", "t-ada", "").developer == 1)
    #expect(resolve("unknown", "t-ada", "").developer == 0)
    #expect(resolve("", "t-bo", "").developer == 1)
    #expect(resolve("", "t-gone", "").developer == -1)
    #expect(resolve("", "t-new", "").developer == -1)
    #expect(resolve("", "", "").developer == -1)
  }

  @Test("the company is the call's, else the token's, else the developer's")
  func company() {
    #expect(resolve("ada", "t-bo", "own").company == "own")
    #expect(resolve("ada", "t-bo", "").company == "birch")
    #expect(resolve("ada", "t-ada", "").company == "acme")
    #expect(resolve("bo", "", "").company == nil)
    #expect(resolve("", "t-bo", "").company == "birch")
  }

  @Test("the first row of a token stands, and new tokens are nobody's")
  func tokens() {
    var identity = identity
    #expect(identity.tokenOwner == [0, 1, -1])
    var call = ExampleCall(at: 0)
    call.token = "t-new"
    for _ in 0..<2 { call.withRow { row in #expect(identity.resolve(row).token == 3) } }
    #expect(identity.tokenOwner == [0, 1, -1, -1] && identity.tokenCount == 4)
    #expect(identity.developerIndex("bo") == 1 && identity.developerIndex("unknown") == nil)
    #expect(identity.companyIndex("listed") != nil && identity.companyIndex("other") == nil)
  }
}
