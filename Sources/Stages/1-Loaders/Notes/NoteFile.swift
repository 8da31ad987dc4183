import ReportModel
import Yams

/// Reads an interview note: Markdown with YAML front matter.
enum NoteFile {
  private static let limit = 1 << 20
  private static let expansion = 1 << 20
  private static let known: Set<String> = ["date", "tags", "developer_id", "company_id", "title"]

  static func read(_ file: ExportFile, zone: ZoneTable) throws(LoadError) -> DocumentReading<NoteRecord> {
    let text = try WholeFile(file, limit: limit).text(file)
    let (front, body) = split(text)
    var reading = DocumentReading<NoteRecord>(format: "markdown", columns: ["body"])
    let matter: DataTree
    do {
      matter = try front.map { front throws(DocumentFault) in try parse(front) } ?? .object([])
    } catch {
      let line = (error.line ?? 1) + 1
      let reason = UnreadableRow(reason: "front matter: unreadable")
      reading.entries = [.init(line: line, shown: error.detail, result: .failure(reason))]
      return reading
    }
    reading.columns.formUnion(matter.members.map(\.key).filter(known.contains))
    reading.ignoredColumns = matter.members.map(\.key).filter { !known.contains($0) }
      .map { SecretMask.mask(String($0.prefix(80)).plainText) }
    reading.entries = [note(file, matter, body: body, zone: zone)]
    return reading
  }

  private static func parse(_ front: String) throws(DocumentFault) -> DataTree {
    guard let node = try YAMLDocument.compose(front, expansion: expansion) else { return .object([]) }
    let tree = try DataTree(node)
    switch tree {
    case .object: return tree
    case .null: return .object([])
    default: throw DocumentFault(line: 1, detail: "found a single value, expected keys such as date and tags")
    }
  }

  private static func note(
    _ file: ExportFile, _ matter: DataTree, body: String, zone: ZoneTable
  ) -> DocumentReading<NoteRecord>.Entry {
    var warnings: [String] = []
    let day = matter["date"]?.text.flatMap { TimeParser.parse($0, zone: zone) }.map { zone.day(of: $0) }
    if let date = matter["date"], date != .null, day == nil { warnings.append("date") }
    let record = NoteRecord(
      file: file.path, day: day ?? dayInName(file.path), tags: tags(matter["tags"]),
      developerID: text(matter["developer_id"]), companyID: text(matter["company_id"]),
      title: text(matter["title"]) ?? heading(body), body: body)
    return .init(line: 1, shown: file.path, result: .success(record), warnings: warnings)
  }

  /// The YAML between the first line `---` and the next one, and what follows; nil where there is none.
  private static func split(_ text: String) -> (front: String?, body: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    func isFence(_ line: Substring) -> Bool { line.trimmingSpace == "---" }
    guard let first = lines.first, isFence(first),
      let end = lines.dropFirst().firstIndex(where: { isFence($0) || $0.trimmingSpace == "..." })
    else { return (nil, lines.joined(separator: "\n").trimmed) }
    let body = lines[(end + 1)...].joined(separator: "\n").trimmed
    return (lines[1..<end].joined(separator: "\n"), body)
  }

  private static func tags(_ tree: DataTree?) -> [String] {
    let names =
      switch tree {
      case .text(let text)?: text.split(separator: ",").map(String.init)
      case .list(let elements)?: elements.compactMap(\.text)
      default: [String]()
      }
    return names.map(\.trimmed).filter { !$0.isEmpty }
  }

  private static func text(_ tree: DataTree?) -> String? { tree?.text.flatMap { $0.trimmed.isEmpty ? nil : $0 } }

  /// The text of the first heading, `# Like this`.
  private static func heading(_ body: String) -> String? {
    for line in body.split(whereSeparator: \.isNewline) {
      let marks = line.prefix { $0 == "#" }
      guard (1...6).contains(marks.count), line.dropFirst(marks.count).first?.isWhitespace == true else { continue }
      let title = String(line.dropFirst(marks.count)).trimmed
      if !title.isEmpty { return title }
    }
    return nil
  }

  /// The date a file name begins with: `2026-10-21-first-day.md`.
  private static func dayInName(_ path: String) -> Day? {
    let name = path.split(separator: "/").last ?? ""
    return Civil.day(iso: String(name.prefix(10)))
  }
}

extension Substring {
  fileprivate var trimmingSpace: Substring {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
