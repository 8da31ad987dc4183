package import ReportModel

/// Reads a file of `calls` at the speed of the disk: bytes in, groups of calls out.
///
/// Columns are found once, from the header or from the order in which keys come; rows are then slices of the read
/// buffer, without a string, dictionary or allocation each.
package struct CallReader: Sendable {
  private let file: ExportFile
  private let zone: ZoneTable
  private let buffering: Buffering

  /// `zone` is the report's, for times without one.
  package init(file: ExportFile, zone: ZoneTable) { self.init(file: file, zone: zone, buffering: Buffering()) }

  init(file: ExportFile, zone: ZoneTable, buffering: Buffering) {
    self.file = file
    self.zone = zone
    self.buffering = buffering
  }

  /// Reads the file once, in its order.
  ///
  /// `row` gets each call with its line number; its slices are void when the callback returns. `rejected` gets each
  /// row left out: line, reason, excerpt without secrets. `progress` gets the bytes taken from the disk so far, after
  /// every read. Throws where the file, or the rest of it, cannot be read; rows before that have been handed on.
  package func read(
    row: (CallRow, _ line: Int) -> Void,
    rejected: (_ line: Int, _ reason: String, _ excerpt: String) -> Void,
    progress: ((_ bytes: Int) -> Void)? = nil
  ) throws(LoadError) -> CallSummary {
    let source = try CallSource(file: file, zone: zone, buffering: buffering)
    let block = CallBlock()
    guard source.takeAll(into: block) else { return CallSummary() }
    return try block.read(row: row, rejected: rejected, progress: progress)
  }
}
