import Foundation
import Pipeline
import ReportModel
import Testing

/// What `throughline value-moment` tells people to paste is a configuration, and says the candidate.
@Suite struct ValueMomentYAMLTests {
  static let signals: [(ValueMomentSearch.Signal, ReportConfiguration.Signal)] = [
    (.init(event: "transaction.success"), .event(name: "transaction.success", conditions: [])),
    (.init(event: "message.sent", count: 10), .event(name: "message.sent", conditions: [])),
    (
      .init(event: "say \"hi\": ${HOME} #1", where: ["mode: x": "true"]),
      .event(
        name: "say \"hi\": ${HOME} #1", conditions: [.init(property: "mode: x", comparison: .equals("true"))])
    ),
    (
      .init(event: "a\\b", where: ["amount": "5", "confidence": ">= 0.95"]),
      .event(
        name: "a\\b",
        conditions: [
          .init(property: "amount", comparison: .equals("5")),
          .init(property: "confidence", comparison: .greaterOrEqual(0.95)),
        ])
    ),
    (.init(call: "POST /v1/charges/{id}"), .call(endpoint: "POST /v1/charges/{id}")),
    (.init(count: 3), .anyCall), (.init(count: 1), .anyCall),
  ]

  @Test(arguments: signals)
  func `it loads, and is the candidate`(
    signal: ValueMomentSearch.Signal, wanted: ReportConfiguration.Signal
  ) throws {
    let text = ValueMomentYAML.text(signal, sentence: "A developer successfully does “it” with our API.")
    let configuration = try ConfigurationLoader.load(
      text: "product: X\n" + text, file: "throughline.yaml", environment: [:], isKnownZone: { _ in true }, zoneNames: []
    )
    let moment = try #require(configuration.valueMoment)
    #expect(moment.signal == wanted && moment.count == signal.count)
    #expect(moment.description == "A developer successfully does “it” with our API.")
  }

  private func load(_ text: String) throws -> ReportConfiguration {
    try ConfigurationLoader.load(
      text: text, file: "throughline.yaml", environment: [:], isKnownZone: { _ in true }, zoneNames: [])
  }

  @Test func `friction steps are events, calls and pages, exactly one each`() throws {
    let configuration = try load(
      """
      friction:
        steps:
          - { event: key.created, where: { mode: test }, name: made a key }
          - call: POST /v1/token
          - page: /docs/quickstart
      """)
    #expect(
      configuration.frictionSteps == [
        .init(
          name: "made a key",
          sign: .did(
            .event(name: "key.created", conditions: [.init(property: "mode", comparison: .equals("test"))]))),
        .init(sign: .did(.call(endpoint: "POST /v1/token"))), .init(sign: .viewed(page: "/docs/quickstart")),
      ])
    let wrong = [
      "friction: { steps: [] }": "at least one entry", "friction: {}": "the key steps",
      "friction: { steps: [{ name: x }] }": "exactly one of the keys event, call, page",
      "friction: { steps: [{ page: /a, event: b }] }": "exactly one of the keys event, call, page",
      "friction: { steps: [{ evnt: b }] }": "event",
      "value_moment: { count: 0 }": "1", "value_moment: { description: x }": "one of the keys event, call, count",
    ]
    for (text, expected) in wrong {
      do {
        _ = try load(text)
        Issue.record("\(text) was taken")
      } catch let error as ConfigurationError {
        #expect(error.description.contains(expected), "\(text): \(error.description)")
        #expect(error.line == 1)
      }
    }
  }
}
