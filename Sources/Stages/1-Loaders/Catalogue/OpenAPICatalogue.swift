import ReportModel

/// Makes the endpoint catalogue of an OpenAPI 3 or Swagger 2 document.
///
/// What it takes: method, path behind the prefix of the first server, first tag, `deprecated`, `x-class`, `x-owner`.
/// References to other places are left alone.
struct OpenAPICatalogue {
  static let jsonLimit = 32 << 20
  static let yamlLimit = 16 << 20
  /// Bytes a YAML document may have with its aliases written out.
  private static let expansion = 128 << 20
  private static let methods: Set<String> = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
  ]

  private var reading: DocumentReading<EndpointRecord>

  /// Reads a file; throws where it is no such document.
  static func read(_ file: ExportFile) throws(LoadError) -> DocumentReading<EndpointRecord> {
    let isYAML = ["yaml", "yml"].contains(FileName(file.path.lowercased()).ending)
    let whole = try WholeFile(file, limit: isYAML ? yamlLimit : jsonLimit)
    let text = try whole.text(file)
    let root: DataTree
    do {
      root = try isYAML ? yaml(text) : JSONDocument.parse(whole.bytes)
    } catch {
      throw error.loadError(file)
    }
    guard root["openapi"] != nil || root["swagger"] != nil else {
      throw LoadError(
        .malformed, file: file.path, line: 1, detail: "found neither openapi nor swagger at the top",
        hint: "expected an OpenAPI 3 or Swagger 2 document; a table is named endpoints.csv")
    }
    guard case .object(let paths)? = root["paths"] else {
      throw LoadError(.malformed, file: file.path, line: 1, detail: "found no paths, expected an object of them")
    }
    var catalogue = OpenAPICatalogue(format: (isYAML ? "openapi-yaml" : "openapi-json") + whole.compression)
    catalogue.read(paths, prefix: prefix(root))
    return catalogue.reading
  }

  private init(format: String) { reading = DocumentReading(format: format, columns: ["method", "path"]) }

  private static func yaml(_ text: String) throws(DocumentFault) -> DataTree {
    guard let node = try YAMLDocument.compose(text, expansion: expansion) else {
      throw DocumentFault(line: 1, detail: "the document is empty")
    }
    return try DataTree(node)
  }

  private mutating func read(_ paths: [DataTree.Member], prefix: String) {
    for path in paths where !path.key.hasPrefix("x-") {
      guard path.key.hasPrefix("/") else {
        reject(path.line, "path: expected one that begins with /", path.key)
        continue
      }
      // A path item that stands elsewhere, in a file of its own as a rule.
      if path.value["$ref"] != nil { reading.warnings["$ref", default: 0] += 1 }
      for operation in path.value.members where OpenAPICatalogue.methods.contains(operation.key) {
        read(operation, path: EndpointName.path(prefix + path.key), item: path.value)
      }
    }
  }

  private mutating func read(_ operation: DataTree.Member, path: String, item: DataTree) {
    let method = operation.key.uppercased()
    guard case .object = operation.value else {
      return reject(operation.line, "operation: expected an object", method + " " + path)
    }
    let record = EndpointRecord(
      method: method, path: path,
      latencyClass: EndpointColumns.latencyClass((operation.value["x-class"] ?? item["x-class"])?.text),
      tag: operation.value["tags"]?.elements.lazy.compactMap(\.text).first { !$0.isEmpty },
      deprecated: operation.value["deprecated"]?.text.flatMap { FlagParser.flag($0) } ?? false,
      owner: (operation.value["x-owner"] ?? item["x-owner"])?.text)
    note(record.latencyClass, "class")
    note(record.tag, "tag")
    note(operation.value["deprecated"], "deprecated")
    note(record.owner, "owner")
    reading.entries.append(.init(line: operation.line, shown: record.name, result: .success(record)))
  }

  private mutating func note(_ value: Any?, _ column: String) {
    if value != nil { reading.columns.insert(column) }
  }

  private mutating func reject(_ line: Int, _ reason: String, _ shown: String) {
    reading.entries.append(.init(line: line, shown: shown, result: .failure(UnreadableRow(reason: reason))))
  }

  /// The path in front of all paths: that of the first server, or Swagger's `basePath`.
  private static func prefix(_ root: DataTree) -> String {
    var address = root["basePath"]?.text ?? ""
    if let server = root["servers"]?.elements.first {
      address = server["url"]?.text ?? ""
      for variable in server["variables"]?.members ?? [] {
        address = address.replacing("{\(variable.key)}", with: variable.value["default"]?.text ?? "")
      }
    }
    if let scheme = address.firstRange(of: "://") {
      address = String(address[scheme.upperBound...])
      address = address.firstIndex(of: "/").map { String(address[$0...]) } ?? ""
    } else if address.hasPrefix("//") {
      address = address.dropFirst(2).firstIndex(of: "/").map { String(address[$0...]) } ?? ""
    }
    let path = EndpointName.path(address)
    return path.hasPrefix("/") && path != "/" ? path : ""
  }
}
