package import ReportModel

/// An open file of calls that is cut into blocks at the ends of records, so that several workers can read it.
///
/// Decompressing and looking for the cut happen here, reading the rows in `CallBlock`. The blocks depend on the bytes
/// of the file alone, never on who asks when. Not for two threads at once: the caller holds a lock.
package final class CallSource: @unchecked Sendable {
  /// What the file turned out to be.
  struct Layout: Sendable {
    var format: DetectedFormat
    /// Such as `ndjson.gz`.
    var id: String
    var header: DelimitedTable.Header
    /// Header → column where somebody's configuration names them.
    var mapping: CallFormat?
    var zone: ZoneTable
  }

  private var layout: Layout
  private var window: Window?
  /// Records may go on over line ends from here on: the rest is one block.
  private var isWhole = false
  /// Compressed bytes taken from the disk so far.
  package private(set) var consumed = 0

  /// Opens a file and tells its format.
  ///
  /// Throws where it cannot be read, is none of the formats, or lacks a required column.
  package convenience init(file: ExportFile, zone: ZoneTable) throws(LoadError) {
    try self.init(file: file, zone: zone, buffering: Buffering())
  }

  init(file: ExportFile, zone: ZoneTable, buffering: Buffering) throws(LoadError) {
    let window = try Window.open(file, buffering: buffering)
    let format = try FormatDetector.detect(window, file: file)
    layout = Layout(
      format: format, id: format.id + window.compression.suffix, header: DelimitedTable.Header(), zone: zone)
    if case .declared(let mapping) = file.format { layout.mapping = mapping }
    self.window = consume window
    switch format {
    case .delimited(let delimiter):
      guard let window = self.window.take() else { return }
      var table = try DelimitedTable(window: window, delimiter: delimiter)
      try CallSource.requireColumns(of: table.names, mapping: layout.mapping, file: file)
      layout.header = table.header
      isWhole = table.header.terminator != .lineFeed
      self.window = table.release()
    case .json(let json), .declared(_, let json): isWhole = json != .lines
    case .combined, .text: break
    }
  }

  /// Format id, such as `ndjson.gz`.
  package var format: String { layout.id }

  /// Moves the next records into a block; false where there are no more.
  ///
  /// Throws where the file cannot be read on; blocks before that hold what was read.
  package func next(into block: CallBlock) throws(LoadError) -> Bool {
    block.layout = layout
    var records = block.window.take() ?? Window()
    if !isWhole { window?.borrow(&records) }
    while !isWhole, window?.isAtEnd == false, window?.isCrowded == false {
      _ = try window?.refill()
      consumed = window?.consumed ?? consumed
      guard let cut = cut() else { continue }
      window?.split(at: cut, into: &records)
      block.window = consume records
      return true
    }
    block.window = consume records
    return takeAll(into: block)
  }

  /// Moves all that is left into a block, which then reads the file itself.
  func takeAll(into block: CallBlock) -> Bool {
    block.layout = layout
    guard let rest = window.take() else { return false }
    if rest.isAtEnd { consumed = rest.consumed }
    block.window = consume rest
    return true
  }

  /// Offset at which the records in the window may be cut; nil where more has to be read.
  private func cut() -> Int? {
    guard let end = window?.lastLineEnd else { return nil }
    guard case .delimited(let delimiter) = layout.format else { return end }
    let closed = window?.closedLength(of: end, delimiter: delimiter) ?? 0
    isWhole = closed < end
    return closed > 0 ? closed : nil
  }

  /// A header without the required columns is one clear error instead of a rejected row per line.
  private static func requireColumns(
    of names: [String], mapping: CallFormat?, file: ExportFile
  ) throws(LoadError) {
    let columns = Set(mapping.map { mapping in names.compactMap { mapping.column(header: $0)?.name } } ?? names)
    let missing: String
    if !columns.contains("ts") {
      missing = "ts"
    } else if !columns.contains("status") {
      missing = "status"
    } else if columns.contains("endpoint") || columns.isSuperset(of: ["method", "path"]) {
      return
    } else {
      missing = columns.contains("path") ? "method" : "path (with method) or endpoint"
    }
    let found = SecretMask.excerpt(cells: names, delimiter: .comma, isSecret: { _ in false })
    throw LoadError(
      .missingColumn, file: file.path, line: 1, detail: "there is no column \(missing); found \(found)",
      hint: "calls need ts, status, and method with path or endpoint")
  }
}
