/// Finds the name somebody probably meant.
package enum NearestName {
  /// Longer names are not compared: nobody mistypes them, and the effort grows with the square.
  private static let longest = 64

  /// The closest of the names by optimal string alignment, case ignored; nil where none is close.
  ///
  /// Close is a third of the longer word, at least one edit. Of equally close names the first in order stands.
  package static func of(_ name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in names.sorted() where candidate.unicodeScalars.count <= longest {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let allowed = max(1, max(letters.count, wanted.count) / 3)
      let distance = edits(wanted, letters)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// `; did you mean headline?`, or nothing where none is close.
  package static func hint(_ name: String, among names: some Sequence<String>) -> String {
    of(name, among: Array(names)).map { "; did you mean \($0)?" } ?? ""
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, in its restricted form).
  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var older: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let isSame = left[row] == right[column]
        var cost = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, older[column - 1] + 1)
        }
        current.append(cost)
      }
      (older, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
