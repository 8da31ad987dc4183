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
      for (call, text) in texts.enumerated() { withBytes(text) { batch.append(CallText($0), call: call) } }
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
    withBytes(long) { batch.longTokens.append(CallText($0), call: 0) }
    #expect(batch.isFull)
    var interner = ByteInterner()
    interner.intern(&batch.longTokens)
    #expect(interner.name(0) == long)
    batch.removeAll()
    #expect(!batch.isFull && batch.longTokens.bytes.count < 1 << 20)
  }

  @Test("tokens get the ids they get one by one, short and long, and keep their holders", arguments: 0..<4)
  func tokens(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var (table, other) = (TokenTable(), TokenTable())
    var naive: [String: Int] = [:]
    for _ in 0..<40 {
      let texts =
        (0..<random.below(300)).map { _ in text(&random, longest: 5) + text(&random, longest: 30) } + ["", "é"]
      var batch = KeyBatch()
      let long = texts.filter { $0.utf8.count > TokenTable.ShortToken.longest }
      for (call, text) in long.enumerated() { withBytes(text) { batch.append(CallText($0), call: call) } }
      table.intern(&batch)
      var ids = zip(long, batch.keys).map { ($0, Int($1.id)) }
      for text in texts where text.utf8.count <= TokenTable.ShortToken.longest {
        let token = withBytes(text) { TokenTable.ShortToken(CallText($0)) }
        let id = table.intern(token)
        ids.append((text, id))
        table[id].developer = Int32(text.utf8.count)
        naive[text] = naive[text] ?? id
      }
      for (text, id) in ids {
        let first = naive[text] ?? id
        naive[text] = first
        #expect(id == first && table.intern(text) == id && table.name(id) == text)
        table[id].developer = Int32(text.utf8.count)
      }
      _ = other.intern(texts[0])
    }
    #expect(table.count == naive.count)
    #expect(naive.allSatisfy { table[$0.value].developer == $0.key.utf8.count })
    let known = other.count
    let ids = other.adopt(table)
    #expect(ids.indices.allSatisfy { other.name(ids[$0]) == table.name($0) })
    #expect(other.count == naive.count && ids.allSatisfy { $0 < known || other[$0].developer == -1 })
  }

  @Test("clients are told apart by each of their values, short and long", arguments: 0..<4)
  func clients(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var combos = ComboTable()
    var naive: [[String]: Int32] = [:]
    for _ in 0..<4_000 {
      let values = (0..<4).map { _ in
        ["", "v1", "v1.1", "a-value-of-17-byte", "a-value-of-17-bytf", "sixteen bytes 16"][random.below(6)]
      }
      var call = ExampleCall(at: 0)
      (call.apiVersion, call.sdk, call.region, call.environment) = (values[0], values[1], values[2], values[3])
      ExampleCall.withGroup([call]) { group in
        let none = CallText.empty
        let known = combos.known(group, 0, pathVersion: none)
        #expect(known < 0 || naive[values] == nil || known == naive[values])
        let id = combos.client(group[0], pathVersion: none)
        #expect(naive[values] == nil || naive[values] == id)
        #expect(known < 0 || known == id)
        naive[values] = id
        #expect(combos.known(group, 0, pathVersion: none) == id)
        let found = combos.clients.values[Int(id)]
        #expect(
          values == [
            combos.versions.name(Int(found.version)), combos.sdks.name(Int(found.sdk)),
            combos.regions.name(Int(found.region)), combos.environments.name(Int(found.environment)),
          ])
      }
    }
    #expect(Set(naive.values).count == naive.count)
  }

  @Test("ready templates are found by text and method", arguments: 0..<4)
  func routes(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var routes = ReadyRoutes()
    var naive: [[String]: Int32] = [:]
    for _ in 0..<3_000 {
      let start = String(repeating: "ab", count: random.below(24))
      let (template, method) = (
        "/" + start + text(&random, longest: 6), ["", "GET", "POST", "PROPFIND"][random.below(4)]
      )
      withBytes(template) { template in
        withBytes(method) { word in
          let key = [String(decoding: template, as: UTF8.self), method]
          let (template, word) = (CallText(template), CallText(word))
          let found = routes.find(template, method: word)
          #expect(found?.endpoint == naive[key])
          guard found == nil else { return }
          let id = Int32(naive.count)
          routes.keep(.init(endpoint: id, version: 0..<0, pathKey: UInt64(id)), for: template, method: word)
          // Long methods are not kept, nor more than there is room for.
          if let kept = routes.find(template, method: word) { naive[key] = kept.endpoint }
          #expect(method != "PROPFIND" || naive[key] == nil)
        }
      }
    }
    #expect(naive.count > 1_000)
  }

  @Test("texts are compared and packed to their last byte", arguments: 0...40)
  func comparison(length: Int) {
    let base = String(repeating: "b", count: length)
    for place in 0..<length {
      let other = String(base.enumerated().map { $0 == place ? "c" : $1 })
      withBytes(base) { left in
        withBytes(other) { right in
          let (left, right) = (CallText(left), CallText(right))
          #expect(!ShortText.equal(left, right.start))
          #expect(ByteInterner.hash(left) != ByteInterner.hash(right))
          if length <= 16 { #expect(ShortText.words(left) != ShortText.words(right)) }
        }
      }
    }
    withBytes(base) { #expect(ShortText.equal(CallText($0), CallText($0).start)) }
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
