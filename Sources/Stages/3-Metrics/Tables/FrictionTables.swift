import ReportModel
import Rollup
import Statistics

extension TableBuilder {
  /// The steps between sign-up and the value moment: how many got how far and how fast, and what the others met last;
  /// with it, who is lost more often than the rest at each step.
  func friction() -> (steps: [TableRow], segments: [TableRow])? {
    guard world.valueMomentMissing == nil, world.callsUnresolvable == nil, let rollup = month.rollup else { return nil }
    let path = FrictionPath(month, names: names)
    let progress = month.cohort.map { ($0, path.progress($0)) }
    var rows: [TableRow] = []
    var segments: [FrictionSegment] = []
    for (index, (step, next)) in zip(path.steps, path.steps.dropFirst()).enumerated() {
      let entered = progress.filter { $0.1 >= index }
      let left = entered.filter { $0.1 == index }.map(\.0)
      let name = "\(step.name) → \(next.name)"
      let times = entered.compactMap { developer, _ -> Double? in
        guard let from = step.time(developer), let to = next.time(developer), to >= from else { return nil }
        return month.seconds(to - from)
      }
      rows.append([
        "step": .text(name), "entered": .integer(entered.count), "left": .integer(left.count),
        "share_left": Cell(entered.isEmpty ? nil : Double(left.count) / Double(entered.count)),
        "median_s": Cell(Quantile.linear(times.sorted(), 0.5)), "last_met": Cell(lastMet(left, rollup)),
      ])
      guard !left.isEmpty else { continue }
      segments += FrictionSegment.all(step: name, entered.map { ($0.0, $0.1 == index) }, world)
    }
    return (rows, FrictionSegment.rows(segments))
  }

  /// The most common last thing of some developers: endpoint and status of their last call, else their last page, else
  /// their last event.
  private func lastMet(_ developers: [Int], _ rollup: Rollup) -> String? {
    var counts: [String: Int] = [:]
    for developer in developers {
      let facts = rollup.facts[developer]
      let event = world.events[developer].last { $0.time < month.asOf && names.isShowable($0.name) }?.name
      if facts.lastEndpoint >= 0, month.known(facts.lastCall) != nil {
        counts["\(rollup.endpoints[rollup.visible(facts.lastEndpoint)]) → \(facts.lastStatus)", default: 0] += 1
      } else if let last = world.docViews[developer].last(where: { $0.time < month.asOf })?.page ?? event {
        counts[last, default: 0] += 1
      } else {
        counts["nothing we can see", default: 0] += 1
      }
    }
    guard let most = counts.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }) else { return nil }
    return "\(most.key) (\(most.value) of \(developers.count))"
  }
}

/// Developers of one SDK or channel at one step, against all others there.
struct FrictionSegment {
  let step: String
  let dimension: String
  let segment: String
  let entered: Int
  let left: Int
  let restEntered: Int
  let restLeft: Int

  /// Fewer are not named.
  static let fewest = 20

  static func all(step: String, _ members: [(developer: Int, left: Bool)], _ world: World) -> [FrictionSegment] {
    let lost = members.count { $0.left }
    return ["sdk", "channel"].flatMap { dimension -> [FrictionSegment] in
      var groups: [String: (entered: Int, left: Int)] = [:]
      for (developer, left) in members {
        guard let value = world.attribute(dimension, ofDeveloper: developer) else { continue }
        groups[value, default: (0, 0)].entered += 1
        if left { groups[value, default: (0, 0)].left += 1 }
      }
      return groups.sorted { $0.key < $1.key }.compactMap { value, group in
        guard group.entered >= fewest, members.count - group.entered >= fewest else { return nil }
        return FrictionSegment(
          step: step, dimension: dimension, segment: value, entered: group.entered, left: group.left,
          restEntered: members.count - group.entered, restLeft: lost - group.left)
      }
    }
  }

  /// As the table shows them: by step, those lost most first, with p adjusted over all (Benjamini–Hochberg).
  static func rows(_ segments: [FrictionSegment]) -> [TableRow] {
    let p = FalseDiscovery.adjusted(segments.map(\.p))
    return segments.indices.map { index in
      let segment = segments[index]
      return [
        "step": .text(segment.step), "dimension": .text(segment.dimension), "segment": .text(segment.segment),
        "entered": .integer(segment.entered), "left": .integer(segment.left),
        "share_left": .number(Double(segment.left) / Double(segment.entered)),
        "others_left": .number(Double(segment.restLeft) / Double(segment.restEntered)), "p": .number(p[index]),
      ]
    }
  }

  private var p: Double {
    Association(
      both: left, firstOnly: entered - left, secondOnly: restLeft, neither: restEntered - restLeft
    ).p
  }
}
