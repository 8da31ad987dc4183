/// The name somebody probably meant.
enum NearestName {
  /// `; did you mean headline?`, or nothing where none is near.
  static func hint(_ name: String, among names: some Sequence<String>) -> String {
    let near = names.map { (distance(name, $0), $0) }.min { $0 < $1 }
    guard let near, near.0 <= max(2, name.count / 3) else { return "" }
    return "; did you mean \(near.1)?"
  }

  /// Levenshtein's distance.
  static func distance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var row = Array(0...second.count)
    for (i, left) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in second.enumerated() {
        let change = diagonal + (left == right ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
