package import ReportModel

extension ValueMomentSearch {
  /// Rows of the report's table: the best ten, and the configured one wherever it stands.
  private static let shown = 10

  /// As the report's table `value_moment_candidates`; nil where nothing can be said.
  package var rows: [TableRow]? {
    guard obstacle == nil, !candidates.isEmpty else { return nil }
    let labels = Dictionary(candidates.map { ($0.rank, $0.label) }) { first, _ in first }
    return candidates.filter { $0.rank <= Self.shown || $0.isConfigured }.map { candidate in
      [
        "candidate": .text(candidate.label), "retained_share": .number(candidate.retainedShare),
        "churned_share": .number(candidate.churnedShare), "phi": .number(candidate.phi),
        "phi_low": .number(candidate.low), "phi_high": .number(candidate.high), "doers": .integer(candidate.doers),
        "p": .number(candidate.adjustedP), "same_as": Cell(candidate.sameAs.flatMap { labels[$0] }),
        "configured": .flag(candidate.isConfigured),
      ]
    }
  }
}
