import Foundation
import Loaders
import ReportModel
import Rollup

/// The interchange: a folder of NDJSON tables with a manifest, in place of raw calls.
enum RollupFolder {
  static let names = SliceNames(
    token: { RollupManifest.hashed($0) },
    developer: { SecretMask.mask($0) == $0 ? $0 : "sha256:" + RollupManifest.hashed($0) })
  private static let rejects = "rejects.ndjson"

  static func isThere(in directory: String) -> Bool {
    FileManager.default.fileExists(atPath: directory + "/rollup/" + RollupManifest.file)
  }

  /// The files of the folder, the manifest last.
  static func files(_ result: CallResult, input: CallInput) throws -> [OutputFile] {
    let identity = input.emptyAccumulator.identity
    var slice: RollupSlice
    do {
      slice = try result.accumulator.slice(SliceDirectory(identity, names: names))
    } catch {
      throw RunError(
        .data,
        "the endpoints of these calls are told from their paths, which no table can hand on: add endpoints.csv or "
          + "openapi.json to the folder")
    }
    guard slice.isFreeOfSecrets else {
      throw RunError(
        .data, "an endpoint, SDK, region or company of these calls looks like a token or an e-mail address: not written"
      )
    }
    var files: [OutputFile] = []
    var counts: [String: Int] = [:]
    slice.keepEndpointsMet()
    for name in SliceTable.allCases {
      guard let table = slice.tables[name] else { continue }
      counts[name.rawValue] = table.rowCount
      files.append(OutputFile(path: name.rawValue + ".ndjson", bytes: TableLines.bytes(table, names: slice.names)))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines = Data()
    for reject in result.rejects { lines += try encoder.encode(reject) + [0x0A] }
    files.append(OutputFile(path: rejects, bytes: Array(lines)))
    let plan = input.plan
    encoder.outputFormatting.insert(.prettyPrinted)
    let manifest = RollupManifest(
      zone: plan.window.zone, settings: settings(input),
      people: RollupManifest.people(
        input.exports, identity: identity,
        anchors: DeveloperAnchors.all(in: input.exports, quickstart: plan.quickstart)),
      border: slice.border, tables: counts, sources: result.summaries, columns: result.columns.sorted())
    files.append(OutputFile(path: RollupManifest.file, bytes: Array(try encoder.encode(manifest)) + [0x0A]))
    return files
  }

  private static func settings(_ input: CallInput) -> [String] {
    input.plan.sliceSettings(catalogue: input.exports.endpoints).split(separator: "\n").map(String.init)
  }

  /// Reads `rollup/` below the data folder, after its manifest is checked.
  static func read(below directory: String, into empty: CallAccumulator, exports: Exports) throws -> CallResult {
    let folder = directory + "/rollup/"
    let input = CallInput(exports: exports, plan: empty.plan, state: nil, directory: directory, workers: 1)
    let manifest = try manifest(folder)
    try check(manifest, input: input, identity: empty.identity)
    var slice = RollupSlice(border: manifest.border)
    var names: [NameKind: NameList] = [:]
    for name in SliceTable.allCases {
      let table = try TableLines.read(folder + name.rawValue + ".ndjson", into: name.empty, names: &names)
      guard table.rowCount == manifest.tables[name.rawValue] else {
        throw RunError(
          .data,
          "\(folder)\(name.rawValue).ndjson: found \(table.rowCount) rows, the manifest says "
            + "\(manifest.tables[name.rawValue] ?? 0): write the folder again")
      }
      slice.tables[name] = table
    }
    slice.names = names.mapValues(\.names)
    var result = CallResult(accumulator: empty)
    do {
      try result.accumulator.add(slice, SliceDirectory(empty.identity, names: Self.names))
    } catch {
      throw RunError(.data, "\(folder): \(error.description): write the folder again")
    }
    result.summaries = manifest.sources
    result.columns = Set(manifest.columns)
    let lines = FileManager.default.contents(atPath: folder + rejects) ?? Data()
    result.rejects = try lines.split(separator: 0x0A).map { line in
      do { return try JSONDecoder().decode(Reject.self, from: line) } catch {
        throw RunError(.data, "\(folder)\(rejects): a line is no reject: write the folder again")
      }
    }
    return result
  }

  private static func manifest(_ folder: String) throws -> RollupManifest {
    do {
      return try JSONDecoder().decode(
        RollupManifest.self, from: FileManager.default.contents(atPath: folder + RollupManifest.file) ?? Data())
    } catch {
      throw RunError(.data, "\(folder)\(RollupManifest.file): is no manifest of a rollup: \(error)")
    }
  }

  private static func check(_ manifest: RollupManifest, input: CallInput, identity: Identity) throws {
    func refuse(_ found: String) -> RunError {
      RunError(.data, "rollup/\(RollupManifest.file): \(found): write the folder again with `throughline rollup`")
    }
    guard manifest.schema == RollupManifest.schema else {
      throw refuse("found schema \(manifest.schema), expected \(RollupManifest.schema)")
    }
    guard manifest.precision == LatencyBuckets.precision else {
      throw refuse("found latency buckets with p = \(manifest.precision), expected \(LatencyBuckets.precision)")
    }
    guard manifest.settings == settings(input) else {
      let name = zip(manifest.settings, settings(input)).first { $0 != $1 }?.1.prefix { $0 != " " } ?? "settings"
      throw refuse("\(name) differ from the configuration")
    }
    guard manifest.border.serves(input.plan) else { throw refuse("it was made for another month") }
    if let people = manifest.people {
      let now = RollupManifest.people(
        input.exports, identity: identity,
        anchors: DeveloperAnchors.all(in: input.exports, quickstart: input.plan.quickstart))
      guard people == now else { throw refuse("it was made with other developers, tokens or documentation views") }
    }
  }
}

extension RollupSlice {
  /// Whom the rows belong to is vouched for by the manifest; only the list of endpoints is handed on.
  fileprivate mutating func keepEndpointsMet() {
    let endpoints = met(.endpoint)
    var table = SliceTable.met.empty
    for place in endpoints.indices { table.append(Int64(place), Int64(MetKind.endpoint.rawValue)) }
    tables[.met] = table
    names[.met] = endpoints
  }
}
