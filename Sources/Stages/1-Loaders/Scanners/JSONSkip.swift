/// Finds the end of an element that is no JSON, by its quotes and its own kind of brackets alone.
struct JSONSkip {
  enum Outcome {
    case closed(Int)
    /// A string goes over the end of a line, which JSON forbids: a quote is missing or too many.
    case quotesOutOfOrder
    case open
  }

  private let open: UInt8
  private let close: UInt8
  private var offset = 0
  private var depth = 0
  private var isInString = false

  /// `first` is the first byte of the element.
  init(first: UInt8) {
    open = first == .openBracket ? .openBracket : .openBrace
    close = first == .openBracket ? .closeBracket : .closeBrace
  }

  /// Goes on where it stopped; `text` is the element from its first byte and may have grown.
  mutating func run(_ text: Slice) -> Outcome {
    while offset < text.count {
      let byte = text[offset]
      if isInString {
        if byte == .backslash {
          if offset + 1 >= text.count { return .open }
          offset += 1
        } else if byte == .quote {
          isInString = false
        } else if byte == .lineFeed {
          return .quotesOutOfOrder
        }
      } else {
        switch byte {
        case .quote: isInString = true
        case open: depth += 1
        case close where depth > 0:
          depth -= 1
          if depth == 0 { return .closed(offset + 1) }
        case .comma where depth == 0, .lineFeed where depth == 0, .closeBrace where depth == 0,
          .closeBracket where depth == 0:
          return .closed(offset)
        default: break
        }
      }
      offset += 1
    }
    return .open
  }
}

/// Reasons for rejecting a row; a handful of texts, because rows are counted by them.
enum RowFault {
  static let noObject = "not a JSON object"

  static func json(_ fault: JSONFault) -> String {
    switch fault {
    case .none: "malformed JSON"
    case .incomplete: "malformed JSON: it ends early"
    case .malformed(let expected): "malformed JSON: expected \(expected)"
    }
  }

  /// nil where the row is UTF-8.
  static func encoding(_ row: Slice) -> String? {
    EncodingCheck.firstFault(row).map { row[$0] == 0 ? "NUL byte in the text" : "not UTF-8" }
  }
}
