import ReportModel
import Rollup
import Testing

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
    let result = call.withRow { identity.resolve($0) }
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
    #expect((0..<3).map { identity.owner(ofToken: $0) } == [0, 1, -1])
    var call = ExampleCall(at: 0)
    call.token = "t-new"
    for _ in 0..<2 { call.withRow { row in #expect(identity.resolve(row).token == 3) } }
    #expect((0..<4).map { identity.owner(ofToken: $0) } == [0, 1, -1, -1] && identity.tokenCount == 4)
    #expect(identity.developerIndex("bo") == 1 && identity.developerIndex("unknown") == nil)
    #expect(identity.companyIndex("listed") != nil && identity.companyIndex("other") == nil)
  }
}
