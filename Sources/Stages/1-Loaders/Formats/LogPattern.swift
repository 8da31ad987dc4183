import ReportModel

/// A line of a text log as its server was told to write it: literal text and fields in turn.
///
/// A field ends where the literal behind it begins. Between double quotes that is the first quote no backslash stands
/// before, as the servers write it (`\"` Apache, `\x22` nginx).
package struct LogPattern: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    /// The variable's name: nginx's without `$`, Apache's with its `%`; names of headers in lower case.
    var name: String
    /// `METHOD path PROTO`.
    var isRequest = false
    var isQuoted = false
    /// Several values that `, ` or ` : ` parts, as nginx writes what it asked upstream.
    var isList = false
    /// A path whose query is written by variables of its own, directly behind it.
    var takesQuery = false
  }

  /// One more than fields: what stands before each, and behind the last.
  private(set) var literals: [[UInt8]] = [[]]
  private(set) var fields: [Field] = []

  /// Takes a pattern apart.
  ///
  /// Throws where a directive is not known, or nothing stands between two fields that are needed.
  package init(_ text: String) throws(LogPatternError) {
    let isNginx = LogDialect.isNginx(text)
    guard !text.contains(where: \.isNewline) else {
      throw LogPatternError("a line break", expected: "the pattern on one line")
    }
    var rest = Substring(text)
    while let first = rest.first {
      let place = text.distance(from: text.startIndex, to: rest.startIndex) + 1
      if first == "\\", let escaped = LogDialect.escaped(rest) {
        literals[fields.count].append(escaped)
        rest = rest.dropFirst(2)
      } else if isNginx, first == "$" {
        add(try LogDialect.nginxVariable(&rest, at: place))
      } else if !isNginx, first == "%" {
        if rest.hasPrefix("%%") {
          literals[fields.count].append(UInt8(ascii: "%"))
          rest = rest.dropFirst(2)
          continue
        }
        let (field, isBracketed) = try LogDialect.apacheDirective(&rest, at: place)
        if isBracketed { literals[fields.count].append(.openBracket) }
        add(field)
        if isBracketed { literals[fields.count].append(.closeBracket) }
      } else {
        literals[fields.count] += Array(String(first).utf8)
        rest = rest.dropFirst()
      }
    }
    guard !fields.isEmpty else {
      throw LogPatternError(
        "no field", expected: "nginx's variables such as $status, or Apache's directives such as %>s")
    }
    for index in fields.indices {
      fields[index].isQuoted = literals[index].last == .quote && literals[index + 1].first == .quote
      fields[index].isList = fields[index].name.hasPrefix("upstream_") && literals[index + 1].first == .space
    }
  }

  /// For people.
  var spelled: String {
    zip(literals, fields).map { literal, field in
      String(decoding: literal, as: UTF8.self) + (field.name.hasPrefix("%") ? "" : "$") + field.name
    }.joined() + String(decoding: literals.last ?? [], as: UTF8.self)
  }

  private mutating func add(_ field: Field) {
    // The query directly behind its path is part of it.
    if let last = fields.last, literals[fields.count].isEmpty, LogDialect.queries.contains(field.name) {
      if last.takesQuery || LogDialect.queries.contains(last.name) { return }
    }
    fields.append(field)
    literals.append([])
  }

  /// Throws where two of these fields, or one of them and another, touch: nobody can tell where the first one ends.
  func checkBorders(of names: Set<String>) throws(LogPatternError) {
    for index in fields.indices.dropLast() where literals[index + 1].isEmpty {
      let pair = (fields[index].name, fields[index + 1].name)
      guard names.contains(pair.0) || names.contains(pair.1) else { continue }
      throw LogPatternError("nothing between \(pair.0) and \(pair.1)", expected: "a blank or another sign between them")
    }
  }
}

/// What is wrong with a pattern, in the words of a configuration error.
package struct LogPatternError: Error, Hashable {
  package var found: String
  package var expected: String
  package var nearest: String?

  init(_ found: String, expected: String, nearest: String? = nil) {
    (self.found, self.expected, self.nearest) = (found, expected, nearest)
  }
}
