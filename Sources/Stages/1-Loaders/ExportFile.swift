package import ReportModel

/// One file of the folder, and what it is taken for.
package struct ExportFile: Hashable, Sendable {
  /// Path below the data folder, for people.
  package var path: String
  package var absolutePath: String
  package var table: ExportTable
  /// nil = told from the name and the content.
  package var format: FileFormat?
  package var byteCount: Int

  package init(path: String, absolutePath: String, table: ExportTable, format: FileFormat? = nil, byteCount: Int = 0) {
    self.path = path
    self.absolutePath = absolutePath
    self.table = table
    self.format = format
    self.byteCount = byteCount
  }
}

/// How rows stand in a file; compression is told from the bytes and is no part of it.
package enum FileFormat: Hashable, Sendable {
  /// Delimited text with a header row; the delimiter (`,` `;` tab `|`) is detected.
  case csv
  /// Delimited text with a header row; tab is preferred.
  case tsv
  /// One JSON array of objects, or an object with one array member. JSON lines under this name are recognised.
  case json
  /// One JSON object a line.
  case ndjson
  /// Apache and nginx access logs: combined or common, with an optional tail.
  case combined
  /// JSON objects as a gateway writes them.
  case declared(CallFormat)
}

extension FileFormat {
  package static let allCases: [FileFormat] =
    [.csv, .tsv, .json, .ndjson, .combined] + CallFormatCatalog.all.map { .declared($0) }

  /// What `format` calls it under `sources`.
  package var id: String {
    switch self {
    case .csv: "csv"
    case .tsv: "tsv"
    case .json: "json"
    case .ndjson: "ndjson"
    case .combined: "combined"
    case .declared(let format): format.id
    }
  }

  package init?(id: String) {
    guard let format = FileFormat.allCases.first(where: { $0.id == id }) else { return nil }
    self = format
  }

  /// The format a file name speaks of, behind an ending for compression; nil where it says nothing (`.log`, `.txt`).
  package init?(fileName: String) {
    var name = fileName.lowercased()
    for ending in [".gz", ".zst"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    switch name.split(separator: ".").last {
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    default: return nil
    }
  }
}
