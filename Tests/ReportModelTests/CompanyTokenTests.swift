import ReportModel
import Testing

@Suite struct CompanyTokenTests {
  /// FNV-1a's own examples.
  @Test(arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")])
  func `a token is the hash of the id between two marks`(id: String, digits: String) {
    #expect(CompanyToken.of(id) == "\u{E000}\(digits)\u{E001}")
  }

  private static func padded(_ id: String) -> String {
    let hash = id.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  @Test func `every token is as long, whatever its hash begins with`() {
    for number in 0..<1_000 {
      let id = "co_\(number)"
      #expect(CompanyToken.of(id) == "\u{E000}\(Self.padded(id))\u{E001}")
    }
  }
}
