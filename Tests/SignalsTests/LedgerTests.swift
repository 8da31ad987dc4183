import Foundation
import ReportModel
import Signals
import Testing

@Suite("The action ledger's text")
struct LedgerTests {
  static let today = Civil.day(year: 2026, month: 11, day: 1)

  static func entries(_ text: String) throws -> [LedgerEntry] {
    try LedgerReader(text: text, file: "reports/actions.yaml", today: today).entries()
  }

  static func merge(_ text: String, _ update: LedgerUpdate) throws -> String {
    try LedgerMerge.merge(text, update, file: "reports/actions.yaml", today: today)
  }

  static func new(_ id: String = "2026-10-errors-1", title: String = "Fix GET /v1/a") -> LedgerEntry {
    var entry = LedgerEntry(
      id: id, title: title, signal: "endpoint_error_rate", since: Month(year: 2026, month: 10))
    entry.proposal = "Fix {endpoint} or improve its error messages"
    entry.segment = ["endpoint": "GET /v1/a"]
    entry.openFor = 1
    entry.owner = "Payments"
    entry.expect = .init(
      metric: "error_rate.total", direction: "down", by: Month(year: 2026, month: 11), target: 0.05,
      segment: ["endpoint": "GET /v1/a"], value: 1e-05)
    return entry
  }

  static func adding(_ entries: LedgerEntry...) -> LedgerUpdate {
    var update = LedgerUpdate()
    update.added = entries
    return update
  }

  static func seen(_ id: String, _ last: Month, _ open: Int, quiet: Month? = nil) -> LedgerUpdate {
    var update = LedgerUpdate()
    update.seen[id] = .init(lastSeen: last, openFor: open, quietSince: quiet)
    return update
  }

  static let november = Month(year: 2026, month: 11)

  /// As people keep it: comments everywhere, keys of their own, odd quotes, another order, a key of their own behind.
  static let edited = """
    # our plan
    team: [a, b]   # a key of ours
    actions:
      # first things first
      - status: accepted   # since the Tuesday round
        id: "2026-09-nrr-1"
        jira: PAY-17
        title: 'Ask the customers'
        signal: nrr_below_100
        since: 2026-09
        last_seen: "2026-10"  # keep
        open_for: 2 # months
        due: 2026-12-01

        note: |
          two
            lines
      - {id: 2026-09-wat-1, title: Win back, signal: wat_falling, since: 2026-09, status: proposed} # short

    # what we decided not to do
    archive:
      - old thing
    """

  @Test("a new ledger holds what was added, and reads back the same")
  func created() throws {
    let hostile = Self.new(title: "Fix \"x\": {a} #b\n- c\u{2028}\u{7} \\ é")
    let text = try Self.merge("", Self.adding(Self.new("2026-10-errors-2"), hostile))
    let read = try Self.entries(text)
    #expect(read.map(\.id) == ["2026-10-errors-2", "2026-10-errors-1"])
    #expect(read[1].title == hostile.title)
    #expect(read[1].expect == hostile.expect)
    #expect(text.hasPrefix("# The action ledger."))
  }

  @Test("hand edits, comments, unknown keys and the order survive: only owned values differ")
  func handEdits() throws {
    var update = Self.seen("2026-09-nrr-1", Self.november, 3)
    update.seen["2026-09-wat-1"] = .init(
      lastSeen: Month(year: 2026, month: 9), openFor: 1, quietSince: Month(year: 2026, month: 10))
    update.added = [Self.new()]
    let merged = try Self.merge(Self.edited, update)
    let expected = Self.edited
      .replacing("last_seen: \"2026-10\"  # keep", with: "last_seen: 2026-11  # keep")
      .replacing("open_for: 2 # months", with: "open_for: 3 # months")
      .replacing("id: 2026-09-wat-1,", with: "id: 2026-09-wat-1, quiet_since: 2026-10, open_for: 1,")
    // The new action stands behind the last one, before the comment of the next key.
    let head = try #require(expected.range(of: "\n\n# what we decided"))
    #expect(merged.hasPrefix(String(expected[..<head.lowerBound]) + "\n  - id: 2026-10-errors-1\n"))
    #expect(merged.hasSuffix(String(expected[head.lowerBound...])))
    #expect(try Self.entries(merged).count == 3)
    #expect(try Self.merge(merged, update) == merged, "a second time changes nothing")
  }

  @Test("what is quiet fires again: the month is taken out, its line and comment stay")
  func firesAgain() throws {
    let text =
      "actions:\n- id: a\n  quiet_since: 2026-10 # hm\n  title: t\n  signal: s\n  since: 2026-09\n  status: proposed\n"
    let merged = try Self.merge(text, Self.seen("a", Self.november, 3))
    #expect(merged.contains("  quiet_since: ~ # hm\n"))
    #expect(try Self.entries(merged)[0].quietSince == nil)
  }

  @Test(
    "every way to begin a ledger takes new actions",
    arguments: [
      "actions:", "actions: []", "actions: ~\n", "# only a comment\n", "ours: 1", "actions:\nours: {a: 1}\n", "",
    ])
  func beginnings(_ text: String) throws {
    let merged = try Self.merge(text, Self.adding(Self.new()))
    #expect(try Self.entries(merged).map(\.id) == ["2026-10-errors-1"])
    for line in text.split(separator: "\n") where !line.hasPrefix("actions") { #expect(merged.contains(line)) }
    #expect(try Self.merge(merged, Self.adding(Self.new())) == merged)
  }

  @Test("line ends stay what they are; an open last line is ended")
  func lineEnds() throws {
    let text = "actions:\r\n  - id: a\r\n    title: t\r\n    signal: s\r\n    since: 2026-09\r\n    status: done"
    let merged = try Self.merge(text, Self.adding(Self.new()))
    #expect(merged.hasPrefix(text + "\r\n  - id: 2026-10-errors-1\r\n"))
    let bare = merged.unicodeScalars.enumerated().contains { index, scalar in
      scalar == "\n" && Array(merged.unicodeScalars)[index - 1] != "\r"
    }
    #expect(!bare)
  }

  @Test("characters that YAML takes for line ends do not shift the places")
  func oddLineEnds() throws {
    let text =
      "actions:\n- id: a\n  note: \"x\u{85}y\"\n  title: t\n  since: 2026-09\n  last_seen: 2026-09\n  status: done\n"
    let merged = try Self.merge(text, Self.seen("a", Self.november, 3))
    #expect(merged.contains("last_seen: 2026-11\n") && merged.contains("x\u{85}y"))
  }

  static let base = "actions:\n  - id: a\n    title: t\n    since: 2026-09\n    status: "

  @Test(
    "a conflicting edit is an error with file, line, column and what to do",
    arguments: [
      (base + "acepted\n", "5:13", "did you mean “accepted”?"),
      (base + "maybe\n", "5:13", "expected proposed, accepted, declined, done"),
      (base + "done\n    done_on: soon\n", "6:14", "“soon” is no date"),
      (base + "done\n    done_on: 2026-13-01\n", "6:14", "is no date"),
      (base + "done\n    done_on: 2027-01-01\n", "6:14", "has not been yet"),
      (base + "declined\n    done_on: 2026-10-01\n", "6:14", "set its status to done"),
      (base + "done\n    due: 1 May\n", "6:10", "due “1 May” is no date"),
      (
        base + "done\n  - id: a\n    title: t\n    since: 2026-09\n    status: done\n", "6:9",
        "second time (first in line 2)"
      ),
      (base + "done\n    status: done\n", "", "a key stands twice"),
      (base + "done\n    effort: 0\n", "6:13", "over 0"),
      (base + "done\n    expect: {metric: nrr, direction: sideways, by: 2026-12}\n", "6:38", "up or down"),
      (base + "done\n    last_seen: 2026-08\n", "6:16", "lies before since"),
      ("actions:\n  - id: a\n    title: t\n    since: 2026-09\n    staus: done\n", "2:5", "is “staus” meant to be it?"),
      ("actions: [\n", "2:1", "no YAML"), ("actions:\n  a: b\n", "2:3", "must be a list"),
      ("- a\n", "1:1", "must be a mapping"), ("actions: []\n---\nactions: []\n", "3:1", "second YAML document"),
    ])
  func conflicts(_ text: String, _ place: String, _ words: String) throws {
    let error = #expect(throws: LedgerError.self) { try Self.entries(text) }
    let message = error?.description ?? ""
    #expect(message.hasPrefix("reports/actions.yaml:" + place), "\(message)")
    #expect(message.contains(words), "\(message)")
    #expect(throws: LedgerError.self) { try Self.merge(text, Self.adding(Self.new())) }
  }

  @Test("a list in brackets cannot be added to: an error, not a broken file")
  func brackets() throws {
    let text = "actions: [{id: a, title: t, since: 2026-09, status: done}]\n"
    let error = #expect(throws: LedgerError.self) { try Self.merge(text, Self.adding(Self.new())) }
    #expect(error?.description.hasPrefix("reports/actions.yaml:1:10: ") == true)
    #expect(try Self.merge(text, Self.seen("a", Self.november, 3)).contains("id: a, "))
  }

  /// By line feed alone, whatever Swift takes for one character.
  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      String(String.UnicodeScalarView($0))
    }
  }

  /// Whatever people type: an error, or a ledger that holds every line of theirs and takes the same update twice.
  @Test("random edits are refused or kept, never lost")
  func randomEdits() throws {
    var state: UInt64 = 3
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      " ", "\n", "\r\n", "#", ":", "- ", "  ", "\"", "'", "[", "]", "{", "}", "|", "&a", "*a", "~", "é", "\u{2028}",
      "x: y\n",
    ]
    var update = Self.seen("2026-09-nrr-1", Self.november, 3)
    update.added = [Self.new()]
    var kept = 0
    for _ in 0..<150 {
      var scalars = Array(Self.edited.unicodeScalars)
      for _ in 0...next(3) {
        let place = next(scalars.count)
        if next(2) == 0 {
          scalars.remove(at: place)
        } else {
          scalars.insert(contentsOf: pieces[next(pieces.count)].unicodeScalars, at: place)
        }
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      let text = String(view)
      guard let merged = try? Self.merge(text, update) else { continue }
      kept += 1
      #expect(try Self.merge(merged, update) == merged)
      // Owned values aside, the old lines stand in the new text in their order.
      var rest = Self.lines(merged)[...]
      for line in Self.lines(text)
      where !line.contains("last_seen") && !line.contains("open_for") && !line.contains("actions")
        && !line.contains("2026-09-wat-1")
      {
        guard let place = rest.firstIndex(of: line) else {
          Issue.record("lost: \(line) of \(text)")
          break
        }
        rest = rest[(place + 1)...]
      }
    }
    #expect(kept > 40, "\(kept)")
  }
}
