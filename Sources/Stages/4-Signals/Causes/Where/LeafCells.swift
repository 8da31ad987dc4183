import ReportModel

/// A table cut into the segments that were located and the rest, with what each adds to the change.
///
/// Counts: a segment adds what it is beyond its expectation at the rest's level. Shares: with w the cell's share of the
/// denominator and p its own share, rate part = (w₀+w₁)/2·(p₁−p₀), mix part = (w₁−w₀)·((p₀+p₁)/2 − (P₀+P₁)/2); together
/// they are the whole change without a remainder (Kitagawa, "Components of a difference between two rates", JASA 50,
/// 1955; Das Gupta, Standardization and Decomposition of Rates, 1993). A cell that is new or gone has no change of its
/// own: all of it is mix.
struct LeafCells {
  struct Cell {
    var now = Fraction(0, of: 0)
    var before = Fraction(0, of: 0)
    /// Additive tables only.
    var observed = 0.0
    var expected = 0.0
    /// Σ expectation² over the leaves.
    var square = 0.0
  }

  let segments: [Cell]
  let rest: Cell
  private let kind: LeafTable.Kind
  private let whole: Cell

  /// - Parameter segments: leaves of each, disjoint.
  init(_ table: LeafTable, segments: [[Int]]) {
    kind = table.kind
    var taken = [Bool](repeating: false, count: table.count)
    for leaf in segments.joined() { taken[leaf] = true }
    func cell(_ leaves: some Sequence<Int>) -> Cell {
      var cell = Cell()
      for leaf in leaves {
        cell.now.numerator += table.current[leaf].numerator
        cell.now.denominator += table.current[leaf].denominator
        cell.before.numerator += table.previous[leaf].numerator
        cell.before.denominator += table.previous[leaf].denominator
        let expected = table.expected?[leaf] ?? table.previous[leaf].numerator
        cell.observed += table.current[leaf].numerator
        cell.expected += expected
        cell.square += expected * expected
      }
      return cell
    }
    self.segments = segments.map { cell($0) }
    rest = cell(table.current.indices.lazy.filter { !taken[$0] })
    whole = cell(table.current.indices)
  }

  var expected: Double { whole.expected }

  /// Σ observed − Σ expected, or the difference of the shares.
  var change: Double {
    kind == .additive ? whole.observed - whole.expected : (whole.now.value ?? 0) - (whole.before.value ?? 0)
  }

  /// - Parameter level: what all cells share, for counts; 1 = nothing.
  func contribution(of segment: Int, level: Double) -> Double {
    let cell = segments[segment]
    return kind == .additive ? cell.observed - level * cell.expected : parts(cell).rate
  }

  var restContribution: Double { kind == .additive ? rest.observed - rest.expected : parts(rest).rate }

  /// A cell's mean share of the denominators.
  func weight(_ cell: Cell) -> Double {
    guard whole.now.denominator > 0, whole.before.denominator > 0 else { return 0 }
    return 0.5 * (cell.now.denominator / whole.now.denominator + cell.before.denominator / whole.before.denominator)
  }

  /// Rate and mix part of a cell, in shares.
  func parts(_ cell: Cell) -> (rate: Double, mix: Double) {
    guard whole.now.denominator > 0, whole.before.denominator > 0 else { return (0, 0) }
    let w1 = cell.now.denominator / whole.now.denominator
    let w0 = cell.before.denominator / whole.before.denominator
    let p1 = cell.now.value ?? cell.before.value ?? 0
    let p0 = cell.before.value ?? p1
    let centre = 0.5 * ((whole.now.value ?? 0) + (whole.before.value ?? 0))
    return (0.5 * (w0 + w1) * (p1 - p0), (w1 - w0) * (0.5 * (p0 + p1) - centre))
  }
}
