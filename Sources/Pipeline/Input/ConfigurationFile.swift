import Foundation
import ReportModel

/// `throughline.yaml`: where it is looked for, and how it is read.
enum ConfigurationFile {
  static let name = "throughline.yaml"

  /// The configuration named by `--config`, else the one in the data folder, else the defaults.
  static func load(_ options: RunOptions) throws -> ReportConfiguration {
    let path = options.configuration ?? options.data + "/" + name
    guard let bytes = FileManager.default.contents(atPath: path) else {
      guard options.configuration == nil else { throw RunError(.noInput, "--config: \(path) cannot be read") }
      return ReportConfiguration()
    }
    return try ConfigurationLoader.load(
      text: String(decoding: bytes, as: UTF8.self), file: path, environment: options.environment,
      isKnownZone: ZoneDatabase.isKnown, zoneNames: ZoneDatabase.knownNames)
  }
}
