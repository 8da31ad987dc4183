import Loaders
package import ReportModel
import Yams

/// Reads `throughline.yaml`.
package enum ConfigurationLoader {
  private static let longest = 256 << 10
  /// Bytes the file may have with its aliases written out.
  private static let expansion = 1 << 20

  /// The configuration in a text; an empty one is all defaults.
  ///
  /// Keys that are not known, values of the wrong kind, weights that do not add up, zones that do not exist and
  /// variables that are not set throw with the place in the file. `zoneNames` are those to suggest from.
  package static func load(
    text: String, file: String, environment: [String: String], isKnownZone: @escaping (String) -> Bool,
    zoneNames: [String]
  ) throws(ConfigurationError) -> ReportConfiguration {
    guard text.utf8.count <= longest else {
      throw ConfigurationError(
        file: file, found: "\(text.utf8.count >> 10) KB", expected: "a configuration of at most \(longest >> 10) KB")
    }
    let node: Node?
    do {
      node = try YAMLDocument.compose(text, expansion: expansion)
    } catch {
      throw ConfigurationError(
        file: file, line: error.line, column: error.column, found: error.detail, expected: "YAML that can be read")
    }
    guard let node else { return ReportConfiguration() }
    let root = try ConfigurationTree(file: file, environment: environment).value(node, key: "")
    if case .nothing = root.content { return ReportConfiguration() }
    let context = ConfigurationContext(file: file, isKnownZone: isKnownZone, zoneNames: zoneNames)
    return try ConfigurationKeys.root.read(root, context)
  }
}
