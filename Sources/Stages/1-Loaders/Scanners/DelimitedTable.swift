import ReportModel

/// Delimited text with its header row: records that have the header's number of fields.
struct DelimitedTable: ~Copyable {
  enum Outcome: Equatable {
    case record
    case rejected(String)
    case end
  }

  /// The header row: what every block of the file is read by.
  struct Header: Sendable {
    /// Trimmed, in the order of the file.
    fileprivate(set) var names: [String] = []
    fileprivate(set) var terminator = UInt8.lineFeed
    fileprivate var record: [UInt8] = []
    fileprivate var beginning = Beginning()
    fileprivate var secretPlaces: Set<Int> = []
  }

  /// The first eight bytes of a header at most, and all bits of as many: rows that begin otherwise are no headers.
  struct Beginning {
    var word: UInt64 = 0
    var mask: UInt64 = 0

    /// Whether a row of which eight bytes can be read begins so.
    @inline(__always)
    func begins(_ row: Bytes) -> Bool { ByteSearch.word(row) & mask == word }
  }

  private(set) var scanner: DelimitedScanner
  private(set) var header = Header()
  var names: [String] { header.names }

  /// Reads the header row.
  ///
  /// Throws where there is none, or two columns have one name.
  init(window: consuming Window, delimiter: UInt8) throws(LoadError) {
    let isNamed = DelimiterDetector.namedBySpreadsheet(window.slice(0..<window.count)) != nil
    scanner = DelimitedScanner(window: window, delimiter: delimiter)
    if isNamed { _ = try scanner.next() }
    try readHeader(scanner.next())
  }

  /// Goes on behind a header that was read before.
  init(window: consuming Window, delimiter: UInt8, header: Header) {
    scanner = DelimitedScanner(window: window, delimiter: delimiter, terminator: header.terminator)
    self.header = header
  }

  /// Gives the window back; nothing can be read any more.
  mutating func release() -> Window { scanner.release() }

  private mutating func readHeader(_ outcome: DelimitedScanner.Outcome) throws(LoadError) {
    let name = scanner.window.name
    switch outcome {
    case .record: break
    case .rejected(let reason):
      throw LoadError(
        .header, file: name, line: scanner.line, detail: "the header row cannot be read: \(reason)",
        hint: "the first line names the columns")
    case .end:
      throw LoadError(.empty, file: name, detail: "found blank lines alone, expected a header row")
    }
    for place in 0..<scanner.fieldCount {
      header.names.append(String(decoding: scanner.field(place), as: UTF8.self).trimmingBlanks())
      if SecretMask.isSecret(column: names[place]) { header.secretPlaces.insert(place) }
    }
    header.record = Array(scanner.record)
    for (place, byte) in header.record.prefix(8).enumerated() {
      header.beginning.word |= UInt64(byte) << UInt64(8 * place)
      header.beginning.mask |= 0xFF << UInt64(8 * place)
    }
    header.terminator = scanner.terminator
    try DelimitedTable.checkNames(names, file: name, line: scanner.line)
  }

  /// Reads the next row; a header line that comes again is none.
  @inline(__always)
  mutating func next() throws(LoadError) -> Outcome {
    while true {
      switch try scanner.next() {
      case .record:
        if isHeader(scanner.record) { continue }
        if scanner.fieldCount == names.count { return .record }
        return .rejected("expected \(names.count) fields, found \(scanner.fieldCount)")
      case .rejected(let reason): return .rejected(reason)
      case .end: return .end
      }
    }
  }

  /// Takes the next rows into an empty group, as long as there is room and they are as simple as nearly all are; false
  /// where `next` has to look at the first one.
  @inline(__always)
  mutating func takeSimple(into group: inout CallGroup, _ cells: [UInt32]) -> Bool {
    cells.withUnsafeBufferPointer { scanner.takeSimple(into: &group, $0, unless: header.beginning) }
    return group.count > 0
  }

  /// A row of `takeSimple` for people.
  func excerpt(ofSimple record: Slice) -> String {
    let cells = record.split(separator: scanner.delimiter, omittingEmptySubsequences: false)
    return SecretMask.excerpt(
      cells: cells.map { String(decoding: $0.prefix(1_024), as: UTF8.self) }, delimiter: scanner.delimiter
    ) { header.secretPlaces.contains($0) }
  }

  /// The last row for people; cells of secret columns are masked by their place.
  ///
  /// Where the row has another shape than the header, places are only known from below, so all from there on go.
  func excerpt() -> String {
    let cells: [String]
    if scanner.fieldCount > 0 {
      cells = (0..<scanner.fieldCount).map { String(decoding: scanner.field($0).prefix(1_024), as: UTF8.self) }
    } else {
      cells = scanner.record.prefix(SecretMask.sourceLength).split(
        separator: scanner.delimiter, omittingEmptySubsequences: false
      ).map { String(decoding: $0, as: UTF8.self) }
    }
    let isInShape = scanner.fieldCount == names.count
    let first = (header.secretPlaces.min() ?? .max) - (isInShape ? 0 : max(0, names.count - cells.count))
    return SecretMask.excerpt(cells: cells, delimiter: scanner.delimiter) { place in
      isInShape ? header.secretPlaces.contains(place) : place >= first
    }
  }

  /// The header again, perhaps behind a byte order mark, as `cat` of two exports leaves it.
  @inline(__always)
  private func isHeader(_ record: Slice) -> Bool {
    switch record.count - header.record.count {
    case 0: record.elementsEqual(header.record)
    case 3: record.starts(with: [0xEF, 0xBB, 0xBF]) && record.dropFirst(3).elementsEqual(header.record)
    default: false
    }
  }

  private static func checkNames(_ names: [String], file: String, line: Int) throws(LoadError) {
    if names.allSatisfy(\.isEmpty) {
      throw LoadError(
        .header, file: file, line: line, detail: "the header row names no column",
        hint: "the first line names the columns")
    }
    var seen: [String: Int] = [:]
    for (place, name) in names.enumerated() where !name.isEmpty {
      if let first = seen.updateValue(place, forKey: name) {
        let shown = SecretMask.mask(String(name.prefix(80)))
        throw LoadError(
          .duplicateColumn, file: file, line: line,
          detail: "columns \(first + 1) and \(place + 1) are both named \(shown)", hint: "rename or remove one of them")
      }
    }
  }
}

extension String {
  /// Without blanks at both ends.
  func trimmingBlanks() -> String {
    let start = firstIndex { $0 != " " && $0 != "\t" } ?? endIndex
    let end = lastIndex { $0 != " " && $0 != "\t" }.map { index(after: $0) } ?? endIndex
    return start < end ? String(self[start..<end]) : ""
  }
}
