import ReportModel

/// What a file turned out to be.
enum DetectedFormat: Equatable {
  case delimited(UInt8)
  case json(JSONLayout)
  case combined
  /// Objects as a gateway writes them.
  case declared(CallFormat, JSONLayout)
  /// Lines of a declared pattern.
  case text(CallFormat)

  /// Format id without compression.
  var id: String {
    switch self {
    case .delimited(.tab): "tsv"
    case .delimited: "csv"
    case .json(.lines): "ndjson"
    case .json: "json"
    case .combined: "combined"
    case .declared(let format, _): format.id
    case .text(let format): format.signatureID
    }
  }
}

/// Tells the format of a file from its content; the name decides only where the content does not.
enum FormatDetector {
  /// Lines looked at.
  private static let lineCount = 20

  /// Throws where the content is none of the formats, or plainly another one than the name says.
  static func detect(_ window: borrowing Window, file: ExportFile) throws(LoadError) -> DetectedFormat {
    let sample = window.slice(0..<window.count)
    let format = file.format ?? FileFormat(fileName: file.path)
    if format == .combined { return .combined }
    if case .declared(let declared) = format, declared.isText { return .text(declared) }
    if looksLikeJSON(sample) {
      let declared = declared(format, sample, table: file.table)
      let layout = JSONLayout(
        sample: sample, isWholeFile: window.isAtEnd,
        // A gateway's one call may hold an array; it is not the rows.
        mayBeWrapped: declared == nil && format != .ndjson)
      return declared.map { .declared($0, layout) } ?? .json(layout)
    }
    switch format {
    case .declared(let declared):
      if declared.isMapped, let delimiter = DelimiterDetector.detect(sample) { return .delimited(delimiter) }
      if lines(sample).contains(where: { looksLikeJSON($0) }) { return .declared(declared, .lines) }
      throw LoadError(
        .malformed, file: file.path, line: 1, detail: "expected \(declared.title) in JSON, found " + shown(sample),
        hint: "name its format under sources in throughline.yaml")
    case .json, .ndjson:
      // Damaged first lines, objects further on.
      if lines(sample).contains(where: { looksLikeJSON($0) }) { return .json(.lines) }
      throw LoadError(
        .malformed, file: file.path, line: 1, detail: "expected JSON, found " + shown(sample),
        hint: "one JSON object a line, or an array of objects; name the file .csv if it is one")
    case .csv, .tsv:
      return .delimited(DelimiterDetector.detect(sample, prefersTab: format == .tsv) ?? .comma)
    case .combined, nil:
      if isAccessLog(sample) { return .combined }
      if file.table == .calls, let format = CallFormatCatalog.detect(lines: lines(sample)) { return .text(format) }
      if let delimiter = DelimiterDetector.detect(sample) { return .delimited(delimiter) }
      if lines(sample).contains(where: { looksLikeJSON($0) }) { return .json(.lines) }
      throw LoadError(
        .unknownFormat, file: file.path, line: 1,
        detail: "expected delimited text with a header, JSON or an access log, found " + shown(sample),
        hint: "name its format under sources in throughline.yaml")
    }
  }

  /// The gateway whose objects these are: as configured, else by their members.
  private static func declared(_ format: FileFormat?, _ sample: Slice, table: ExportTable) -> CallFormat? {
    if case .declared(let format) = format { return format }
    guard table == .calls else { return nil }
    return CallFormatCatalog.detect([sample] + lines(sample).dropFirst())
  }

  /// `{` before a key or `}`, `[` before an object or `]`: a header row begins with neither.
  private static func looksLikeJSON(_ text: Slice) -> Bool {
    var rest = text[...]
    func skipBlanks() { rest = rest.drop { $0 == .space || $0 == .tab || $0 == .lineFeed || $0 == .carriageReturn } }
    skipBlanks()
    guard let first = rest.popFirst(), first == .openBrace || first == .openBracket else { return false }
    skipBlanks()
    guard let second = rest.first else { return false }
    return first == .openBrace
      ? second == .quote || second == .closeBrace : second == .openBrace || second == .closeBracket
  }

  private static func isAccessLog(_ sample: Slice) -> Bool {
    let lines = lines(sample)
    let matching = lines.count { line in
      guard let base = line.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
      var parsed = CombinedLine(line, base: Bytes(base))
      return parsed.read() != CombinedLine.noLine
    }
    return matching > 0 && matching * 2 >= lines.count
  }

  private static func lines(_ sample: Slice) -> [Slice] {
    sample.split(separator: .lineFeed, maxSplits: lineCount).prefix(lineCount).map { Slice(rebasing: $0) }
  }

  private static func shown(_ sample: Slice) -> String {
    "“" + SecretMask.excerpt(lines(sample).first ?? sample).prefix(60) + "”"
  }
}
