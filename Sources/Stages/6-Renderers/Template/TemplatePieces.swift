/// A template in pieces of whole lines, cut where no section is open.
///
/// For every tag the library's parser counts all the text that is left, so that a template takes it the square of its
/// length. As partials of one another the pieces say the same.
enum TemplatePieces {
  struct Piece: Equatable {
    let text: String
    /// Where it begins in its template, from 1.
    let line: Int
  }

  /// Bytes that are worth a piece.
  private static let length = 1_000

  static func cut(_ text: String, tags: [TemplateTag]) -> [Piece] {
    let breaks = text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: "\n") }
    let lines = [text.startIndex] + breaks.map(text.utf8.index(after:))
    var pieces: [Piece] = []
    var depth = 0
    var (start, line) = (text.startIndex, 1)
    for tag in tags {
      let isOpening = tag.kind == .section || tag.kind == .inverted
      if isOpening, depth == 0, tag.column == 1 {
        let place = lines[tag.line - 1]
        if text.utf8.distance(from: start, to: place) >= length {
          pieces.append(Piece(text: String(text[start..<place]), line: line))
          (start, line) = (place, tag.line)
        }
      }
      depth += isOpening ? 1 : tag.kind == .end ? -1 : 0
    }
    return pieces + [Piece(text: String(text[start...]), line: line)]
  }
}
