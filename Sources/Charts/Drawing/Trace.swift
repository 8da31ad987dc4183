/// A line whose last part may not be final: dotted where a point is open, hollow where one rests on few.
struct Trace {
  let points: [Drawing.Point?]
  let isOpen: [Bool]
  let isHollow: [Bool]

  func draw(on drawing: inout Drawing, _ line: Style, _ open: Style, _ dot: Style, _ hollow: Style) {
    var (solid, dotted) = (points, points)
    for index in points.indices {
      if isOpen[index] { solid[index] = nil }
      let touchesOpen = isOpen[index] || (index + 1 < points.count && isOpen[index + 1])
      if !touchesOpen { dotted[index] = nil }
    }
    drawing.polyline(solid, line)
    drawing.polyline(dotted, open)
    let last = points.lastIndex { $0 != nil }
    for (index, point) in points.enumerated() {
      guard let point else { continue }
      let isAlone = (index == 0 || points[index - 1] == nil) && (index + 1 == points.count || points[index + 1] == nil)
      if isHollow[index] {
        drawing.circle(point, radius: 3, hollow)
      } else if isAlone || index == last {
        drawing.circle(point, radius: 3, dot)
      }
    }
  }
}
