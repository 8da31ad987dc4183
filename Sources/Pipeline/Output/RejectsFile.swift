import Foundation
package import ReportModel

/// `rejects.ndjson`: the rows that were left out, secrets masked, one JSON object a line.
package enum RejectsFile {
  /// nil where nothing was rejected.
  ///
  /// Where some output names customers by code or not at all, names are taken out of what is shown of the rows, and
  /// rows of the table of companies are not shown.
  static func make(_ rejects: [Reject], companies: CompanyNames, privacy: ReportConfiguration.Privacy) -> OutputFile? {
    guard privacy.names.values.contains(where: { $0 != .name }) else { return make(rejects) }
    let names = NameMatcher(companies.written, ignoringCase: true)
    return make(
      rejects.map { reject in
        var reject = reject
        reject.excerpt =
          reject.table == ExportTable.companies.rawValue
          ? "" : names.replacing(in: reject.excerpt) { _ in "[company]" }
        return reject
      })
  }

  /// nil where nothing was rejected.
  package static func make(_ rejects: [Reject]) -> OutputFile? {
    guard !rejects.isEmpty else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    for reject in rejects {
      guard let line = try? encoder.encode(reject) else { continue }
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
    return OutputFile(path: "rejects.ndjson", bytes: bytes)
  }
}
