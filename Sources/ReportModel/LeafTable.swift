/// A metric's two periods by every combination of its dimensions: the table a change is searched in.
///
/// Leaves are the finest cells; each stands once, in the order of its values' names, whatever order the rows came in.
/// Stored by column: `codes[d][i]` is the index into `names[d]` of leaf `i`.
package struct LeafTable: Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Numerators add up to the metric (or to its exact change).
    case additive
    /// The metric is Σ numerator ÷ Σ denominator.
    case ratio
    /// Numerator = units above the previous period's quantile, denominator = units: the bridge is in shares and is
    /// scaled to the metric's change.
    case exceedance
  }

  package let kind: Kind
  /// Segment keys of the contract: `endpoint`, `sdk`, `channel`, `company_id`…
  package let dimensions: [String]
  /// Values of each dimension, ascending; `(unknown)` where it is not known.
  package let names: [[String]]
  package let codes: [[Int32]]
  package let current: [Fraction]
  package let previous: [Fraction]
  /// What an additive leaf was expected to be from the calendar; nil = what it was.
  package private(set) var expected: [Double]?
  /// The same leaves a month earlier (last month, and the one before it), where the rows reach back so far: what they
  /// do when presumably nothing happens.
  package private(set) var quiet: (current: [Fraction], previous: [Fraction])?
  /// Names of values that are ids (companies), for people.
  package var titles: [String: String] = [:]
  /// Rows that one unit of the numerator stands for, this period and last, where it is not itself a count of rows
  /// (tickets per 100 developers); nil where rows are not counted (money).
  package var rowsPerUnit: (current: Double, previous: Double)? = (1, 1)
  /// For a table with a `flow` dimension: what each flow was in the month before, signed.
  package var usualFlows: [String: Double]?
  /// The days behind a segment (dimension → values), this period and up to eight weeks before; nil where the metric
  /// has none.
  package var daily: (@Sendable ([String: Set<String>]) -> [DailyFraction])?

  package var count: Int { current.count }

  /// - Parameter amounts: one for each leaf.
  package mutating func setExpected(_ amounts: [Double]) { expected = amounts }
}

extension LeafTable {
  /// Rows being summed into leaves.
  package struct Builder {
    private let kind: Kind
    private let dimensions: [String]
    private let unit: Double
    private var codes: [[String: Int32]]
    private var names: [[String]]
    private var index: [[Int32]: Int] = [:]
    private var keys: [[Int32]] = []
    private var current: [Fraction] = []
    private var previous: [Fraction] = []
    private var expected: [Double] = []
    private var hasExpected = false
    private var earlier: [Fraction] = []
    private var hasEarlier = false

    /// - Parameter unit: numerators of both periods are added as multiples of 1 ÷ this; where they are whole ones, their
    ///   sum does not depend on the order of the rows.
    package init(_ kind: Kind, dimensions: [String], unit: Double = 1) {
      self.kind = kind
      self.unit = unit
      self.dimensions = dimensions
      codes = dimensions.map { _ in [:] }
      names = dimensions.map { _ in [] }
    }

    /// - Parameter values: one for each dimension.
    package mutating func add(
      _ values: [String], current now: Fraction = Fraction(0, of: 0), previous before: Fraction = Fraction(0, of: 0),
      expected amount: Double? = nil, earlier long: Fraction? = nil
    ) {
      var key: [Int32] = []
      key.reserveCapacity(values.count)
      for (dimension, value) in values.enumerated() { key.append(code(value, dimension)) }
      let leaf: Int
      if let known = index[key] {
        leaf = known
      } else {
        leaf = keys.count
        index[key] = leaf
        keys.append(key)
        current.append(Fraction(0, of: 0))
        previous.append(Fraction(0, of: 0))
        expected.append(0)
        earlier.append(Fraction(0, of: 0))
      }
      current[leaf].numerator += now.numerator
      current[leaf].denominator += now.denominator
      previous[leaf].numerator += before.numerator
      previous[leaf].denominator += before.denominator
      if let long {
        earlier[leaf].numerator += long.numerator
        earlier[leaf].denominator += long.denominator
        hasEarlier = true
      }
      if let amount {
        expected[leaf] += amount
        hasExpected = true
      }
    }

    private mutating func code(_ value: String, _ dimension: Int) -> Int32 {
      if let known = codes[dimension][value] { return known }
      let code = Int32(names[dimension].count)
      codes[dimension][value] = code
      names[dimension].append(value)
      return code
    }

    private func amount(_ sum: Fraction) -> Fraction { Fraction(sum.numerator / unit, of: sum.denominator) }

    /// The table, in the order of names.
    package func table() -> LeafTable {
      var renumbered: [[Int32]] = []
      var sorted: [[String]] = []
      for dimension in dimensions.indices {
        let order = names[dimension].indices.sorted { names[dimension][$0] < names[dimension][$1] }
        var map = [Int32](repeating: 0, count: order.count)
        for (position, old) in order.enumerated() { map[old] = Int32(position) }
        renumbered.append(map)
        sorted.append(order.map { names[dimension][$0] })
      }
      let final = keys.map { key in key.enumerated().map { renumbered[$0][Int($1)] } }
      let order = final.indices.sorted { final[$0].lexicographicallyPrecedes(final[$1]) }
      return LeafTable(
        kind: kind, dimensions: dimensions, names: sorted,
        codes: dimensions.indices.map { dimension in order.map { final[$0][dimension] } },
        current: order.map { amount(current[$0]) }, previous: order.map { amount(previous[$0]) },
        expected: hasExpected ? order.map { expected[$0] } : nil,
        quiet: hasEarlier ? (order.map { amount(previous[$0]) }, order.map { earlier[$0] }) : nil)
    }
  }
}
