import Testing

@testable import Loaders

/// A set of bytes is the oracle.
@Suite struct MetIdentifiersTests {
  @Test func everyIdentifierIsMetOnce() {
    var (met, naive) = (MetIdentifiers(), Set<[UInt8]>())
    met.reserve(10)
    let odd = ["", " ", "é", "e\u{301}", "K", "\u{212A}", String(repeating: "long ", count: 50)]
    for text in (0..<3_000).map({ "dev_\($0 * 7 % 2_000)" }) + odd + odd {
      #expect(met.insert(text) == naive.insert(Array(text.utf8)).inserted, "\(text)")
    }
  }
}
