import ReportModel

/// What a document that is no table gave: a catalogue, a feed, a note.
struct DocumentReading<Record> {
  struct Entry {
    var line: Int
    /// The entry for people, as `rejects.ndjson` shows it; secrets are masked when it does.
    var shown: String
    var result: Result<Record, UnreadableRow>
    var warnings: [String] = []
  }

  var entries: [Entry] = []
  /// Such as `atom.gz`.
  var format: String
  /// Columns of the contract that some entry says something about.
  var columns: Set<String> = []
  var ignoredColumns: [String] = []
  /// Warnings about the document as a whole: column → times.
  var warnings: [String: Int] = [:]
}
