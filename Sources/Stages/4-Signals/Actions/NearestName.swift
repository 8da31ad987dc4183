/// The known name a misspelt one most likely meant.
enum NearestName {
  /// nil where nothing is near.
  ///
  /// Two letters may differ (two that changed places are two), a third of a long name, one of a very short one.
  static func of(_ name: String, among known: [String]) -> String? {
    let limit = name.count <= 3 ? 1 : max(2, name.count / 3)
    return known.map { ($0, distance(name, $0)) }.filter { $0.1 <= limit }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// Letters to insert, drop or change (Levenshtein).
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.lowercased()), Array(second.lowercased()))
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
