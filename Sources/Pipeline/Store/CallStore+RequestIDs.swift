import Foundation
import GRDB

/// Request ids: those of each file, and those that several files share.
extension CallStore {
  /// The hashes of a whole file's request ids, in the order of their first byte.
  func requestIDs(_ path: String) throws -> [UInt64] {
    let cells = try database.read { db in
      try Data.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT cells FROM slice JOIN file ON file.id = slice.file
            WHERE path = ? AND without = '' AND name = '\(Self.idTable)'
            """),
        arguments: [path])
    }
    return try Self.hashes(cells, of: path)
  }

  /// Of which files which ids are in an earlier one, where this very set of files was compared; nil where it was not.
  ///
  /// - Parameter files: digest of the files and their contents.
  func repetitions(among files: String) throws -> [String: [UInt64]]? {
    try database.read { db in
      guard try String.fetchOne(db, sql: "SELECT files FROM compared") == files else { return nil }
      return try Row.fetchAll(db, sql: "SELECT * FROM repetition").reduce(into: [:]) { repetitions, row in
        repetitions[row["path"]] = try Self.hashes(row["ids"], of: row["path"])
      }
    }
  }

  /// Remembers what came of comparing a set of files.
  func setRepetitions(_ repetitions: [String: [UInt64]], among files: String) throws {
    try database.write { db in
      try db.execute(sql: "DELETE FROM repetition")
      for (path, ids) in repetitions.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          sql: "INSERT INTO repetition VALUES (?, ?)", arguments: [path, ids.withUnsafeBytes { Data($0) }])
      }
      try db.execute(sql: "INSERT OR REPLACE INTO compared VALUES (1, ?)", arguments: [files])
    }
  }

  private static func hashes(_ data: Data?, of path: String) throws -> [UInt64] {
    guard let data, data.count % 8 == 0 else {
      throw StoreError.damaged("the store", "the request ids of \(path) cannot be read")
    }
    return data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 8).map { bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self) }
    }
  }
}
