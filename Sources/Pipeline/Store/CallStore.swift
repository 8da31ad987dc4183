import Foundation
import GRDB
import ReportModel
import Rollup

/// One stored file: what it was, and what its calls came to.
struct StoredFile {
  var path: String
  /// Digest of the request ids whose rows were left out because an earlier file has them; empty where none were.
  var without = ""
  var stamp: FileStamp
  var contentHash: Int64
  /// Digest of format, configuration and catalogue.
  var settings: String
  /// Digest of the people its rows were resolved with, see `Roster`.
  var roster: String
  var border: SliceBorder
  var reading: FileReading
}

/// What is said of a file in the report, beside its counts.
struct FileReading: Codable, Equatable {
  var summary: SourceSummary
  var columns: [String]
  var rejects: [Reject]
  /// The format the configuration named for it.
  var declaredFormat: String?
}

/// The database: one row a file, one a table of its slice, one its request ids.
struct CallStore: Sendable {
  /// Pages the database may have, for tests of a full disk; nil = as many as fit.
  @TaskLocal static var pageLimit: Int?
  let database: DatabaseQueue

  init(folder: StateFolder) throws {
    var configuration = Configuration()
    configuration.journalMode = .wal
    let pageLimit = Self.pageLimit
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      if let pageLimit { try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
    }
    database = try DatabaseQueue(path: folder.path + "/store.sqlite", configuration: configuration)
    try Self.migrator.migrate(database)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(
        sql: """
          CREATE TABLE roster (digest TEXT PRIMARY KEY, people BLOB NOT NULL) STRICT;
          CREATE TABLE file (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, modified INTEGER NOT NULL,
            changed INTEGER NOT NULL, inode INTEGER NOT NULL, content INTEGER NOT NULL, settings TEXT NOT NULL,
            roster TEXT NOT NULL REFERENCES roster, border BLOB NOT NULL, reading BLOB NOT NULL) STRICT;
          CREATE TABLE slice (
            file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, name TEXT NOT NULL, cells BLOB NOT NULL,
            PRIMARY KEY (file, name)) STRICT;
          CREATE TABLE one_pass (settings TEXT PRIMARY KEY) STRICT;
          CREATE TABLE disjoint (id INTEGER PRIMARY KEY CHECK (id = 1), files TEXT NOT NULL) STRICT;
          """)
    }
    // Names are kept once a file and rosters in parts; what was kept otherwise is read again.
    migrator.registerMigration("2") { db in
      try db.execute(
        sql: """
          DELETE FROM slice;
          ALTER TABLE roster DROP COLUMN people;
          CREATE TABLE people (
            roster TEXT NOT NULL REFERENCES roster ON DELETE CASCADE, part INTEGER NOT NULL, cells BLOB NOT NULL,
            PRIMARY KEY (roster, part)) STRICT;
          """)
    }
    // Beside a whole file may stand what it came to without the ids of earlier files.
    migrator.registerMigration("3") { db in
      try db.execute(
        sql: """
          CREATE TABLE file_3 (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
            changed INTEGER NOT NULL, inode INTEGER NOT NULL, content INTEGER NOT NULL, settings TEXT NOT NULL,
            roster TEXT NOT NULL REFERENCES roster, border BLOB NOT NULL, reading BLOB NOT NULL,
            without TEXT NOT NULL DEFAULT '', UNIQUE (path, without)) STRICT;
          INSERT INTO file_3 SELECT *, '' FROM file;
          DROP TABLE file;
          ALTER TABLE file_3 RENAME TO file;
          CREATE TABLE repetition (path TEXT PRIMARY KEY, ids BLOB NOT NULL) STRICT;
          DROP TABLE disjoint;
          CREATE TABLE compared (id INTEGER PRIMARY KEY CHECK (id = 1), files TEXT NOT NULL) STRICT;
          """)
    }
    return migrator
  }

  /// Whole files, and what is kept of some without the ids of earlier ones.
  func files() throws -> [StoredFile] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM file ORDER BY path, without").map { row in
        StoredFile(
          path: row["path"], without: row["without"],
          stamp: FileStamp(
            size: row["size"], modified: row["modified"], changed: row["changed"], inode: row["inode"]),
          contentHash: row["content"], settings: row["settings"], roster: row["roster"],
          border: try JSONDecoder().decode(SliceBorder.self, from: row["border"]),
          reading: try JSONDecoder().decode(FileReading.self, from: row["reading"]))
      }
    }
  }

  /// nil where it is not there or damaged: the slices that were counted with it are made anew then.
  func roster(_ digest: String) throws -> Roster? {
    let parts = try database.read { db in
      try Data.fetchAll(
        db, sql: "SELECT cells FROM people WHERE roster = ? ORDER BY part", arguments: [digest])
    }
    return Roster(encoded: parts)
  }

  /// The tables of one file; a damaged one throws.
  func slice(_ file: StoredFile) throws -> RollupSlice {
    let cells = try cells(file)
    var slice = RollupSlice(border: file.border)
    for kind in NameKind.allCases {
      guard let data = cells[Self.name(kind)], let names = TableCodec.names(data) else {
        throw StoreError.damaged("the store", "the names in \(file.path) cannot be read")
      }
      slice.names[kind] = names
    }
    for table in SliceTable.allCases {
      guard let data = cells[table.rawValue], let rows = TableCodec.decode(data, into: table.empty) else {
        throw StoreError.damaged("the store", "\(table.rawValue) of \(file.path) cannot be read")
      }
      slice.tables[table] = rows
    }
    return slice
  }

  static let idTable = "request_ids"
  private static func name(_ kind: NameKind) -> String { "names/" + kind.rawValue }

  /// Everything that is kept of a file but its request ids, by name, in one look at the database.
  private func cells(_ file: StoredFile) throws -> [String: Data] {
    try database.read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT name, cells FROM slice JOIN file ON file.id = slice.file
            WHERE path = ? AND without = ? AND name <> '\(Self.idTable)'
            """),
        arguments: [file.path, file.without])
      var cells: [String: Data] = [:]
      while let row = try rows.next() { cells[row[0]] = row[1] }
      return cells
    }
  }

  /// Puts a file in the place of what was known of it, in one transaction; a whole one also in that of its parts.
  func put(_ file: StoredFile, slice: RollupSlice, requestIDs: [UInt64], roster: () -> Roster) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let (border, reading) = (try encoder.encode(file.border), try encoder.encode(file.reading))
    let isKnown = try database.read { db in
      try Bool.fetchOne(db, sql: "SELECT 1 FROM roster WHERE digest = ?", arguments: [file.roster]) ?? false
    }
    let people = isKnown ? [] : roster().encoded
    let ids = requestIDs.withUnsafeBytes { Data($0) }
    let names = NameKind.allCases.map { (Self.name($0), TableCodec.encode(slice.names[$0] ?? [])) }
    let tables = names + slice.tables.map { ($0.rawValue, TableCodec.encode($1)) } + [(Self.idTable, ids)]
    try database.write { db in
      // Another file may have brought it meanwhile.
      try db.execute(sql: "INSERT OR IGNORE INTO roster VALUES (?)", arguments: [file.roster])
      for (part, cells) in people.enumerated() {
        try db.execute(sql: "INSERT OR IGNORE INTO people VALUES (?, ?, ?)", arguments: [file.roster, part, cells])
      }
      let isWhole = file.without.isEmpty
      try db.execute(
        sql: "DELETE FROM file WHERE path = ?" + (isWhole ? "" : " AND without <> ''"), arguments: [file.path])
      try db.execute(
        sql: """
          INSERT INTO file (path, without, size, modified, changed, inode, content, settings, roster, border, reading)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          file.path, file.without, file.stamp.size, file.stamp.modified, file.stamp.changed, file.stamp.inode,
          file.contentHash,
          file.settings, file.roster, border, reading,
        ])
      let id = db.lastInsertedRowID
      let insertion = try db.cachedStatement(sql: "INSERT INTO slice VALUES (?, ?, ?)")
      for (name, cells) in tables.sorted(by: { $0.0 < $1.0 }) {
        try insertion.execute(arguments: [id, name, cells])
      }
      try db.execute(sql: "DELETE FROM roster WHERE digest NOT IN (SELECT roster FROM file)")
    }
  }

  /// The same content under another name, or touched.
  func update(_ path: String, to new: String, stamp: FileStamp) throws {
    try database.write { db in
      try db.execute(
        sql: "UPDATE file SET path = ?, size = ?, modified = ?, changed = ?, inode = ? WHERE path = ?",
        arguments: [new, stamp.size, stamp.modified, stamp.changed, stamp.inode, path])
    }
  }

  func remove(_ path: String) throws {
    try database.write { try $0.execute(sql: "DELETE FROM file WHERE path = ?", arguments: [path]) }
  }

  /// Whether files were met, under these settings, that only one pass over all can count.
  func needsOnePass(_ settings: String) throws -> Bool {
    try database.read { db in
      try Bool.fetchOne(db, sql: "SELECT 1 FROM one_pass WHERE settings = ?", arguments: [settings]) ?? false
    }
  }

  func noteOnePass(_ settings: String) throws {
    try database.write { try $0.execute(sql: "INSERT OR IGNORE INTO one_pass VALUES (?)", arguments: [settings]) }
  }
}
