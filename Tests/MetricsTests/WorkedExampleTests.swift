import Metrics
import ReportModel
import Testing

extension WorkedExample: CustomTestStringConvertible {
  package var testDescription: String { "\(id): \(title)" }
}

/// Every example of the dictionary, worked by hand, against the engine.
struct WorkedExampleTests {
  @Test("the engine comes to what was worked out by hand", arguments: WorkedExample.all)
  func example(_ example: WorkedExample) throws {
    let name: Comment = "\(example.id): \(example.title)"
    let engine = example.measured().engine
    if case .rows(let expected) = example.expected {
      try compare(TableBuilder(month: engine.month).build()[example.id], expected, name)
      return
    }
    let definition = try #require(MetricCatalog.definition(example.id), name)
    let result = engine.measure(definition).result
    switch example.expected {
    case .value(let value, let n):
      try #expect(isClose(#require(result.value, name), value), "\(name) — got \(result.value ?? .nan)")
      #expect(result.n == n, name)
    case .near(let value, let n, let share):
      let found = try #require(result.value, name)
      #expect(abs(found - value) <= share * value, "\(name) — got \(found)")
      #expect(result.n == n, name)
    case .share(let numerator, let denominator, let scale):
      #expect(isClose(try #require(result.numerator, name), numerator), "\(name) — \(result.numerator ?? .nan)")
      #expect(isClose(try #require(result.denominator, name), denominator), "\(name) — \(result.denominator ?? .nan)")
      #expect(isClose(try #require(result.value, name), scale * numerator / denominator), name)
    case .previous(let value):
      #expect(isClose(try #require(result.previous.value, name), value), "\(name) — \(result.previous.value ?? .nan)")
    case .unavailable(let text):
      #expect(result.value == nil, "\(name) — got \(result.value ?? .nan)")
      let reason = try #require(result.reason, name)
      #expect(reason.contains(text), "\(name) — the reason was: \(reason)")
    case .rows: break
    }
  }

  private func compare(_ rows: [TableRow]?, _ expected: [TableRow], _ name: Comment) throws {
    let rows = try #require(rows, name)
    #expect(rows.count == expected.count, "\(name) — got \(rows)")
    for (found, wanted) in zip(rows, expected) {
      for (column, cell) in wanted {
        if let number = cell.double {
          let value = try #require(found[column]?.double, "\(name) — \(column) of \(found)")
          #expect(isClose(value, number), "\(name) — \(column) of \(found)")
        } else {
          #expect(found[column] == cell, "\(name) — \(column) of \(found)")
        }
      }
    }
  }

  private func isClose(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-9 * max(1, abs(expected))
  }

  @Test("every metric of the catalogue has a worked example")
  func everyMetricIsShown() {
    let shown = Set(WorkedExample.all.map(\.id))
    #expect(MetricCatalog.all.map(\.id).filter { !shown.contains($0) } == [])
  }

  @Test("every example is of a metric or a table that exists, and says so in one line")
  func examplesAreOfSomething() {
    let known = Set(MetricCatalog.all.map(\.id)).union(TableCatalog.all.map(\.id))
    #expect(WorkedExample.all.map(\.id).filter { !known.contains($0) } == [])
    #expect(WorkedExample.all.allSatisfy { !$0.title.contains("\n") && !$0.title.isEmpty })
  }
}
