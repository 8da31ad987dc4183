/// Finds the delimiter of a delimited file from its first records.
enum DelimiterDetector {
  private static let candidates: [UInt8] = [.comma, 0x3B, .tab, 0x7C]
  private static let recordCount = 20

  /// The candidate with which most records have as many fields as the header; nil where no header has two fields.
  ///
  /// Quotes are honoured, so that a comma inside one counts for nothing.
  static func detect(_ sample: Slice, prefersTab: Bool = false) -> UInt8? {
    if let named = namedBySpreadsheet(sample) { return named }
    var best: (delimiter: UInt8, agreeing: Int, fields: Int)?
    for candidate in candidates {
      let counts = fieldCounts(sample, candidate)
      guard let header = counts.first, header > 1 else { continue }
      if prefersTab, candidate == .tab { return candidate }
      let agreeing = counts.count { $0 == header }
      if let known = best, (known.agreeing, known.fields) >= (agreeing, header) { continue }
      best = (candidate, agreeing, header)
    }
    return best?.delimiter
  }

  /// `sep=;` in the first line, which spreadsheets write and hide.
  static func namedBySpreadsheet(_ sample: Slice) -> UInt8? {
    guard sample.count > 5, sample.starts(with: "sep=".utf8), sample[5] == .lineFeed || sample[5] == .carriageReturn
    else { return nil }
    return sample[4]
  }

  /// Fields of the first records, without a last one that may be cut off.
  private static func fieldCounts(_ sample: Slice, _ delimiter: UInt8) -> [Int] {
    var counts: [Int] = []
    var fields = 1
    var isQuoted = false
    var isFieldStart = true
    var isEmpty = true
    for byte in sample {
      if byte == .quote, isFieldStart || isQuoted {
        isQuoted.toggle()
        isFieldStart = false
        isEmpty = false
      } else if isQuoted {
        continue
      } else if byte == delimiter {
        fields += 1
        isFieldStart = true
        isEmpty = false
      } else if byte == .lineFeed || byte == .carriageReturn {
        if !isEmpty { counts.append(fields) }
        if counts.count == recordCount { return counts }
        fields = 1
        isFieldStart = true
        isEmpty = true
      } else {
        isFieldStart = false
        isEmpty = false
      }
    }
    if counts.isEmpty { counts.append(fields) }
    return counts
  }
}
