/// What `throughline.yaml` says on how the outputs look, who gets the mail, and whom they name.
extension ReportConfiguration {
  /// The report's face.
  package struct Look: Hashable, Sendable {
    /// In place of the product's name.
    package var title: String?
    /// Path of a picture, from the configuration's folder.
    package var logo: String?
    /// `#rrggbb`, on the light and on the dark page.
    package var accent: String?
    package var accentDark: String?
    package var hidden: Set<ReportSection> = []

    package init() {}
  }

  /// Header fields of `email.eml`.
  package struct Mail: Hashable, Sendable {
    package var from: String?
    package var fromName: String?
    package var to: [String] = []
    package var replyTo: String?
    package var listID: String?
    package var subject = "{product}, {month}: {headline}"

    package init() {}
  }

  /// Whom the outputs name.
  package struct Privacy: Hashable, Sendable {
    /// How a customer is called.
    package enum Naming: String, CaseIterable, Hashable, Sendable { case name, code, none }

    /// By output: `html`, `md`, `email`, `json`; one that is not listed names.
    package var names: [String: Naming] = [:]
    /// Secret behind the codes; nil = whoever knows the ids can find out whose code is whose.
    package var key: String?
    /// Rows of fewer developers or tokens are folded; 1 = none is.
    package var smallestGroup = 1

    package init() {}

    package func naming(_ output: String) -> Naming { names[output] ?? .name }
  }
}

/// Sections of the report that can be left out; the raw value is the configuration's word.
package enum ReportSection: String, CaseIterable, Hashable, Sendable {
  case keyNumbers = "key_numbers"
  case notChanges = "not_changes"
  case why
  case actions
  case followups
  case owners
  case revisions
  case timeToValue = "time_to_value"
  case charts
  case measures
  case tables
  case events
  case notes
  case blindSpots = "blind_spots"
  case sources
}
