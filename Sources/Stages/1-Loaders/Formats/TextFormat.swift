import ReportModel

extension CallFormat {
  /// Lines of text instead of objects.
  var isText: Bool { !lines.isEmpty }

  /// What a report calls it: a pattern is too long for that.
  var signatureID: String { id.hasPrefix("pattern(") ? "pattern" : id }

  /// A text log under somebody's own pattern.
  ///
  /// A variable is the column its name says; `columns` names the others, and what it names is that column alone.
  /// Throws where the pattern cannot be followed, or lacks what a call must have.
  package static func pattern(
    _ text: String, columns: [String: String], latencyUnit: String?
  ) throws(LogPatternError) -> CallFormat {
    let line = try LogPattern(text)
    let names = Set(line.fields.map(\.name))
    var named: [CallColumn: String] = [:]
    for (name, variable) in columns.sorted(by: { $0.key < $1.key }) {
      guard let column = CallColumn(name: name) else { continue }
      let spelled = LogDialect.name(variable)
      guard names.contains(spelled) else {
        throw LogPatternError(
          "columns: \(name): \(variable), which is not in the pattern",
          expected: "one of " + names.sorted().joined(separator: ", "),
          nearest: NearestName.of(spelled, among: names.sorted()))
      }
      named[column] = spelled
    }
    let taken = Set(named.values)
    let fields = CallColumn.allCases.flatMap { column -> [Field] in
      if let name = named[column] { return [Field(column, name, unit(of: name, column, latencyUnit))] }
      let known = LogDialect.fields.filter {
        $0.column == column && names.contains($0.path) && !taken.contains($0.path)
      }
      let own = names.contains(column.name) && !taken.contains(column.name) ? [Field(column, column.name)] : []
      return own.filter { field in !known.contains { $0.path == field.path } } + known
    }
    func has(_ column: CallColumn) -> Bool { fields.contains { $0.column == column } }
    for (column, example) in [(CallColumn.time, "$time_iso8601 or %t"), (.status, "$status or %>s")] where !has(column)
    {
      throw missing(column.name, "\(example), or columns: { \(column.name): … }")
    }
    guard has(.endpoint) || has(.path) && has(.method) else {
      throw missing(has(.path) ? "method" : "path", "$request or %r, or columns that name method and path")
    }
    try line.checkBorders(of: Set(fields.map(\.path)))
    let mapping = columns.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value } + [latencyUnit].compactMap(\.self)
    return CallFormat(
      // Another pattern is another format to whoever keeps what was read.
      id: "pattern(" + ([text] + mapping).joined(separator: ", ") + ")", title: "lines of the configured pattern",
      signature: [], fields: fields, lines: [line], sample: "", expected: [:])
  }

  private static func missing(_ column: String, _ expected: String) -> LogPatternError {
    LogPatternError("a pattern without \(column)", expected: expected)
  }

  private static func unit(of name: String, _ column: CallColumn, _ named: String?) -> LatencyParser.Unit {
    guard column == .latency else { return .milliseconds }
    if let named { return unit(named) }
    return LogDialect.fields.first { $0.column == .latency && $0.path == name }?.unit ?? LogDialect.units[name]
      ?? .milliseconds
  }
}
