import ReportModel

/// The reference page of the gateway formats, derived from the catalogue so that it cannot go stale.
package enum CallFormatReference {
  package static var markdown: String {
    var lines = [
      "# Formats of calls", "",
      "Beside the columns of the contract in CSV, TSV, JSON or NDJSON, and Apache's and nginx's access logs "
        + "(`combined`), calls are read as these gateways write them, one JSON object a line or an array of them, or lines "
        + "of text, plain, gzip or zstd. The format is told from the members named under *told by*; `format:` under "
        + "`sources` names it where that fails. Derived from `Sources/Stages/1-Loaders/Formats`.", "",
      "Where several members are named, the first that has a value counts; `-` is no value. Latencies are the "
        + "gateway's.", "",
      "Any other JSON or delimited text is read with `columns` under `sources: calls:` in `throughline.yaml`, such as "
        + "`columns: { ts: time, status: response.code, latency_ms: took }` and `latency_unit: s`; columns that are not "
        + "named keep the contract's names.", "", "| `format:` | | Told by |", "|---|---|---|",
    ]
    lines += CallFormatCatalog.all.map { format in
      "| [`\(format.id)`](#\(format.id)) | \(format.title) | \(format.isText ? "its lines" : list(format.signature)) |"
    }
    lines += patterns
    for format in CallFormatCatalog.all { lines += section(format) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text logs of one's own.
  private static var patterns: [String] {
    var lines = [
      "", "## Patterns of text logs", "",
      "A text log that was set up otherwise is read by the pattern its server writes it with, copied from the server's "
        + "configuration to `pattern` under `sources: calls:`. nginx's `log_format`:", "", "```yaml", "sources:",
      "  calls:", "    files: \"nginx/*.log.gz\"",
      "    pattern: '$remote_addr - $remote_user [$time_iso8601] \"$request\" $status $body_bytes_sent "
        + "\"$http_user_agent\" $request_time $http_x_account'",
      "    columns: { developer_id: http_x_account }", "```", "",
      "Apache's `LogFormat`:", "", "```yaml",
      "    pattern: '%h %l %u %t \"%r\" %>s %b \"%{User-Agent}i\" %D \"%{X-Account}i\"'",
      "    columns: { developer_id: \"%{X-Account}i\" }", "```", "",
      "The variables below are columns by themselves, as is a variable with the name of a column; `columns` names any "
        + "other, and what it names is that column alone. `latency_unit` is the unit of a latency it names. All else is "
        + "passed over. `-` is no value. A field ends where the text behind it begins; between double quotes, at the first "
        + "quote that is not escaped (`\\\"`, `\\x22`). Something has to stand between two fields; `$args` and `%q` belong to "
        + "the path directly before them. A line that does not fit, to its end, is a rejected row that says behind which "
        + "field it went wrong. nginx's `escape=json` is not read.", "", "| Column | Variables |", "|---|---|",
    ]
    for column in CallColumn.allCases {
      let fields = LogDialect.fields.filter { $0.column == column }
      guard !fields.isEmpty else { continue }
      let names = fields.map { field in
        let name = field.path.hasPrefix("%") ? field.path.replacing("%{}t", with: "%{…}t") : "$" + field.path
        return "`\(name)`" + (column == .latency ? " (\(unit(field.unit)))" : "")
      }
      lines.append("| `\(column.name)` | \(names.joined(separator: ", ")) |")
    }
    return lines
  }

  private static func unit(_ unit: LatencyParser.Unit) -> String {
    switch unit {
    case .milliseconds: "milliseconds"
    case .seconds: "seconds"
    case .microseconds: "microseconds"
    case .nanoseconds: "nanoseconds"
    }
  }

  private static func section(_ format: CallFormat) -> [String] {
    var lines = [
      "", "## \(format.id)", "", "\(format.title).", "", "| Column | \(format.isText ? "Variable" : "Member") |",
      "|---|---|",
    ]
    for column in CallColumn.allCases {
      let fields = format.fields.filter { $0.column == column }
      guard !fields.isEmpty else { continue }
      lines.append(
        "| `\(column.name)` | \(list(fields.map(\.path)))\(column == .latency ? ", \(unit(fields[0].unit))" : "") |")
    }
    for pattern in format.lines { lines += ["", "```", pattern.spelled, "```"] }
    if !format.marks.isEmpty { lines.append("") }
    lines += format.marks.map { mark in "- " + sentence(mark) }
    return lines
  }

  private static func sentence(_ mark: CallFormat.Mark) -> String {
    let test =
      switch mark.test {
      case .isOne(let values): "`\(mark.path)` is \(values.map { "`\($0)`" }.joined(separator: " or "))"
      case .isNone(let values): "`\(mark.path)` is not \(values.map { "`\($0)`" }.joined(separator: " or "))"
      case .lists(let values): "`\(mark.path)` lists \(values.map { "`\($0)`" }.joined(separator: " or "))"
      case .begins(let values): "`\(mark.path)` begins with \(values.map { "`\($0)`" }.joined(separator: " or "))"
      }
    return switch mark.meaning {
    case .timedOut: "Timed out where \(test)."
    case .aborted: "The client left (499, in no error rate) where \(test)."
    case .noCall: "No call, and passed over, where \(test)."
    }
  }

  private static func list(_ paths: [String]) -> String { paths.map { "`\($0)`" }.joined(separator: ", ") }
}
