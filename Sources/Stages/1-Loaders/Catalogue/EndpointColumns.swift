import ReportModel

/// Reads `endpoints.*` tables.
enum EndpointColumns {
  static let decoder = TableDecoder<EndpointRecord>(
    TableSchema(
      .endpoints,
      [
        .required("method", "verb", "http_method"), .required("path", "route", "template"),
        .optional("class"), .optional("tag", "tags"), .optional("deprecated"), .optional("owner", "team"),
      ]),
    unique: .init(column: "endpoint") { EndpointName.shape($0.name) }
  ) { fields throws(UnreadableRow) in
    guard let method = EndpointName.method(try fields.required("method")) else {
      throw UnreadableRow(reason: "method: unreadable")
    }
    return EndpointRecord(
      method: method, path: EndpointName.path(try fields.required("path")),
      latencyClass: latencyClass(fields.text("class")), tag: fields.text("tag").flatMap(firstTag),
      deprecated: fields.flag("deprecated") ?? false, owner: fields.text("owner"))
  }

  /// Lower case, without blanks.
  static func latencyClass(_ text: String?) -> String? {
    text.map { $0.trimmingBlanks().lowercased() }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The first of `charges, payments`, or of a JSON array.
  private static func firstTag(_ text: String) -> String? {
    let names =
      NestedJSON.elements(of: text)?.compactMap { $0?.text } ?? text.split { ",;|".contains($0) }.map(String.init)
    return names.lazy.map { $0.trimmingBlanks() }.first { !$0.isEmpty }
  }
}
