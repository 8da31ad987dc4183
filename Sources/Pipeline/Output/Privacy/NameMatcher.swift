/// Finds names of companies in text that people wrote.
///
/// Whole words only. Exact spelling, or any spelling where `ignoringCase`: then names of three letters or less still
/// count as written alone, or half the words of a language would be companies.
struct NameMatcher {
  private struct Entry {
    let id: String
    let words: [String]
  }

  private let entries: [String: [Entry]]
  private let ignoringCase: Bool

  init(_ names: [(id: String, name: String)], ignoringCase: Bool) {
    self.ignoringCase = ignoringCase
    var entries: [String: [Entry]] = [:]
    for (id, name) in names {
      let words = Self.pieces(name).filter { $0.isWord }.map { String($0.text) }
      guard let first = words.first, name.count > 1 else { continue }
      entries[first.lowercased(), default: []].append(Entry(id: id, words: words))
    }
    // The longest name first: "Acme Bank" before "Acme".
    self.entries = entries.mapValues { $0.sorted { ($1.words.count, $0.id) < ($0.words.count, $1.id) } }
  }

  /// The text with every name replaced by what `replacement` says of its company's id.
  func replacing(in text: String, with replacement: (String) -> String) -> String {
    guard !entries.isEmpty else { return text }
    let pieces = Self.pieces(text)
    var result = ""
    var index = 0
    while index < pieces.count {
      if pieces[index].isWord, let (entry, end) = match(pieces, at: index) {
        result += replacement(entry.id)
        index = end
      } else {
        result += pieces[index].text
        index += 1
      }
    }
    return result
  }

  /// A name whose words stand here, one behind the other with something that is no word between them.
  private func match(_ pieces: [Piece], at start: Int) -> (Entry, end: Int)? {
    for entry in entries[pieces[start].text.lowercased()] ?? [] {
      let end = start + 2 * entry.words.count - 1
      guard end <= pieces.count else { continue }
      let isThere = entry.words.enumerated().allSatisfy { offset, word in
        let piece = pieces[start + 2 * offset]
        return piece.isWord && isSame(piece.text, word)
      }
      if isThere { return (entry, end) }
    }
    return nil
  }

  private func isSame(_ text: Substring, _ word: String) -> Bool {
    text == word || ignoringCase && word.count > 3 && text.lowercased() == word.lowercased()
  }

  private struct Piece {
    let text: Substring
    let isWord: Bool
  }

  /// Words and what stands between them, by turns.
  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let first = rest.first {
      let isWord = first.isLetter || first.isNumber
      let piece = rest.prefix { ($0.isLetter || $0.isNumber) == isWord }
      pieces.append(Piece(text: piece, isWord: isWord))
      rest = rest[piece.endIndex...]
    }
    return pieces
  }
}
