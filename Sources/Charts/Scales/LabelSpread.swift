/// Moves labels in a column just so far apart that none overlaps.
enum LabelSpread {
  /// New places for labels that would like to stand at `wanted`, `gap` apart and inside `bounds`, in the same order.
  ///
  /// Pool-adjacent violators: neighbours that are too close become one block around their mean, which is the
  /// least-squares answer. Where the column is too short for all, the gap shrinks evenly.
  static func places(_ wanted: [Double], gap: Double, bounds: ClosedRange<Double>) -> [Double] {
    guard !wanted.isEmpty else { return [] }
    let room = bounds.upperBound - bounds.lowerBound
    let gap = wanted.count > 1 ? min(gap, room / Double(wanted.count - 1)) : gap
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var blocks: [(mean: Double, count: Int)] = []
    for (position, index) in order.enumerated() {
      // A label in its own frame of reference: with the gaps before it taken off, "not closer" is "not smaller".
      var block = (mean: wanted[index] - Double(position) * gap, count: 1)
      while let last = blocks.last, last.mean > block.mean {
        blocks.removeLast()
        let count = last.count + block.count
        block = ((last.mean * Double(last.count) + block.mean * Double(block.count)) / Double(count), count)
      }
      blocks.append(block)
    }
    let highest = bounds.upperBound - Double(wanted.count - 1) * gap
    var result = wanted
    var position = 0
    for block in blocks {
      let mean = min(max(block.mean, bounds.lowerBound), max(highest, bounds.lowerBound))
      for _ in 0..<block.count {
        result[order[position]] = mean + Double(position) * gap
        position += 1
      }
    }
    return result
  }
}
