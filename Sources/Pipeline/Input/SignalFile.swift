import Foundation
import Metrics
import Signals

/// The signal table: the built-in rows, with those of a `signals.yaml` in the data folder laid over them.
enum SignalFile {
  static let name = "signals.yaml"

  static func load(beside options: RunOptions) throws -> SignalTable {
    let path = options.data + "/" + name
    let user = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    do {
      return try SignalTable.load(user: user, file: path, metricIDs: MetricCatalog.all.map(\.id))
    } catch {
      throw RunError(.configuration, "\(error)")
    }
  }
}
