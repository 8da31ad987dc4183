import Foundation

/// Parents and children: at which grain a segment is named.
extension SegmentScan {
  /// The segment at the grain its leaves speak for: its parent unless the rest of that clearly stood still, the largest
  /// of a few children where the rest of it did not move.
  func refined(_ segment: Segment, _ state: LeafState) -> Segment {
    var segment = segment
    while let parent = evenParent(of: segment, state) { segment = parent }
    while segment.dimensions.count < options.depth, let child = betterChild(of: segment, state) { segment = child }
    return segment
  }

  private func evenParent(of child: Segment, _ state: LeafState) -> Segment? {
    guard child.dimensions.count > 1, let own = sums(of: child, state) else { return nil }
    var best: Segment?
    for drop in child.dimensions.indices {
      var parent = child
      parent.dimensions.remove(at: drop)
      parent.codes.remove(at: drop)
      guard let position = place[parent.dimensions], let whole = sums(of: parent, state) else { continue }
      let rest = whole - own
      let saved = cost(child.dimensions.count) - cost(parent.dimensions.count)
      parent.score = gain(whole, state.all, in: position, state) - cost(parent.dimensions.count)
      guard parent.score >= max(options.threshold, best?.score ?? 0),
        rest.expected <= 0 || mayMoveLike(rest, own, state, saving: saved)
      else { continue }
      parent.ratio = ratio(whole, state)
      best = parent
    }
    return best
  }

  private func betterChild(of parent: Segment, _ state: LeafState) -> Segment? {
    guard let whole = sums(of: parent, state) else { return nil }
    var best: (total: Double, child: Segment)?
    for (position, cuboid) in cuboids.enumerated() where cuboid.dimensions.count == parent.dimensions.count + 1 {
      let places = parent.dimensions.compactMap { cuboid.dimensions.firstIndex(of: $0) }
      guard places.count == parent.dimensions.count else { continue }
      let sums = state.sums[position]
      let cost = cost(cuboid.dimensions.count)
      var children: [(index: Int, sums: EffectiveSums, score: Double)] = []
      for index in sums.indices
      where zip(places, parent.codes).allSatisfy({ cuboid.code(of: index, at: $0) == $1 }) {
        children.append((index, sums[index], gain(sums[index], state.all, in: position, state) - cost))
      }
      children.sort { ($1.score, $0.index) < ($0.score, $1.index) }
      // Naming a few children must pay for each of their names, and leave a rest that did not move with them.
      let few = children.prefix(3).filter { $0.score > 0 }
      let total = few.reduce(0) { $0 + $1.score }
      guard let first = few.first, children.count > few.count, total > max(parent.score, best?.total ?? 0) else {
        continue
      }
      let named = few.reduce(EffectiveSums()) { $0 + $1.sums }
      guard !movesLike(whole - named, named, state, atLeast: SegmentScan.still) else { continue }
      let child = Segment(
        dimensions: cuboid.dimensions, codes: cuboid.codes(of: first.index), score: first.score,
        ratio: ratio(first.sums, state), leaves: [])
      best = (total, child)
    }
    return best?.child
  }

  /// Whether what surrounds a segment does not speak clearly for having stood still: its likelihood there exceeds that of
  /// having moved with the segment by no more than the shorter name saves. A rest too small to tell speaks for neither.
  private func mayMoveLike(_ rest: EffectiveSums, _ own: EffectiveSums, _ state: LeafState, saving: Double) -> Bool {
    let outside = state.all.level(without: rest + own)
    let level = state.background ?? (table.form == .count ? outside : 1)
    guard level > 0, own.expected > 0 else { return false }
    let still = rest.expected * level
    let factor = max(own.observed / (own.expected * level), 1e-3)
    let points = own.exposure > 0 ? (own.observed - own.expected) / own.exposure : 0
    func likelihood(_ expected: Double) -> Double {
      let e = max(expected, 1e-9)
      guard isShare else { return rest.observed * log(e) - e }
      let share = min(max(e / max(rest.exposure, 1e-9), 1e-9), 1 - 1e-9)
      return rest.observed * log(share) + (rest.exposure - rest.observed) * log(1 - share)
    }
    let moved = (0...4).flatMap { step -> [Double] in
      let portion = SegmentScan.alike + (1 - SegmentScan.alike) * Double(step) / 4
      let asFactor = likelihood(still * pow(factor, portion))
      return isShare ? [asFactor, likelihood(still + portion * points * rest.exposure)] : [asFactor]
    }
    return (moved.max() ?? -.infinity) + saving >= likelihood(still)
  }

  /// Part of a segment's movement from which its surroundings moved alike.
  static let alike = 0.33
  /// Part of its children's movement up to which the rest of a parent stood still.
  static let still = 0.25

  /// Whether a part moved in the same direction as another and by at least a portion of it: as a factor or, for
  /// shares, by as many points (a fault that fails one call in five adds the same points everywhere).
  func movesLike(
    _ part: EffectiveSums, _ other: EffectiveSums, _ state: LeafState, atLeast portion: Double
  ) -> Bool {
    guard part.expected > 0, other.expected > 0 else { return false }
    let all = state.all
    let level = state.background ?? (table.form == .count && all.expected > 0 ? all.observed / all.expected : 1)
    func factor(_ sums: EffectiveSums) -> Double {
      log(max(sums.observed, 1e-3 * sums.expected * level) / (sums.expected * level))
    }
    func moved(_ own: Double, _ reference: Double) -> Bool {
      (own > 0) == (reference > 0) && abs(own) >= portion * abs(reference)
    }
    if moved(factor(part), factor(other)) { return true }
    guard table.form == .ratio, part.exposure > 0, other.exposure > 0 else { return false }
    return moved((part.observed - part.expected) / part.exposure, (other.observed - other.expected) / other.exposure)
  }
}
