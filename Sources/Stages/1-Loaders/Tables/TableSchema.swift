import ReportModel

/// A column of a small table, under the contract's name.
struct TableColumn: Sendable {
  let name: String
  let isRequired: Bool
  /// Names that other exports use for it.
  let aliases: [String]

  static func required(_ name: String, _ aliases: String...) -> TableColumn {
    TableColumn(name: name, isRequired: true, aliases: aliases)
  }

  static func optional(_ name: String, _ aliases: String...) -> TableColumn {
    TableColumn(name: name, isRequired: false, aliases: aliases)
  }
}

/// The columns of a small table.
struct TableSchema: Sendable {
  let table: ExportTable
  let columns: [TableColumn]
  /// Whether columns beyond these are properties of the row instead of being ignored.
  let keepsOthers: Bool

  init(_ table: ExportTable, keepsOthers: Bool = false, _ columns: [TableColumn]) {
    self.table = table
    self.columns = columns
    self.keepsOthers = keepsOthers
  }
}

/// Which column of a file holds which column of the contract; a class, because every row refers to it.
final class ColumnMapping: Sendable {
  /// Contract name → name in the file.
  let names: [String: String]
  /// Place in the file's rows; of columns with one name the last, as in `RowHeader`. So few that looking through them
  /// is quicker than hashing a name, and most names differ in their length.
  private let places: [(length: Int, column: String, place: Int)]
  /// Columns of the file that are none of the contract's, in their order.
  let others: [String]

  /// Finds the columns by their names, compared without case, blanks and hyphens.
  ///
  /// An alias counts where the column's own name is missing and no
  /// other of its aliases is there: of `id` and `user_id`, nobody can tell which one is meant.
  init(_ columns: [String], _ schema: TableSchema) {
    var byName: [String: String] = [:]
    for column in columns.reversed() { byName[ColumnMapping.plain(column)] = column }
    for column in columns { byName[column] = column }
    var names: [String: String] = [:]
    for column in schema.columns { names[column.name] = byName[column.name] }
    let taken = Set(names.values)
    for column in schema.columns where names[column.name] == nil {
      let candidates = Set(column.aliases.compactMap { byName[$0] }).subtracting(taken)
      if candidates.count == 1 { names[column.name] = candidates.first }
    }
    let used = Set(names.values)
    self.names = names
    places = schema.columns.compactMap { column in
      names[column.name].flatMap { columns.lastIndex(of: $0) }.map { (column.name.utf8.count, column.name, $0) }
    }
    others = columns.filter { !used.contains($0) }
  }

  /// Place of a column of the contract in the file's rows.
  func place(of column: String) -> Int? {
    let length = column.utf8.count
    for index in places.indices where places[index].length == length && places[index].column == column {
      return places[index].place
    }
    return nil
  }

  /// `Signed-up at` → `signed_up_at`.
  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }
}
