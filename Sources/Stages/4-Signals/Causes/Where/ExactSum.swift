import ReportModel

/// Makes printed parts add up to the printed whole, in floating point.
enum ExactSum {
  /// What is left of a total, so that `told + rest == total` in floating point too wherever a rest does.
  static func rest(after told: Double, to total: Double) -> Double {
    var rest = total - told
    for _ in 0..<4 where told + rest != total { rest += total - (told + rest) }
    return rest
  }

  /// The causes and the rest, so that `((c₁ + c₂) + …) + rest == total` bit for bit.
  ///
  /// A rest that is only rounding is folded into the largest part. Adding the rest last can miss the total by its last
  /// bit; a few corrections settle it.
  static func settle(_ causes: [Cause], to total: Double) -> (causes: [Cause], unexplained: Double) {
    var causes = causes
    func sum() -> Double { causes.reduce(0) { $0 + ($1.contribution ?? 0) } }
    let size = causes.reduce(abs(total)) { max($0, abs($1.contribution ?? 0)) }
    if let largest = causes.indices.max(by: {
      (abs(causes[$0].contribution ?? 0), $1) < (abs(causes[$1].contribution ?? 0), $0)
    }) {
      for _ in 0..<4 where sum() != total && abs(total - sum()) <= 1e-9 * size {
        causes[largest].contribution = (causes[largest].contribution ?? 0) + (total - sum())
      }
    }
    var rest = ExactSum.rest(after: sum(), to: total)
    // Where no rest meets the total (its bits end between two sums), the last part gives way by its last bit.
    if sum() + rest != total, let last = causes.lastIndex(where: { $0.contribution != nil }) {
      let kept = causes[last].contribution ?? 0
      for candidate in [kept.nextUp, kept.nextDown, kept.nextUp.nextUp, kept.nextDown.nextDown] {
        causes[last].contribution = candidate
        rest = total - sum()
        if sum() + rest == total { break }
      }
    }
    for index in causes.indices {
      causes[index].share = causes[index].contribution.flatMap { total != 0 ? $0 / total : nil }
    }
    return (causes, rest)
  }
}
