import Crypto
import Foundation
import ReportModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the store of one data folder is, and who asked for it.
struct StatePlace: Equatable {
  static let name = ".throughline"

  let path: String
  /// Nobody asked for it: then it never changes what a report says, and a run that cannot have it goes without.
  let isUsual: Bool
  /// Folders of ours above it, to be made first.
  var parents: [String] = []

  private init(path: String, isUsual: Bool) { (self.path, self.isUsual) = (path, isUsual) }

  /// nil = there is to be no store: so it was asked for, or nobody wrote a configuration. A bare folder of data is left
  /// as it is.
  init?(_ options: RunOptions, _ configuration: ReportConfiguration) {
    let file = options.configuration ?? options.data + "/" + ConfigurationFile.name
    let home = (file as NSString).deletingLastPathComponent
    switch options.state {
    case .none: return nil
    case .folder(let path): self.init(path: path, isUsual: false)
    case .usual, .existing:
      switch configuration.state {
      case .none?: return nil
      case .folder(let path)?:
        self.init(path: path.hasPrefix("/") || home.isEmpty ? path : home + "/" + path, isUsual: false)
      case nil:
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        self.init(usualBeside: home.isEmpty ? "." : home, data: options.data)
      }
      if options.state == .existing, !FileManager.default.fileExists(atPath: path + "/key") { return nil }
    }
  }

  /// Beside the configuration; in a folder of its own below that where the data are elsewhere, because one
  /// configuration may serve several data folders, and they must not be in one another's way.
  private init(usualBeside home: String, data: String) {
    let base = home + "/" + Self.name
    guard let above = Self.resolved(home), let below = Self.resolved(data), above != below else {
      self.init(path: base, isUsual: true)
      return
    }
    // Below the configuration the relative path is told apart, so that the two can be moved together.
    let place = below.hasPrefix(above + "/") ? String(below.dropFirst(above.count + 1)) : below
    let digits = Array("0123456789abcdef")
    let code = String(
      SHA256.hash(data: Data(place.utf8)).prefix(6).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    let word = String(
      (below as NSString).lastPathComponent.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(32))
    self.init(path: base + "/" + word + "-" + code, isUsual: true)
    parents = [base]
  }

  /// The path without links and dots; nil where it leads nowhere.
  private static func resolved(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}
