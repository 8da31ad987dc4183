import Foundation
import ReportModel
import Testing

@testable import Loaders

/// A data folder for one test, gone with it.
final class TablesFolder {
  let path: String

  init(_ files: KeyValuePairs<String, String> = [:]) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = try #require(FileSystem.resolved(url.path))
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  func scan(_ sources: [String: ReportConfiguration.Source] = [:]) throws -> ExportFolder {
    try ExportFolder.scan(directory: path, sources: sources)
  }

  func load(zone: ZoneTable = .utc, currency: String = "USD") throws -> LoadedTables {
    var configuration = ReportConfiguration()
    configuration.currency = currency
    return TableLoader.load(folder: try scan(), configuration: configuration, zone: zone)
  }
}

/// The tables of a folder with these files.
func loaded(_ files: KeyValuePairs<String, String>, zone: ZoneTable = .utc, currency: String = "USD") throws
  -> LoadedTables
{
  try TablesFolder(files).load(zone: zone, currency: currency)
}

func instant(_ iso: String) throws -> Instant { try #require(TimeParser.parse(iso, zone: .utc)) }
