/// The reference page of the gateway formats, derived from the catalogue so that it cannot go stale.
package enum CallFormatReference {
  package static var markdown: String {
    var lines = [
      "# Formats of calls", "",
      "Beside the columns of the contract in CSV, TSV, JSON or NDJSON, and Apache's and nginx's access logs "
        + "(`combined`), calls are read as these gateways write them, one JSON object a line or an array of them, plain, "
        + "gzip or zstd. The format is told from the members named under *told by*; `format:` under `sources` names it "
        + "where that fails. Derived from `Sources/Stages/1-Loaders/Formats`.", "",
      "Where several members are named, the first that has a value counts; `-` is no value. Latencies are the "
        + "gateway's.", "",
      "Any other JSON or delimited text is read with `columns` under `sources: calls:` in `throughline.yaml`, such as "
        + "`columns: { ts: time, status: response.code, latency_ms: took }` and `latency_unit: s`; columns that are not "
        + "named keep the contract's names.", "", "| `format:` | | Told by |", "|---|---|---|",
    ]
    lines += CallFormatCatalog.all.map { format in
      "| [`\(format.id)`](#\(format.id)) | \(format.title) | \(list(format.signature)) |"
    }
    for format in CallFormatCatalog.all { lines += section(format) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ format: CallFormat) -> [String] {
    var lines = ["", "## \(format.id)", "", "\(format.title).", "", "| Column | Member |", "|---|---|"]
    for column in CallColumn.allCases {
      let fields = format.fields.filter { $0.column == column }
      guard !fields.isEmpty else { continue }
      let unit =
        switch fields[0].unit {
        case .milliseconds: "milliseconds"
        case .seconds: "seconds"
        case .nanoseconds: "nanoseconds"
        }
      lines.append("| `\(column.name)` | \(list(fields.map(\.path)))\(column == .latency ? ", \(unit)" : "") |")
    }
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
      }
    return switch mark.meaning {
    case .timedOut: "Timed out where \(test)."
    case .aborted: "The client left (499, in no error rate) where \(test)."
    case .noCall: "No call, and passed over, where \(test)."
    }
  }

  private static func list(_ paths: [String]) -> String { paths.map { "`\($0)`" }.joined(separator: ", ") }
}
