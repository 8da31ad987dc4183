import Foundation
package import ReportModel

/// `rejects.ndjson`: the rows that were left out, secrets masked, one JSON object a line.
package enum RejectsFile {
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
