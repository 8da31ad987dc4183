import Rollup

/// A file's part in the report.
struct StoredPart {
  var path: String
  var slice: RollupSlice
  var reading: FileReading
  /// Where the store does not have them: the file could not be read to its end, or changed meanwhile.
  var requestIDs: [UInt64]?
  /// Nothing of the file had to be read.
  var isStored = false

  /// What is still asked of a part that is counted: slices of a year do not fit into memory.
  var withoutSlice: StoredPart {
    var part = self
    part.slice = RollupSlice(border: slice.border)
    return part
  }
}

extension CallResult {
  /// All of a part but its counts.
  mutating func add(_ part: StoredPart) {
    summaries.append(part.reading.summary)
    rejects += part.reading.rejects
    columns.formUnion(part.reading.columns)
    if part.isStored { filesFromStore += 1 }
  }
}
