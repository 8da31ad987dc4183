import TestSupport
import ReportModel
import Testing

@testable import Loaders

@Suite struct ScalarParserTests {
  @Test(
    "Whole numbers are read",
    arguments: [("200", 200), (" 7 ", 7), ("-3", -3), ("007", 7), ("200.0", 200), ("9223372036854775807", Int.max)])
  func ints(text: String, value: Int) { #expect(NumberParser.int(text) == value) }

  @Test(
    "What is no whole number is unreadable",
    arguments: ["", "-", "200.5", "200.", "1e3", "0x10", "+5", "9223372036854775808", "12a", "1 2", "１"])
  func noInts(text: String) { #expect(NumberParser.int(text) == nil) }

  @Test(
    "Numbers are read",
    arguments: [("1.5", 1.5), ("-0.25", -0.25), (".5", 0.5), ("3.", 3), ("1.2e-3", 0.0012), ("8", 8)])
  func doubles(text: String, value: Double) { #expect(NumberParser.double(text) == value) }

  @Test(
    "What is no finite number is unreadable",
    arguments: ["", "nan", "inf", "1e999", "0x1p3", "1,5", "1_000", "$5", ".", "-", "e5", "1e"])
  func noDoubles(text: String) { #expect(NumberParser.double(text) == nil) }

  @Test("Flags are read in any case, from text, booleans and numbers")
  func flags() {
    for text in ["true", "TRUE", "Yes", "1", "t", " y "] { #expect(FlagParser.flag(text) == true) }
    for text in ["false", "False", "NO", "0", "f", "n"] { #expect(FlagParser.flag(text) == false) }
    for text in ["", "2", "maybe", "truefalse", "11", "yess"] { #expect(FlagParser.flag(text) == nil) }
    #expect(FlagParser.flag(Value.flag(true)) == true)
    #expect(FlagParser.flag(Value.number("0")) == false)
    #expect(FlagParser.flag(Value.nested("{}")) == nil)
  }

  private func latency(_ text: String, _ unit: LatencyParser.Unit = .milliseconds) -> Int64? {
    Array(text.utf8).withUnsafeBytes { LatencyParser.microseconds($0, unit: unit) }
  }

  @Test("Latency is floor(value · unit + 0.5), as doubles compute it")
  func latencies() {
    #expect(latency("12") == 12_000)
    #expect(latency("12.345") == 12_345)
    #expect(latency("0.0004") == 0)
    #expect(latency("0.0005") == 1)
    #expect(latency("1.5e2") == 150_000)
    #expect(latency("0.012", .seconds) == 12_000)
    #expect(latency("1.2345678", .seconds) == 1_234_568)
    for text in ["-1", "", "fast", "NaN", "1e30", "12ms"] { #expect(latency(text) == nil) }
  }

  @Test("The fast way to read a latency agrees with the definition")
  func latencyOracle() throws {
    var random = SplitMix(state: 2)
    for _ in 0..<5_000 {
      let whole = Int.random(in: 0..<10_000_000, using: &random) >> Int.random(in: 0..<24, using: &random)
      let digits = (0..<Int.random(in: 0..<8, using: &random)).map { _ in String(Int.random(in: 0..<10, using: &random))
      }
      let text = String(whole) + (digits.isEmpty ? "" : "." + digits.joined())
      let value = try #require(Double(text))
      #expect(latency(text) == Int64((value * 1_000 + 0.5).rounded(.down)), "\(text)")
      #expect(latency(text, .seconds) == Int64((value * 1_000_000 + 0.5).rounded(.down)), "\(text)")
    }
  }
}
