import ReportModel

/// The names under which exports are found without configuration.
enum FileConvention {
  /// Folders that are ours, not the user's exports.
  static let ignoredFolders: Set<String> = ["reports", "rollup"]
  static let configuration = "throughline.yaml"

  private static let rowEndings: Set<String> = ["csv", "tsv", "json", "ndjson", "jsonl"]
  private static let feedEndings: Set<String> = ["atom", "rss"]
  private static let yamlEndings: Set<String> = ["yaml", "yml"]
  private static let noteEndings: Set<String> = ["md", "markdown"]

  /// Names for files of a table beside its own.
  private static let nicknames: [(name: String, table: ExportTable)] = [
    ("openapi", .endpoints), ("history", .incidents), ("releases", .changes),
  ]

  /// The table a file belongs to by its path below the data folder; nil = not recognised.
  static func table(of path: String) -> ExportTable? {
    let parts = path.lowercased().split(separator: "/").map(String.init)
    guard let file = parts.last else { return nil }
    if parts.count > 1 {
      guard let table = ExportTable(rawValue: parts[0]), takes(FileName(file), table) else { return nil }
      return table
    }
    let name = FileName(file)
    for table in ExportTable.allCases where table != .notes && name.isNamed(table.rawValue) {
      return takes(name, table) ? table : nil
    }
    for nickname in nicknames where name.isNamed(nickname.name) && !rowsOnly(name, nickname.name) {
      return takes(name, nickname.table) ? nickname.table : nil
    }
    return nil
  }

  /// `history.csv` and `releases.json` are anybody's files; only as feeds do these names say enough.
  private static func rowsOnly(_ name: FileName, _ nickname: String) -> Bool {
    nickname != "openapi" && !feedEndings.contains(name.ending)
  }

  private static func takes(_ name: FileName, _ table: ExportTable) -> Bool {
    switch table {
    case .notes: return noteEndings.contains(name.ending) && !name.isCompressed
    case .calls: return rowEndings.contains(name.ending) || name.ending == "log"
    case .incidents, .changes: return rowEndings.contains(name.ending) || feedEndings.contains(name.ending)
    case .endpoints:
      let isDocument = yamlEndings.contains(name.ending)
      return name.isNamed("openapi")
        ? isDocument || name.ending == "json" : isDocument || rowEndings.contains(name.ending)
    default: return rowEndings.contains(name.ending)
    }
  }
}

/// A file name without compression, cut at its last dot.
struct FileName {
  let stem: String
  let ending: String
  let isCompressed: Bool

  init(_ file: String) {
    var name = file[...]
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    let compression = [".gz", ".zst"].first { name.hasSuffix($0) }
    if let compression { name.removeLast(compression.count) }
    isCompressed = compression != nil
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    stem = String(name[..<dot])
    ending = dot < name.endIndex ? String(name[name.index(after: dot)...]) : ""
  }

  /// `calls`, `calls-2026-10`, `calls_eu`, `calls.2026-10`.
  func isNamed(_ name: String) -> Bool {
    guard stem.hasPrefix(name) else { return false }
    guard let next = stem.dropFirst(name.count).first else { return true }
    return next == "-" || next == "_" || next == "."
  }
}

/// How a file of a small table is read.
enum ContentKind {
  case rows, openAPI, feed, note

  init(of file: ExportFile) {
    let name = FileName(file.path.lowercased())
    switch file.table {
    case .notes: self = .note
    case .endpoints where ["yaml", "yml"].contains(name.ending) || name.isNamed("openapi"): self = .openAPI
    case .incidents, .changes:
      self = ["atom", "rss", "xml"].contains(name.ending) ? .feed : .rows
    default: self = .rows
    }
    if file.format != nil { self = .rows }
  }
}

extension String {
  /// On one line, without control and invisible characters, which a terminal would obey.
  package var plainText: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
