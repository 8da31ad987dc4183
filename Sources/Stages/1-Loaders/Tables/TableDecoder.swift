import ReportModel

/// How rows of a small table become records.
struct TableDecoder<Record: Sendable>: Sendable {
  /// What no two records may share; the first one stands.
  struct Unique: Sendable {
    /// For the reason of a rejected row: `duplicate developer_id`.
    let column: String
    let value: @Sendable (Record) -> String

    init(column: String, _ value: @escaping @Sendable (Record) -> String) {
      self.column = column
      self.value = value
    }
  }

  let schema: TableSchema
  let unique: Unique?
  let decode: @Sendable (inout RowFields) throws(UnreadableRow) -> Record

  init(
    _ schema: TableSchema, unique: Unique? = nil,
    _ decode: @escaping @Sendable (inout RowFields) throws(UnreadableRow) -> Record
  ) {
    self.schema = schema
    self.unique = unique
    self.decode = decode
  }
}
