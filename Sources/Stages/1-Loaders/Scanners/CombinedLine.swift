/// One line of an access log in the combined or common format, taken apart into slices.
///
/// `ip ident user [time] "METHOD path PROTO" status bytes "referer" "user agent"` and what the log's owner appended.
/// A virtual host may stand in front. `-` is an empty slice.
struct CombinedLine {
  var user = Slice(start: nil, count: 0)
  var time = Slice(start: nil, count: 0)
  var method = Slice(start: nil, count: 0)
  var path = Slice(start: nil, count: 0)
  var status = Slice(start: nil, count: 0)
  var userAgent = Slice(start: nil, count: 0)
  /// Request time as written, and its unit.
  var latency = Slice(start: nil, count: 0)
  var latencyUnit = LatencyParser.Unit.seconds

  static let noLine = "not an access log line"
  static let noRequest = "request: unreadable"

  private let base: Bytes
  private let count: Int
  private var place = 0

  /// nil = `fault` says why.
  init(_ line: Slice, base: Bytes) {
    self.base = base
    count = line.count
  }

  /// Reads the line; a reason where it is none.
  mutating func read() -> String? {
    guard readHead() else { return CombinedLine.noLine }
    skipBlanks()
    guard let request = quoted() else { return CombinedLine.noLine }
    let isRequest = split(request)
    skipBlanks()
    let code = word()
    guard code.count == 1 && code[0] == .minus || code.count <= 3 && code.allSatisfy(\.isDigit) && !code.isEmpty else {
      return CombinedLine.noLine
    }
    status = CombinedLine.unlessDash(code)
    if !isRequest { return CombinedLine.noRequest }
    skipBlanks()
    _ = word()
    skipBlanks()
    if place < count, base[place] == .quote, quoted() != nil {
      skipBlanks()
      if place < count, base[place] == .quote, let agent = quoted() { userAgent = CombinedLine.unlessDash(agent) }
    }
    readTail()
    return nil
  }

  /// Host, identity, user and time.
  private mutating func readHead() -> Bool {
    var words = 0
    var second = Slice(start: nil, count: 0)
    var userStart = 0
    var userEnd = 0
    while true {
      skipBlanks()
      guard place < count, base[place] != .quote, words < 16 else { return false }
      if base[place] == .openBracket, words >= 3 { break }
      let start = place
      let text = word()
      words += 1
      if words == 2 { second = text }
      // A virtual host stands in front where the second word is an address; else blanks belong to the user's name.
      if words == 3 || words == 4 && CombinedLine.isAddress(second) { userStart = start }
      userEnd = place
    }
    guard let close = ByteSearch.first(.closeBracket, from: base + place, to: base + count) else { return false }
    time = Slice(start: base + place + 1, count: close - base - place - 1)
    place = close - base + 1
    user = CombinedLine.unlessDash(Slice(start: base + userStart, count: userEnd - userStart))
    return true
  }

  private mutating func split(_ text: Slice) -> Bool {
    guard let request = RequestLine(text) else { return false }
    (method, path) = (request.method, request.path)
    return true
  }

  /// Looks for the request time among what was appended.
  private mutating func readTail() {
    while true {
      skipBlanks()
      guard place < count else { return }
      if base[place] == .quote {
        if quoted() == nil { return }
        continue
      }
      let text = word()
      if let equals = text.firstIndex(of: .equals) {
        let name = text[..<equals]
        guard name.elementsEqual("rt".utf8) || name.elementsEqual("request_time".utf8) else { continue }
        let value = Slice(rebasing: text[(equals + 1)...].filterQuotes())
        if value.first?.isDigit == true { (latency, latencyUnit) = (value, .seconds) }
      } else if latency.isEmpty, text.first?.isDigit == true {
        if text.last != .dot, text.contains(.dot), text.allSatisfy({ $0.isDigit || $0 == .dot }) {
          latency = text
        } else if text.count > 2, text.suffix(2).elementsEqual("ms".utf8), text.dropLast(2).allSatisfy(\.isDigit) {
          (latency, latencyUnit) = (Slice(rebasing: text.dropLast(2)), .milliseconds)
        }
      }
    }
  }

  private mutating func skipBlanks() {
    while place < count, base[place] == .space || base[place] == .tab { place += 1 }
  }

  private mutating func word() -> Slice {
    let start = place
    while place < count, base[place] > .space { place += 1 }
    // A control character belongs to no word: pass over it, or this would not end.
    if place == start, place < count { place += 1 }
    return Slice(start: base + start, count: place - start)
  }

  /// A quoted field without its quotes, escapes as they are; nil where it is not closed.
  private mutating func quoted() -> Slice? {
    guard place < count, base[place] == .quote else { return nil }
    let start = place + 1
    var index = start
    while index < count {
      if base[index] == .backslash {
        index += 2
      } else if base[index] == .quote {
        place = index + 1
        return Slice(start: base + start, count: index - start)
      } else {
        index += 1
      }
    }
    return nil
  }

  private static func unlessDash(_ slice: Slice) -> Slice {
    slice.count == 1 && slice[0] == .minus ? Slice(start: nil, count: 0) : slice
  }

  private static func isAddress(_ word: Slice) -> Bool {
    let colons = word.count { $0 == .colon }
    if colons >= 2 { return word.allSatisfy { $0.hexValue != nil || $0 == .colon || $0 == .dot } }
    return word.count { $0 == .dot } == 3 && word.allSatisfy { $0.isDigit || $0 == .dot }
  }

  /// A field without its escapes, unless what they stand for is no text.
  @inline(__always)
  static func plain(_ slice: Slice, _ scratch: inout Scratch) -> Slice {
    guard slice.contains(.backslash) else { return slice }
    let output = scratch.reserve(slice.count)
    let count = unescape(slice, into: output)
    guard EncodingCheck.firstFault(Slice(start: output, count: count)) == nil else { return slice }
    return scratch.commit(count)
  }

  /// Writes a quoted field's text: `\xXX`, `\"`, `\\`, `\n`, `\t`; it is never longer than the slice.
  static func unescape(_ slice: Slice, into output: UnsafeMutablePointer<UInt8>) -> Int {
    var written = 0
    var index = 0
    while index < slice.count {
      var byte = slice[index]
      var length = 1
      if byte == .backslash, index + 1 < slice.count {
        let letter = slice[index + 1]
        length = 2
        if letter == 0x78, index + 3 < slice.count, let high = slice[index + 2].hexValue,
          let low = slice[index + 3].hexValue
        {
          byte = high << 4 | low
          length = 4
        } else {
          byte = letter == 0x6E ? .lineFeed : letter == 0x74 ? .tab : letter
        }
      }
      output[written] = byte
      written += 1
      index += length
    }
    return written
  }
}

extension Slice.SubSequence {
  /// Without a quote at either end.
  fileprivate func filterQuotes() -> Self {
    var slice = self
    if slice.first == .quote { slice = slice.dropFirst() }
    if slice.last == .quote { slice = slice.dropLast() }
    return slice
  }
}
