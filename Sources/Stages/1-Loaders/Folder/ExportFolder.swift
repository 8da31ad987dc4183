import Foundation
package import ReportModel

/// The files of a data folder, told apart by their names.
package struct ExportFolder: Sendable {
  /// Table files, by path.
  package var files: [ExportFile] = []
  /// Files that are read in a way of their own, by path.
  package var special: [SpecialFile] = []
  /// Files that were not recognised, by path.
  package var unrecognised: [String] = []

  package struct SpecialFile: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case openAPI = "openapi"
      /// Statuspage `history.atom` or `history.rss`.
      case statusFeed = "status feed"
      /// Statuspage `incidents.json`, which may also be a plain table.
      case statusIncidents = "statuspage"
      /// A releases Atom feed.
      case releaseFeed = "releases feed"
      case note
    }

    package var kind: Kind
    package var path: String
    package var absolutePath: String
    package var byteCount: Int
  }

  package init() {}

  /// Nothing to read at all.
  package var isEmpty: Bool { files.isEmpty && special.isEmpty }

  /// Folders that hold our own output or state, never exports.
  static let ignoredFolders: Set<String> = ["reports", "rollup", ".throughline"]

  /// Finds the exports below a folder: by the contract's names, and by the globs of `sources`.
  package static func scan(
    directory: String, sources: [String: ReportConfiguration.Source] = [:]
  ) throws(LoadError) -> ExportFolder {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) else {
      throw LoadError(.notFound, file: directory, detail: "there is no such folder", hint: "give the folder of the exports")
    }
    guard isDirectory.boolValue else {
      throw LoadError(.notFound, file: directory, detail: "this is a file, expected the folder of the exports")
    }
    let root = URL(fileURLWithPath: directory).standardizedFileURL.resolvingSymlinksInPath().path
    let globs = try Self.globs(sources)
    var folder = ExportFolder()
    for entry in Self.walk(root) { folder.place(entry, globs) }
    return folder
  }

  private struct Glob {
    var table: ExportTable
    var pattern: GlobPattern
    var format: FileFormat?
  }

  private struct Entry {
    var path: String
    var absolutePath: String
    var byteCount: Int
  }

  private static func globs(_ sources: [String: ReportConfiguration.Source]) throws(LoadError) -> [Glob] {
    var globs: [Glob] = []
    for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
      guard let table = ExportTable(rawValue: name) else {
        throw LoadError(
          .unknownFormat, file: "throughline.yaml", detail: "sources: there is no table \(name)",
          hint: "expected one of \(ExportTable.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      var format: FileFormat?
      if let id = source.format {
        format = FileFormat(rawValue: id)
        guard format != nil else {
          throw LoadError(
            .unknownFormat, file: "throughline.yaml", detail: "sources.\(name): there is no format \(id)",
            hint: "expected one of \(FileFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
      }
      globs.append(Glob(table: table, pattern: GlobPattern(source.files), format: format))
    }
    return globs
  }

  /// All regular files below a folder in the order of their paths' bytes; links that lead outside are not followed.
  private static func walk(_ root: String) -> [Entry] {
    var entries: [Entry] = []
    var folders = [""]
    while let folder = folders.popLast() {
      let absolute = folder.isEmpty ? root : root + "/" + folder
      for name in (try? FileManager.default.contentsOfDirectory(atPath: absolute)) ?? [] {
        let path = folder.isEmpty ? name : folder + "/" + name
        guard !name.hasPrefix("."), !(folder.isEmpty && ignoredFolders.contains(name)) else { continue }
        let place = URL(fileURLWithPath: root + "/" + path).resolvingSymlinksInPath().path
        guard place.hasPrefix(root + "/") else { continue }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory) else { continue }
        if isDirectory.boolValue {
          if place == root + "/" + path { folders.append(path) }
        } else {
          let size = (try? FileManager.default.attributesOfItem(atPath: place))?[.size] as? Int
          entries.append(Entry(path: path, absolutePath: root + "/" + path, byteCount: size ?? 0))
        }
      }
    }
    return entries.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
  }

  private mutating func place(_ entry: Entry, _ globs: [Glob]) {
    if let glob = globs.first(where: { $0.pattern.matches(entry.path) }) {
      files.append(
        ExportFile(
          path: entry.path, absolutePath: entry.absolutePath, table: glob.table, format: glob.format,
          byteCount: entry.byteCount))
      return
    }
    if entry.path == "throughline.yaml" || entry.path == "signals.yaml" { return }
    if let kind = Self.special(entry.path) {
      special.append(
        SpecialFile(kind: kind, path: entry.path, absolutePath: entry.absolutePath, byteCount: entry.byteCount))
    } else if let table = Self.table(entry.path), !globs.contains(where: { $0.table == table }) {
      files.append(
        ExportFile(
          path: entry.path, absolutePath: entry.absolutePath, table: table,
          format: entry.path.contains(".log") ? .combined : nil, byteCount: entry.byteCount))
    } else {
      unrecognised.append(entry.path)
    }
  }

  private static func special(_ path: String) -> SpecialFile.Kind? {
    switch path.lowercased() {
    case "openapi.json", "openapi.yaml", "openapi.yml": .openAPI
    case "history.atom", "history.rss": .statusFeed
    case "incidents.json": .statusIncidents
    case "releases.atom": .releaseFeed
    default: path.hasPrefix("notes/") && path.lowercased().hasSuffix(".md") ? .note : nil
    }
  }

  /// `calls-2026-10-01.ndjson.gz`, `calls/2026/10/x.csv`: the table by the first part of the path.
  static func table(_ path: String) -> ExportTable? {
    let parts = path.split(separator: "/").map(String.init)
    guard let first = parts.first, let file = parts.last else { return nil }
    var name = file.lowercased()
    for suffix in [".gz", ".zst"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let kind = name[name.index(after: dot)...]
    guard let table = ExportTable.allCases.first(where: { table in
      guard table != .notes else { return false }
      if parts.count > 1 { return first.lowercased() == table.rawValue }
      let stem = name[..<dot]
      return stem == table.rawValue || stem.hasPrefix(table.rawValue + "-") || stem.hasPrefix(table.rawValue + "_")
        || stem.hasPrefix(table.rawValue + ".")
    }) else { return nil }
    let isKnown = ["csv", "tsv", "json", "ndjson", "jsonl"].contains(String(kind)) || table == .calls && kind == "log"
    return isKnown ? table : nil
  }
}
