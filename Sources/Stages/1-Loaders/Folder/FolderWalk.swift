import ReportModel

/// Goes through a data folder once.
struct FolderWalk {
  private static let deepest = 32

  private(set) var problems: [SourceSummary] = []
  private(set) var unrecognised: [String] = []
  /// A file that two configured sources claim.
  private(set) var clash: LoadError?

  private let base: String
  private let sources: [ConfiguredSource]
  private var found: [Found] = []
  private var matched: Set<ExportTable> = []

  private struct Found {
    var file: ExportFile
    var isLink: Bool
    var identity: FolderEntry.Identity
  }

  init(base: String, sources: [ConfiguredSource]) {
    self.base = base
    self.sources = sources
  }

  /// Throws where the folder itself cannot be listed.
  mutating func run() throws(FileSystemFault) {
    let names = try FileSystem.names(in: base)
    let identity = FolderEntry(path: base, followsLinks: true).map { [$0.identity] } ?? []
    visit(names, below: "", ancestors: Set(identity))
  }

  /// By path; a file with several names in one table stands once, under the name that is no link.
  var sortedFiles: [ExportFile] {
    struct Key: Hashable {
      let table: ExportTable
      let identity: FolderEntry.Identity
    }
    let byPath = found.sorted { $0.file.path.utf8.lexicographicallyPrecedes($1.file.path.utf8) }
    var seen: Set<Key> = []
    let kept = (byPath.filter { !$0.isLink } + byPath.filter(\.isLink)).filter {
      seen.insert(Key(table: $0.file.table, identity: $0.identity)).inserted
    }
    return kept.map(\.file).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  var sourcesWithoutFile: [SourceSummary] {
    sources.filter { !matched.contains($0.table) }.map { source in
      FolderWalk.problem(
        source.pattern, source.table,
        "sources.\(source.table.rawValue): no file matches \(source.pattern) (it is a pattern below the data folder)")
    }
  }

  private mutating func visit(_ names: [String], below folder: String, ancestors: Set<FolderEntry.Identity>) {
    for name in names where !name.hasPrefix(".") {
      let path = folder + name
      if path == FileConvention.configuration { continue }
      guard let entry = FolderEntry(path: base + "/" + path, followsLinks: false) else { continue }
      if entry.kind == .link {
        follow(path, ancestors: ancestors)
      } else {
        take(path, entry, isLink: false, ancestors: ancestors)
      }
    }
  }

  /// A link counts as what it points to, as long as that lies in the folder.
  private mutating func follow(_ path: String, ancestors: Set<FolderEntry.Identity>) {
    let table = table(of: path) ?? topFolder(of: path)
    func refuse(_ detail: String) {
      guard let table else {
        unrecognised.append(path)
        return
      }
      problems.append(FolderWalk.problem(path, table, "\(path): \(detail)"))
    }
    guard let target = FileSystem.resolved(base + "/" + path), let entry = FolderEntry(path: target, followsLinks: true)
    else { return refuse("the link points to nothing (put the file itself into the folder)") }
    guard target.hasPrefix(base == "/" ? base : base + "/") else {
      return refuse("the link leaves the data folder and is not followed (put the file itself into the folder)")
    }
    take(path, entry, isLink: true, ancestors: ancestors)
  }

  private mutating func take(
    _ path: String, _ entry: FolderEntry, isLink: Bool, ancestors: Set<FolderEntry.Identity>
  ) {
    if entry.kind == .folder { return enter(path, entry, ancestors: ancestors) }
    let claims = sources.filter { $0.glob.matches(path) }
    if claims.count > 1, clash == nil {
      let places = claims.map { "sources." + $0.table.rawValue }.joined(separator: " and ")
      clash = LoadError(
        .malformed, file: path, detail: "\(places) both match it, expected one", hint: "narrow one of the patterns")
    }
    guard let table = claims.first?.table ?? FileConvention.table(of: path) else {
      unrecognised.append(FolderWalk.shown(path))
      return
    }
    matched.formUnion(claims.map(\.table))
    found.append(
      Found(
        file: ExportFile(
          path: FolderWalk.shown(path), absolutePath: base + "/" + path, table: table, format: claims.first?.format,
          byteCount: entry.byteCount),
        isLink: isLink, identity: entry.identity))
  }

  private mutating func enter(_ path: String, _ entry: FolderEntry, ancestors: Set<FolderEntry.Identity>) {
    if FileConvention.ignoredFolders.contains(path) { return }
    guard topFolder(of: path) != nil || sources.contains(where: { $0.glob.canMatch(below: path) }) else {
      unrecognised.append(FolderWalk.shown(path) + "/")
      return
    }
    // A link back up would be a circle.
    guard !ancestors.contains(entry.identity), ancestors.count < FolderWalk.deepest else { return }
    do {
      let names = try FileSystem.names(in: base + "/" + path)
      visit(names, below: path + "/", ancestors: ancestors.union([entry.identity]))
    } catch {
      let shown = FolderWalk.shown(path) + "/"
      problems.append(
        FolderWalk.problem(
          shown, topFolder(of: path) ?? .calls,
          "\(shown): \(error.description) (let the account that runs the report read it)"))
    }
  }

  private func table(of path: String) -> ExportTable? {
    sources.first { $0.glob.matches(path) }?.table ?? FileConvention.table(of: path)
  }

  /// The table whose folder the path is, or is in.
  private func topFolder(of path: String) -> ExportTable? {
    path.split(separator: "/").first.flatMap { ExportTable(rawValue: $0.lowercased()) }
  }

  private static func problem(_ file: String, _ table: ExportTable, _ failure: String) -> SourceSummary {
    SourceSummary(file: file, table: table.rawValue, format: "unknown", failure: failure)
  }

  /// Without control characters, which a terminal would obey.
  private static func shown(_ path: String) -> String {
    path.plainText
  }
}
