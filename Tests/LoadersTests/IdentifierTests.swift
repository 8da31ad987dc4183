import Testing

@testable import Loaders

/// A set of bytes is the oracle.
@Suite struct IdentifierTests {
  @Test func identifiersAreTheirBytes() {
    var (met, naive) = (Set<Identifier>(), Set<[UInt8]>())
    let odd = ["", " ", "é", "e\u{301}", "K", "\u{212A}", String(repeating: "long ", count: 50)]
    for text in (0..<3_000).map({ "dev_\($0 * 7 % 2_000)" }) + odd + odd {
      #expect(met.insert(Identifier(text)).inserted == naive.insert(Array(text.utf8)).inserted, "\(text)")
    }
  }
}
