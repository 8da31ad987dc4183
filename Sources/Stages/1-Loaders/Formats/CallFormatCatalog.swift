import ReportModel

/// The gateway formats that are known, in the order in which a file is held against them.
package enum CallFormatCatalog {
  package static let all: [CallFormat] = [
    .kong, .apiGateway, .cloudflare, .traefik, .caddy, .envoy, .tyk, .haproxy, .envoyText,
  ]

  package static func format(_ id: String) -> CallFormat? { all.first { $0.id == id } }

  /// The format whose signature one of the first objects bears.
  static func detect(_ objects: [Slice]) -> CallFormat? {
    for object in objects {
      guard let members = members(of: object) else { continue }
      if let format = all.first(where: { !$0.isText && members.isSuperset(of: $0.signature) }) { return format }
    }
    return nil
  }

  /// The text log whose lines these are: calls that can be read, by half of the lines, and by no other format.
  static func detect(lines: [Slice]) -> CallFormat? {
    let fitting = all.filter { format in
      guard format.isText else { return false }
      var log = PatternCalls(format)
      var assembler = CallAssembler(zone: .utc)
      let rows = lines.count { line in
        defer { assembler.group.removeAll() }
        var cells = assembler.group.next
        guard log.read(line, into: &cells) == nil else { return false }
        assembler.group.take(CallText(line), line: 1)
        return assembler.assemble(latencyUnit: log.latencyUnit) || assembler.takeFaults().isEmpty
      }
      return rows > 0 && rows * 2 >= lines.count
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// Paths of an object's members, into the objects inside it; nil where the text is none.
  private static func members(of text: Slice) -> Set<String>? {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    var cursor = JSONCursor(Bytes(base), Bytes(base) + text.count)
    var members: Set<String> = []
    cursor.skipSpace()
    // The first object of an array stands for all.
    if cursor.take(.openBracket) { cursor.skipSpace() }
    collect(&cursor, under: "", into: &members)
    return members.isEmpty ? nil : members
  }

  private static func collect(_ cursor: inout JSONCursor, under prefix: String, into members: inout Set<String>) {
    guard cursor.take(.openBrace) else { return }
    cursor.skipSpace()
    while members.count < 500, let key = cursor.string() {
      let path = prefix + JSONText.string(key)
      cursor.skipSpace()
      guard cursor.take(.colon) else { return }
      cursor.skipSpace()
      members.insert(path)
      if cursor.next == .openBrace, prefix.count < 200 {
        var inner = cursor
        collect(&inner, under: path + ".", into: &members)
      }
      guard cursor.value() != nil else { return }
      cursor.skipSpace()
      guard cursor.take(.comma) else { return }
      cursor.skipSpace()
    }
  }
}
