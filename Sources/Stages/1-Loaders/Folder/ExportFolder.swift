package import ReportModel

/// The files of a data folder, each with the table it is taken for.
package struct ExportFolder: Sendable {
  /// As it was given.
  package let directory: String
  /// By path, byte by byte; the order of all records.
  package let files: [ExportFile]
  /// Files and folders no table was found for, by path; a folder ends in a slash.
  package let unrecognised: [String]
  /// What stands in the way of an export, with `failure` set: links that leave the folder, folders that cannot be
  /// listed, configured sources without a file.
  package let problems: [SourceSummary]
  /// Path of `throughline.yaml` in the folder; nil where there is none.
  package let configuration: String?

  /// Lists a folder.
  ///
  /// Hidden files, `reports/` and `rollup/` are passed over, and folders that can hold no export are not looked into.
  /// `sources` are those of the configuration, by table. Throws `.notFound` where the folder is not there, and where
  /// `sources` cannot be followed.
  package static func scan(
    directory: String, sources: [String: ReportConfiguration.Source]
  ) throws(LoadError) -> ExportFolder {
    let named = try ConfiguredSource.all(sources)
    guard let base = FileSystem.resolved(directory) else {
      throw LoadError(
        .notFound, file: directory, detail: "there is no such folder", hint: "name the folder that holds the exports")
    }
    var walk = FolderWalk(base: base, sources: named)
    do {
      try walk.run()
    } catch {
      throw LoadError(
        error.isAbsence ? .notFound : .unreadable, file: directory, detail: error.description,
        hint: "name the folder that holds the exports")
    }
    if let clash = walk.clash { throw clash }
    let hasConfiguration =
      FolderEntry(path: base + "/" + FileConvention.configuration, followsLinks: true)?.kind == .file
    return ExportFolder(
      directory: directory, files: walk.sortedFiles,
      unrecognised: walk.unrecognised.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      problems: walk.problems + walk.sourcesWithoutFile,
      configuration: hasConfiguration ? base + "/" + FileConvention.configuration : nil)
  }
}

/// One entry of `sources` in the configuration.
struct ConfiguredSource {
  let table: ExportTable
  let pattern: String
  let glob: Glob
  let format: FileFormat?

  /// In the order of the tables' names.
  static func all(_ sources: [String: ReportConfiguration.Source]) throws(LoadError) -> [ConfiguredSource] {
    var result: [ConfiguredSource] = []
    for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
      guard let table = ExportTable(rawValue: name) else {
        throw unknown(
          name, in: "sources", expected: "a table", names: ExportTable.allCases.map(\.rawValue), code: .malformed)
      }
      var format: FileFormat?
      if let id = source.format {
        format = FileFormat(id: id)
        if format == nil {
          throw unknown(
            id, in: "sources.\(name).format", expected: "a format", names: FileFormat.allCases.map(\.id),
            code: .unknownFormat)
        }
      }
      // What the user names wins over what the content looks like.
      if let pattern = source.pattern {
        do {
          format = .declared(
            try CallFormat.pattern(pattern, columns: source.columns, latencyUnit: source.latencyUnit))
        } catch {
          throw LoadError(
            .malformed, file: FileConvention.configuration,
            detail: "sources.\(name).pattern: found \(error.found), expected \(error.expected)",
            hint: error.nearest.map { "did you mean \($0)?" })
        }
      } else if !source.columns.isEmpty || source.latencyUnit != nil {
        format = .declared(.mapped(source.columns, latencyUnit: source.latencyUnit))
      }
      result.append(ConfiguredSource(table: table, pattern: source.files, glob: Glob(source.files), format: format))
    }
    return result
  }

  private static func unknown(
    _ found: String, in place: String, expected: String, names: [String], code: LoadError.Code
  ) -> LoadError {
    let nearest = NearestName.of(found, among: names).map { "did you mean \($0)?" }
    return LoadError(
      code, file: FileConvention.configuration,
      detail: "\(place): found \(found), expected \(expected): " + names.sorted().joined(separator: ", "), hint: nearest
    )
  }
}
