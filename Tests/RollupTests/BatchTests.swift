import TestSupport
import ReportModel
import Testing

@testable import Rollup

/// Batches and the shortcuts of their lookups, against doing one after the other.
struct BatchTests {
  private func text(_ random: inout SeededRandom, longest: Int) -> String {
    String((0..<random.below(longest + 1)).map { _ in "abc".randomElement(using: &random) ?? "a" })
  }

  @Test("keys that are looked up together get the ids they get one by one", arguments: 0..<4)
  func keys(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var (together, alone) = (ByteInterner(), ByteInterner())
    for _ in 0..<40 {
      var batch = KeyBatch()
      let texts = (0..<random.below(300)).map { _ in text(&random, longest: 20) } + ["é", "a\0b"]
      for (call, text) in texts.enumerated() { withBytes(text) { batch.append($0, call: call) } }
      var known = batch
      #expect(together.find(&known) == texts.count { alone.find($0) < 0 })
      #expect(known.keys.map { Int($0.id) } == texts.map { alone.find($0) })
      together.intern(&batch)
      #expect(batch.keys.map { Int($0.id) } == texts.map { alone.intern($0) })
      #expect(batch.keys.map { Int($0.call) } == Array(texts.indices))
    }
    #expect((0..<alone.count).allSatisfy { together.name($0) == alone.name($0) })
  }

  @Test("a batch of enormous keys is full at once and small again afterwards")
  func heavy() {
    var batch = CallBatch()
    let long = String(repeating: "x", count: 3 << 20)
    withBytes(long) { batch.tokens.append($0, call: 0) }
    #expect(batch.isFull)
    var interner = ByteInterner()
    interner.intern(&batch.tokens)
    #expect(interner.name(0) == long)
    batch.removeAll()
    #expect(!batch.isFull && batch.tokens.bytes.count < 1 << 20)
  }

  @Test("short values are found again and never mistaken")
  func shortValues() {
    var random = SeededRandom(seed: 3)
    var cache = ValueCache()
    var naive: [String: Int] = [:]
    for _ in 0..<20_000 {
      let value = text(&random, longest: 15) + "a"
      withBytes(value) { bytes in
        let found = cache.find(bytes)
        #expect(found < 0 || found == naive[value])
        let id = naive[value] ?? naive.count
        naive[value] = id
        cache.keep(id, for: bytes)
        #expect(cache.find(bytes) == id)
      }
    }
  }

  @Test("texts are compared and packed to their last byte", arguments: 0...40)
  func comparison(length: Int) {
    let base = [UInt8](repeating: 7, count: length)
    for place in 0..<length {
      var other = base
      other[place] = 8
      base.withUnsafeBytes { left in
        other.withUnsafeBytes { right in
          #expect(!ShortText.equal(left, right))
          #expect(ByteInterner.hash(left) != ByteInterner.hash(right))
          if length <= 16 { #expect(ShortText.ends(left) != ShortText.ends(right)) }
        }
      }
    }
    base.withUnsafeBytes { #expect(ShortText.equal($0, $0)) }
  }

  @Test("calls of internal developers teach neither endpoints nor values")
  func internalCalls() {
    var company = SmallCompany()
    company.exports.developers = [
      .init(id: "ada", signedUpAt: moment(2026, 10, 1)), .init(id: "robot", signedUpAt: .max, isExcluded: true),
    ]
    var calls: [ExampleCall] = []
    for number in 0..<1_500 {
      var call = ExampleCall(at: moment(2026, 10, 5))
      (call.endpoint, call.developerID, call.sdk) = ("GET /load/\(number)", "robot", "robot-\(number)")
      (call.region, call.apiVersion) = ("test-\(number)", "v\(number)")
      calls.append(call)
    }
    var real = calls[0]
    (real.endpoint, real.developerID, real.sdk, real.region) = ("GET /v1/things", "ada", "python", "eu")
    let rollup = company.rollup(calls + [real, real])
    #expect(rollup.totals.internalCalls == 1_500 && rollup.totals.rows == 2)
    #expect(rollup.visibleEndpoints.map { rollup.endpoints[$0] } == ["(other)", "GET /v1/things"])
    #expect((rollup.combos.sdks.count, rollup.combos.regions.count) == (2, 2))
    #expect(rollup.latency.regions.count <= 1)
  }
}
