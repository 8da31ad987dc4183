/// Tells where delimited text may be cut at a line end, without splitting it into fields.
enum QuotedLines {
  /// Length of the lines before the first one whose quotes do not close on it, by the rules of `DelimitedScanner`.
  ///
  /// `text` begins with a record and ends with a line feed; where it has no quote this is one search.
  static func closedLength(_ text: Slice, delimiter: UInt8, index: inout LineIndex) -> Int {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    let start = Bytes(base)
    let end = start + text.count
    if ByteSearch.first(.quote, from: start, to: end) == nil { return text.count }
    var line = start
    while line < end {
      if let plain = index.next(line, end - line) {
        line += plain.length
        continue
      }
      guard let lineEnd = ByteSearch.first(.lineFeed, from: line, to: end), isClosed(line, lineEnd, delimiter) else {
        return line - start
      }
      line = lineEnd + 1
    }
    return text.count
  }

  private static func isClosed(_ start: Bytes, _ end: Bytes, _ delimiter: UInt8) -> Bool {
    if ByteSearch.first(.quote, from: start, to: end) == nil { return true }
    let content = end > start && end[-1] == .carriageReturn ? end - 1 : end
    var place = start
    while true {
      while place < content, place[0] == .space { place += 1 }
      if place < content, place[0] == .quote {
        guard let closing = closing(place + 1, end) else { return false }
        place = closing + 1
        while place < content, place[0] == .space { place += 1 }
        // Text behind a closing quote costs the line.
        if place >= content || place[0] != delimiter { return true }
      } else {
        guard let next = ByteSearch.first(delimiter, from: place, to: content) else { return true }
        place = next
      }
      place += 1
    }
  }

  private static func closing(_ start: Bytes, _ end: Bytes) -> Bytes? {
    var place = start
    while let quote = ByteSearch.first(.quote, from: place, to: end) {
      guard quote + 1 < end, quote[1] == .quote else { return quote }
      place = quote + 2
    }
    return nil
  }
}

extension Window {
  /// Length, of the first `length` bytes, of the lines before the first one whose quotes do not close on it.
  mutating func closedLength(of length: Int, delimiter: UInt8) -> Int {
    QuotedLines.closedLength(slice(0..<length), delimiter: delimiter, index: &index)
  }
}
