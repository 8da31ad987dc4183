/// A pattern over paths: `*` and `?` inside one step, `**` over any number of steps.
struct Glob: Hashable, Sendable {
  private let steps: [String]

  init(_ pattern: String) {
    steps = Glob.parts(pattern).filter { $0 != "." }
  }

  func matches(_ path: String) -> Bool { places(after: path).contains(steps.count) }

  /// Whether some path below a folder can match, so that it is worth looking into.
  func canMatch(below folder: String) -> Bool { places(after: folder).contains { $0 < steps.count } }

  /// Steps of the pattern that may come next once `path` is read; the pattern is done where the end is among them.
  private func places(after path: String) -> Set<Int> {
    var places = closure([0])
    for part in Glob.parts(path) {
      var next: Set<Int> = []
      for place in places where place < steps.count {
        if steps[place] == "**" { next.insert(place) } else if Glob.fits(part, steps[place]) { next.insert(place + 1) }
      }
      places = closure(next)
      if places.isEmpty { break }
    }
    return places
  }

  /// `**` may stand for nothing.
  private func closure(_ places: Set<Int>) -> Set<Int> {
    var result = places
    for place in places {
      var next = place
      while next < steps.count, steps[next] == "**" {
        next += 1
        result.insert(next)
      }
    }
    return result
  }

  private static func parts(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

  /// Matches one step in linear time: a failed attempt only moves the last star on.
  private static func fits(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text.unicodeScalars)
    let pattern = Array(pattern.unicodeScalars)
    var (at, place) = (0, 0)
    var star: Int?
    var retry = 0
    while at < text.count {
      if place < pattern.count, pattern[place] == "*" {
        star = place
        retry = at
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[at] {
        at += 1
        place += 1
      } else if let star {
        place = star + 1
        retry += 1
        at = retry
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
