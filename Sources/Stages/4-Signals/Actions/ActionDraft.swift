package import ReportModel

/// An action as the data propose it, before the ledger says whether it is known.
package struct ActionDraft: Hashable, Sendable {
  /// Its id is the one it would have were it new.
  package var action: Action
  /// The title as the table has it: what it is known by.
  package var proposal: String
  /// Stands in new ids.
  package var short: String

  var segment: [String: String] { action.segment ?? [:] }
}
