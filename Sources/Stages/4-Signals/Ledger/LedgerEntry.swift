package import ReportModel

/// One action of the ledger, as the report and people wrote it.
package struct LedgerEntry: Hashable, Sendable {
  package var id: String
  package var title: String
  /// nil for an action that people added themselves.
  package var signal: String?
  /// The title as the signal table has it, with its placeholders; what an action is known by from month to month.
  package var proposal: String?
  /// The endpoint, company, topic or segment it is about.
  package var segment: [String: String] = [:]
  /// Month of the report that first proposed it.
  package var since: Month
  /// Last month in which its signal fired for it.
  package var lastSeen: Month
  /// Months from `since` to `lastSeen`, both included.
  package var openFor: Int?
  package var quietSince: Month?
  package var status: ActionStatus
  package var owner: String?
  /// Person-weeks, where people know better than the table.
  package var effort: Double?
  package var due: Day?
  package var doneOn: Day?
  package var reason: String?
  package var note: String?
  package var expect: Action.Expectation?
  /// Line of its first key, for messages.
  package var line = 0

  package init(id: String, title: String, signal: String?, since: Month, status: ActionStatus = .proposed) {
    self.id = id
    self.title = title
    self.signal = signal
    self.since = since
    lastSeen = since
    self.status = status
  }

  /// Accepted with a day on which it was done counts as done.
  package var isDone: Bool { status == .done || status == .accepted && doneOn != nil }

  /// Whether this is the action that a draft proposes again.
  func isSame(signal: String, proposal: String, segment: [String: String]) -> Bool {
    self.signal == signal && (self.proposal ?? title) == proposal && self.segment == segment
  }
}

/// A ledger that cannot be used, with the place and what to do.
package struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  package var file: String
  package var line: Int?
  package var column: Int?
  package var problem: String

  package init(file: String, line: Int?, column: Int?, problem: String) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
  }

  /// `reports/actions.yaml:12:11: …`.
  package var description: String {
    file + (line.map { ":\($0)" } ?? "") + (line == nil ? "" : column.map { ":\($0)" } ?? "") + ": " + problem
  }
}
