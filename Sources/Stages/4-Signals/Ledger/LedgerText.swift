import ReportModel
import Yams

/// The ledger's text, changed only where the program owns a value: everything people wrote stays, to the byte.
///
/// Lines are those YAML counts, so that a node's mark finds its place. A value is replaced inside its line, a line is
/// added below another; none is ever taken away.
struct LedgerText {
  /// Each with its line end.
  private(set) var lines: [String]
  /// Lines added below line `n` (1-based; 0 = before all), kept aside so that marks stay right.
  private var below: [Int: [String]] = [:]
  let file: String

  init(_ text: String, file: String) {
    self.file = file
    lines = LedgerText.split(text)
  }

  var text: String {
    var result = (below[0] ?? []).joined()
    for (index, line) in lines.enumerated() {
      let added = below[index + 1] ?? []
      result += added.isEmpty || line.unicodeScalars.last.map(LedgerText.isBreak) ?? false ? line : line + newline
      result += added.joined()
    }
    return result
  }

  /// The line end of the file.
  var newline: String { lines.first { $0.hasSuffix("\r\n") } == nil ? "\n" : "\r\n" }

  // MARK: Edits

  /// Puts another plain value in the place of a scalar.
  mutating func replace(_ node: Node, by value: String) throws(LedgerError) {
    guard let mark = node.mark, let scalar = node.scalar, lines.indices.contains(mark.line - 1) else {
      throw unplaced(node)
    }
    let line = Array(lines[mark.line - 1].unicodeScalars)
    let start = mark.column - 1
    let length: Int
    switch scalar.style {
    case .singleQuoted, .doubleQuoted: length = scalar.string.unicodeScalars.count + 2
    default: length = scalar.string.unicodeScalars.count
    }
    guard start >= 0, start + length <= line.count else { throw unplaced(node) }
    let quote: [Unicode.Scalar] =
      scalar.style == .singleQuoted ? ["'"] : scalar.style == .doubleQuoted ? ["\""] : []
    guard Array(line[start..<start + length]) == quote + Array(scalar.string.unicodeScalars) + quote else {
      throw unplaced(node)
    }
    lines[mark.line - 1] = LedgerText.string(
      Array(line[..<start]) + Array(value.unicodeScalars) + Array(line[(start + length)...]))
  }

  /// Adds a key to a mapping, right after the key `id`.
  mutating func add(_ key: String, _ value: String, to mapping: Node.Mapping, after id: Node) throws(LedgerError) {
    guard let mark = id.mark, let scalar = id.scalar, lines.indices.contains(mark.line - 1) else { throw unplaced(id) }
    if let place = mapping.mark, isFlow(place) {
      let quotes = scalar.style == .singleQuoted || scalar.style == .doubleQuoted ? 2 : 0
      let end = mark.column - 1 + scalar.string.unicodeScalars.count + quotes
      let line = Array(lines[mark.line - 1].unicodeScalars)
      guard end <= line.count else { throw unplaced(id) }
      lines[mark.line - 1] = LedgerText.string(
        Array(line[..<end]) + Array(", \(key): \(value)".unicodeScalars) + Array(line[end...]))
      return
    }
    guard let column = mapping.keys.compactMap(\.mark?.column).min() else { throw unplaced(id) }
    addLines([String(repeating: " ", count: column - 1) + "\(key): \(value)"], below: mark.line)
  }

  /// Adds whole lines below one.
  mutating func addLines(_ added: [String], below line: Int) {
    below[line, default: []] += added.map { $0 + newline }
  }

  /// Whether a mapping or list stands in brackets; the parser does not tell.
  func isFlow(_ mark: Mark) -> Bool {
    guard lines.indices.contains(mark.line - 1) else { return false }
    let line = Array(lines[mark.line - 1].unicodeScalars)
    return line.indices.contains(mark.column - 1) && (line[mark.column - 1] == "{" || line[mark.column - 1] == "[")
  }

  /// Takes a scalar or an empty flow list out of its line, such as the `[]` of an empty list.
  mutating func remove(_ source: String, at mark: Mark) -> Bool {
    guard lines.indices.contains(mark.line - 1) else { return false }
    let line = Array(lines[mark.line - 1].unicodeScalars)
    let part = Array(source.unicodeScalars)
    let start = mark.column - 1
    guard start >= 0, start + part.count <= line.count, Array(line[start..<start + part.count]) == part else {
      return false
    }
    lines[mark.line - 1] = LedgerText.string(Array(line[..<start]) + Array(line[(start + part.count)...]))
    return true
  }

  private func unplaced(_ node: Node) -> LedgerError {
    LedgerError(
      file: file, line: node.mark?.line, column: node.mark?.column,
      problem: "this value cannot be brought up to date where it stands; write it as one plain word on its line")
  }

  // MARK: Lines

  /// libYAML's line ends: CR, LF, CR LF, NEL, LS, PS.
  static func split(_ text: String) -> [String] {
    var lines: [String] = []
    var line: [Unicode.Scalar] = []
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      line.append(scalar)
      let isHalf = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if isBreak(scalar), !isHalf {
        lines.append(string(line))
        line = []
      }
    }
    if !line.isEmpty { lines.append(string(line)) }
    return lines
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
