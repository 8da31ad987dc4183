/// A test of the whole together with sharper ones of its parts.
enum JoinedTest {
  /// Part of the change, in its direction, that a part must be: what moved elsewhere is not shown by it.
  static let leastPart = 0.5
  /// What each part takes of the error rate; the whole keeps the rest.
  static let share = 0.1

  /// Bonferroni with weights (Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
  /// Statistics 6, 1979). That the whole moved, and by enough, is for its interval and the floor to say.
  static func p(_ whole: Double, parts: [Double?], share: Double = share) -> Double {
    let known = parts.compactMap(\.self)
    let kept = 1 - share * Double(known.count)
    return known.reduce(min(1, whole / kept)) { min($0, $1 / share) }
  }
}
