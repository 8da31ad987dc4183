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
package enum FileFormat: String, CaseIterable, Hashable, Sendable {
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
}

extension FileFormat {
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
