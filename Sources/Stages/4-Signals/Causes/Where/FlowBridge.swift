import ReportModel

/// Active tokens by growth accounting: new, resurrected, lost and retained, the segment that stands out first.
///
/// The parts are the flows themselves, so that they add up; a flow is split where one home segment has far more of it
/// than its size gives it.
struct FlowBridge {
  let values: ComparedValues
  let count: CountBridge

  func bridge(_ table: LeafTable) -> Bridge? {
    guard let flow = table.dimensions.firstIndex(of: "flow") else { return count.bridge(table) }
    let homes = table.dimensions.filter { $0 != "flow" }
    // Where do active tokens move against the rest? Flows are looked at once that is known.
    let located = homes.isEmpty ? nil : count.bridge(table.rolledUp(to: homes))?.parts.first
    var parts: [Bridge.Part] = []
    for name in FlowBridge.order {
      let leaves = table.current.indices.filter { table.names[flow][Int(table.codes[flow][$0])] == name }
      func sum(_ leaves: [Int]) -> Double {
        leaves.reduce(0) { $0 + table.current[$1].numerator - table.previous[$1].numerator }
      }
      let inside = located.map { part in leaves.filter { table.contains(part.values, leaf: $0) } } ?? []
      let own = sum(inside)
      let all = sum(leaves)
      if let located, isFarMore(own, of: all, in: located) {
        parts.append(
          Bridge.Part(
            segment: located.segment, several: located.several, effect: .volume, contribution: own, flow: name,
            isLocated: located.isLocated,
            score: located.score))
        if all != own { parts.append(Bridge.Part(effect: .volume, contribution: all - own, flow: name)) }
      } else if all != 0 {
        let usual = table.usualFlows?[name].map { Cause.Inside(previous: $0, value: all) }
        parts.append(Bridge.Part(effect: .volume, contribution: all, flow: name, inside: usual))
      }
    }
    parts.sort { left, right in
      let isNamed = (left.segment.isEmpty ? 0 : 1, right.segment.isEmpty ? 0 : 1)
      if isNamed.0 != isNamed.1 { return isNamed.0 > isNamed.1 }
      return (unusual(right, table), left.flow ?? "") < (unusual(left, table), right.flow ?? "")
    }
    return Bridge(parts: parts, table: table)
  }

  /// Half of the flow, or a good part of it that is well over the segment's share of everything.
  private func isFarMore(_ own: Double, of all: Double, in segment: Bridge.Part) -> Bool {
    guard all != 0, abs(own) >= Naming.leastShare * abs(values.change) else { return false }
    let share = own / all
    return share >= 0.5 || share >= 0.25 && share >= FlowBridge.farMore * segment.size
  }

  /// How many times its own size a segment's part in a flow must be.
  static let farMore = 1.5

  /// How far a flow is from what it was the month before, in standard errors of two counts of tokens (score test of
  /// Poisson rates): the largest flow moves most without anything having happened. Where that is unknown, its size.
  private func unusual(_ part: Bridge.Part, _ table: LeafTable) -> Double {
    guard let usual = table.usualFlows else { return abs(part.contribution) }
    let before = usual[part.flow ?? ""] ?? 0
    let size = abs(part.contribution) + abs(before)
    return size > 0 ? abs(part.contribution - before) / size.squareRoot() : 0
  }

  static let order = ["new", "resurrected", "retained", "lost"]
}

extension LeafTable {
  func contains(_ segment: [String: [String]], leaf: Int) -> Bool {
    segment.allSatisfy { name, values in
      dimensions.firstIndex(of: name).map { values.contains(names[$0][Int(codes[$0][leaf])]) } ?? true
    }
  }

  /// The table over fewer dimensions.
  func rolledUp(to kept: [String]) -> LeafTable {
    let places = kept.compactMap { dimensions.firstIndex(of: $0) }
    var builder = Builder(kind, dimensions: places.map { dimensions[$0] })
    for leaf in 0..<count {
      builder.add(
        places.map { names[$0][Int(codes[$0][leaf])] }, current: current[leaf], previous: previous[leaf],
        expected: expected?[leaf])
    }
    var table = builder.table()
    table.titles = titles
    table.rowsPerUnit = rowsPerUnit
    table.daily = daily
    return table
  }
}
