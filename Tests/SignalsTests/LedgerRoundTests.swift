import ReportModel
import Testing

@testable import Signals

@Suite("Actions from month to month")
struct LedgerRoundTests {
  private static let october = Month(year: 2026, month: 10)

  private static func draft(
    _ subject: String = "GET /v1/a", number: Int = 1, month: Month = october, reach: Double = 100, value: Double = 0.08
  ) -> ActionDraft {
    var action = Action(
      id: "\(month)-errors-\(number)", signal: "endpoint_error_rate", title: "Fix \(subject)", owner: "Payments",
      finding: nil, because: "", rice: .init(reach: reach, impact: 2, confidence: 0.8, effort: 1),
      expect: .init(
        metric: "error_rate.total", direction: "down", by: month.next, target: 0.05,
        segment: ["endpoint": subject], value: value))
    action.segment = ["endpoint": subject]
    return ActionDraft(action: action, proposal: "Fix {endpoint}", short: "errors")
  }

  private static func outcome(unavailable: String? = nil) -> SignalOutcome {
    let row = SignalRow(
      id: "endpoint_error_rate", short: "errors", title: "", when: "",
      condition: .check(.endpointErrors(serverTarget: 0.001, errorTarget: 0.05)), actions: [])
    return SignalOutcome(
      row: row,
      result: SignalResult(
        id: row.id, title: "", fired: true, why: "", metrics: [], actions: [], unavailable: unavailable), subjects: [])
  }

  private static func settle(
    _ drafts: [ActionDraft], _ entries: [LedgerEntry], month: Month = october, unavailable: String? = nil
  ) -> LedgerRound.Settled {
    LedgerRound(month: month, lastDay: month.days.upperBound, entries: entries)
      .settle(drafts, outcomes: [outcome(unavailable: unavailable)])
  }

  /// What a report and the next reading of the ledger make of the entries.
  private static func applied(_ settled: LedgerRound.Settled, to entries: [LedgerEntry]) -> [LedgerEntry] {
    entries.map { entry in
      var entry = entry
      if let seen = settled.update.seen[entry.id] {
        (entry.lastSeen, entry.openFor, entry.quietSince) = (seen.lastSeen, seen.openFor, seen.quietSince)
      }
      return entry
    } + settled.update.added
  }

  @Test("an action keeps its id while its signal fires for the same subject: open for three months")
  func persists() throws {
    var entries: [LedgerEntry] = []
    for (offset, month) in [Self.october, Self.october.next, Self.october.advanced(by: 2)].enumerated() {
      let settled = Self.settle([Self.draft(month: month)], entries, month: month)
      #expect(settled.actions.map(\.id) == ["2026-10-errors-1"])
      #expect(settled.actions[0].openMonths == offset + 1)
      #expect(settled.actions[0].since == Self.october)
      entries = Self.applied(settled, to: entries)
      // The same month again says the same.
      let again = Self.settle([Self.draft(month: month)], entries, month: month)
      #expect(again.actions == settled.actions)
      #expect(Self.applied(again, to: entries) == entries)
    }
    #expect(entries.count == 1)
    #expect(entries[0].lastSeen == Self.october.advanced(by: 2))
    let late = Self.settle(
      [Self.draft(month: Self.october.advanced(by: 2))], entries, month: Self.october.advanced(by: 2))
    #expect(late.actions[0].suggestion?.contains("without a due date") == true)
  }

  @Test("an older month made again leaves newer entries alone")
  func olderMonth() throws {
    var entries = Self.applied(Self.settle([Self.draft()], []), to: [])
    entries = Self.applied(
      Self.settle([Self.draft(month: Self.october.next)], entries, month: Self.october.next), to: entries)
    let again = Self.settle([Self.draft()], entries)
    #expect(again.actions[0].openMonths == 1)
    #expect(Self.applied(again, to: entries) == entries)
    let before = Self.settle([Self.draft(month: Self.october.previous)], entries, month: Self.october.previous)
    #expect(before.actions.map(\.id) == ["2026-09-errors-1"])
    #expect(Self.applied(before, to: entries) == entries)
  }

  @Test("a quiet signal is noted once, unless it could not be checked; firing again reopens the action")
  func quiet() throws {
    let entries = Self.applied(Self.settle([Self.draft()], []), to: [])
    let november = Self.october.next
    let unchecked = Self.settle([], entries, month: november, unavailable: "no calls")
    #expect(Self.applied(unchecked, to: entries) == entries)
    let silent = Self.settle([], entries, month: november)
    let quiet = Self.applied(silent, to: entries)
    #expect(quiet[0].quietSince == november)
    #expect(silent.resting.map(\.state) == ["quiet"])
    let still = Self.applied(Self.settle([], quiet, month: november.next), to: quiet)
    #expect(still[0].quietSince == november)
    let back = Self.settle([Self.draft(month: november.next)], still, month: november.next)
    #expect(back.actions.map(\.id) == ["2026-10-errors-1"])
    #expect(Self.applied(back, to: still)[0].quietSince == nil)
  }

  @Test("a declined action rests while its reason stands, and comes back a quarter worse")
  func declined() throws {
    var entries = Self.applied(Self.settle([Self.draft(value: 0.08)], []), to: [])
    entries[0].status = .declined
    entries[0].reason = "by design"
    let month = Self.october.next
    let rests = Self.settle([Self.draft(month: month, value: 0.0999)], entries, month: month)
    #expect(rests.actions.isEmpty)
    #expect(
      rests.resting == [.init(id: "2026-10-errors-1", title: "Fix GET /v1/a", state: "declined", why: "by design")])
    let worse = Self.settle([Self.draft(month: month, value: 0.1)], entries, month: month)
    #expect(worse.actions.map(\.status) == [.declined])
    #expect(worse.actions[0].suggestion?.contains("by design") == true)
    #expect(worse.resting.isEmpty)
  }

  @Test("a done action is not proposed again before its signal was quiet in between")
  func done() throws {
    var entries = Self.applied(Self.settle([Self.draft()], []), to: [])
    entries[0].status = .done
    entries[0].doneOn = Self.october.days.upperBound + 5
    // Done after this month's last day: still open in its report.
    #expect(Self.settle([Self.draft()], entries).actions.map(\.status) == [.accepted])
    let november = Self.october.next
    let after = Self.settle([Self.draft(month: november)], entries, month: november)
    #expect(after.actions.isEmpty && after.update.added.isEmpty)
    var quiet = Self.applied(Self.settle([], entries, month: november), to: entries)
    #expect(quiet[0].quietSince == november)
    let again = Self.settle([Self.draft(month: november.next)], quiet, month: november.next)
    #expect(again.actions.map(\.id) == ["2026-12-errors-1"])
    quiet = Self.applied(again, to: quiet)
    #expect(quiet.map(\.id) == ["2026-10-errors-1", "2026-12-errors-1"])
  }

  @Test("owner, effort, due date and note of the ledger go into the report")
  func edits() throws {
    var entries = Self.applied(Self.settle([Self.draft()], []), to: [])
    entries[0].owner = "Mira, mira@example.com"
    entries[0].effort = 4
    entries[0].due = Self.october.firstDay + 3
    entries[0].note = "see\n*us*"
    entries[0].status = .accepted
    let action = Self.settle([Self.draft()], entries).actions[0]
    #expect(action.owner == "Mira, (address)")
    #expect(action.rice.score == 40)
    #expect(action.rice.because == ["effort 4: from the ledger"])
    #expect(action.due == "2026-10-04")
    #expect(action.suggestion?.contains("passed") == true)
    #expect(action.note == "see *us*")
  }

  @Test("new ids never repeat one that the ledger has")
  func numbers() throws {
    let entries = Self.applied(Self.settle([Self.draft("GET /v1/a")], []), to: [])
    // The order changed: b is first now.
    let settled = Self.settle([Self.draft("GET /v1/b", number: 1), Self.draft("GET /v1/a", number: 2)], entries)
    #expect(Set(settled.actions.map(\.id)) == ["2026-10-errors-1", "2026-10-errors-2"])
    #expect(settled.actions.first { $0.title == "Fix GET /v1/a" }?.id == "2026-10-errors-1")
  }

  @Test("what people accepted is never crowded out")
  func accepted() throws {
    let drafts = (0..<20).map { Self.draft("GET /v1/\($0)", number: $0 + 1, reach: Double(100 - $0)) }
    var entries = Self.applied(Self.settle(drafts, []), to: [])
    #expect(entries.count == ActionPlanner.mostPerSignal)
    var mine = LedgerEntry(
      id: "mine", title: "Fix GET /v1/19", signal: "endpoint_error_rate", since: Self.october, status: .accepted)
    mine.proposal = "Fix {endpoint}"
    mine.segment = ["endpoint": "GET /v1/19"]
    entries.append(mine)
    #expect(Self.settle(drafts, entries).actions.contains { $0.id == "mine" && $0.status == .accepted })
  }
}
