/// A file pattern below the data folder: `*` and `?` within a name, `**` over folders.
struct GlobPattern: Hashable, Sendable {
  private let pattern: [Character]

  init(_ text: String) { pattern = Array(text.hasPrefix("./") ? text.dropFirst(2) : text[...]) }

  func matches(_ path: String) -> Bool { matches(pattern[...], Array(path)[...]) }

  private func matches(_ pattern: ArraySlice<Character>, _ path: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == "*" {
      let isDeep = pattern.dropFirst().first == "*"
      var rest = pattern.dropFirst(isDeep ? 2 : 1)
      if isDeep, rest.first == "/" { rest = rest.dropFirst() }
      var remaining = path
      while true {
        if matches(rest, remaining) { return true }
        guard let next = remaining.first, isDeep || next != "/" else { return false }
        remaining = remaining.dropFirst()
      }
    }
    guard let next = path.first, first == next || first == "?" && next != "/" else { return false }
    return matches(pattern.dropFirst(), path.dropFirst())
  }
}
