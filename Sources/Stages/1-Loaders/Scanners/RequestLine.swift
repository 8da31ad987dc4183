/// `METHOD path PROTO`, taken apart; blanks inside the path are the client's mistake and stay.
struct RequestLine {
  let method: Slice
  let path: Slice

  /// nil where it is none.
  init?(_ request: Slice) {
    guard let blank = request.firstIndex(of: .space), blank > 0, request[..<blank].allSatisfy(\.isLetter) else {
      return nil
    }
    var rest = request[(blank + 1)...]
    if let last = rest.lastIndex(of: .space), rest[(last + 1)...].starts(with: "HTTP/".utf8) { rest = rest[..<last] }
    guard let lead = rest.first,
      lead == .slash || lead == 0x2A || lead.isLetter && rest.contains(.slash) && rest.contains(.colon)
    else { return nil }
    method = Slice(rebasing: request[..<blank])
    path = Slice(rebasing: rest)
  }
}
