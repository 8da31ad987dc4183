import CScan
import ReportModel

/// Splits delimited text into records and fields (RFC 4180), one record at a time.
///
/// A quote that is never closed, or closed in the middle of a field, costs the line it stands on and no more.
struct DelimitedScanner: ~Copyable {
  enum Outcome: Equatable {
    case record
    case rejected(String)
    case end
  }

  private(set) var window: Window
  let delimiter: UInt8
  private(set) var fieldCount = 0
  /// The last record as it stands in the file, without its line end.
  private(set) var record = Slice(start: nil, count: 0)
  /// Line the last record begins on.
  private(set) var line = 1

  let terminator: UInt8
  /// Where the last record's fields end, if it was a plain line.
  private var stops: LineIndex.Stops?
  /// The last record's fields if it was not.
  private var fields: UnsafeMutableBufferPointer<Slice>
  /// Where fields with doubled quotes are written without them.
  private var scratch = Scratch()
  private var spans: [FieldSpan] = []

  init(window: consuming Window, delimiter: UInt8) {
    let sample = window.slice(0..<window.count)
    // Files of old spreadsheets end lines with a carriage return alone.
    let isClassic = !sample.contains(.lineFeed) && sample.contains(.carriageReturn)
    self.init(window: window, delimiter: delimiter, terminator: isClassic ? .carriageReturn : .lineFeed)
  }

  init(window: consuming Window, delimiter: UInt8, terminator: UInt8) {
    self.terminator = terminator
    self.window = window
    self.delimiter = delimiter
    fields = .allocate(capacity: 64)
    // The index tells delimiters from quotes, blanks and line ends.
    if terminator == .lineFeed, delimiter != .quote, delimiter > .space || delimiter == .tab {
      self.window.beginIndex(of: .delimited(delimiter))
    }
  }

  /// Gives the window back; nothing can be read any more.
  mutating func release() -> Window {
    var released = Window()
    swap(&released, &window)
    return released
  }

  deinit { fields.deallocate() }

  /// Reads the next record that is no blank line.
  @inline(__always)
  mutating func next() throws(LoadError) -> Outcome {
    guard let plain = window.plainLine() else { return try nextWithCare() }
    line = window.line - 1
    record = plain.text
    stops = plain.stops
    fieldCount = 0
    if window.needsCheck, let reason = RowFault.encoding(record) { return .rejected(reason) }
    fieldCount = plain.stops.count
    return .record
  }

  /// Takes the next records into a group, as long as there is room and they have a field for each cell, are as simple as
  /// nearly all are and do not begin like the header.
  @inline(__always)
  mutating func takeSimple(
    into group: inout CallGroup, _ cells: UnsafeBufferPointer<UInt32>, unless header: DelimitedTable.Beginning
  ) {
    window.takeLines(into: &group) { lines, group in
      withUnsafePointer(to: lines) { lines in
        Int(
          throughline_take_rows(
            LineIndex.means, cells.baseAddress, UInt32(truncatingIfNeeded: cells.count), header.word, header.mask,
            lines, group.room, CallGroup.texts(group.nextTexts), CallGroup.texts(group.records + group.count)))
      }
    }
  }

  /// A field of the last record, unquoted; valid until the next one is asked for.
  func field(_ place: Int) -> Slice {
    guard let stops else { return fields[place] }
    let start = place == 0 ? stops.start : stops.base + Int(stops.offsets[place - 1]) + 1
    return unquoted(start, stops.base + Int(stops.offsets[place]))
  }

  /// Writes each field of the last record to the text as far behind the first one as its cell says.
  @inline(__always)
  func write(to texts: UnsafeMutablePointer<CallText>, _ cells: [UInt32]) {
    guard let stops else {
      for place in cells.indices { texts[Int(cells[place])] = CallText(fields[place]) }
      return
    }
    var start = stops.start
    for place in cells.indices {
      let end = stops.base + Int(stops.offsets[place])
      texts[Int(cells[place])] =
        stops.isQuoted ? CallText(unquoted(start, end)) : CallText(start: start, count: end - start)
      start = end + 1
    }
  }

  /// In a plain line a quote in front means one behind, and none between.
  @inline(__always)
  private func unquoted(_ start: Bytes, _ end: Bytes) -> Slice {
    let quote = start < end && start[0] == .quote ? 1 : 0
    return Slice(start: start + quote, count: end - start - 2 * quote)
  }

  private mutating func nextWithCare() throws(LoadError) -> Outcome {
    fieldCount = 0
    stops = nil
    while true {
      let found = try window.find(terminator, from: 0)
      let length = found ?? window.count
      if found == nil {
        if length == 0 { return .end }
        try window.checkLast(length)
      }
      line = window.line
      let content = withoutCarriageReturn(length)
      record = window.slice(0..<content)
      if isBlank(record) {
        pass(length, lines: 1)
        continue
      }
      if window.needsCheck, let reason = RowFault.encoding(record) {
        pass(length, lines: 1)
        return .rejected(reason)
      }
      if ByteSearch.first(.quote, from: window.base, to: window.base + content) == nil {
        splitPlain(window.base, window.base + content)
        pass(length, lines: 1)
        return .record
      }
      return try splitQuoted(firstLine: length)
    }
  }

  @inline(__always)
  private func withoutCarriageReturn(_ length: Int) -> Int {
    length > 0 && terminator == .lineFeed && window.base[length - 1] == .carriageReturn ? length - 1 : length
  }

  /// Passes over a record and its line end; what was read of it stays in place until the window is refilled.
  @inline(__always)
  private mutating func pass(_ length: Int, lines: Int) {
    window.consume(min(length + 1, window.count))
    window.line += lines
  }

  @inline(__always)
  private func isBlank(_ record: Slice) -> Bool {
    guard let first = record.first else { return true }
    return first == .space && record.allSatisfy { $0 == .space }
  }

  /// No quote in the line.
  private mutating func splitPlain(_ start: Bytes, _ end: Bytes) {
    fieldCount = 0
    var place = start
    let pattern = ByteSearch.ones &* UInt64(delimiter)
    var field = start
    while place < end {
      let difference = ByteSearch.word(place) ^ pattern
      // Exact for every byte, not only for the lowest one.
      let low = (difference & ~ByteSearch.highs) &+ ~ByteSearch.highs
      var found = ~(low | difference) & ByteSearch.highs
      while found != 0 {
        let stop = place + found.trailingZeroBitCount / 8
        if stop >= end { break }
        append(trimmed(field, stop))
        field = stop + 1
        found &= found &- 1
      }
      place += 8
    }
    append(trimmed(field, end))
  }

  @inline(__always)
  private func trimmed(_ start: Bytes, _ end: Bytes) -> Slice {
    var start = start
    var end = end
    while start < end, start[0] == .space { start += 1 }
    while start < end, end[-1] == .space { end -= 1 }
    return Slice(start: start, count: end - start)
  }

  @inline(__always)
  private mutating func append(_ field: Slice) {
    if fieldCount == fields.count { growFields() }
    fields[fieldCount] = field
    fieldCount += 1
  }

  private mutating func growFields() {
    let larger = UnsafeMutableBufferPointer<Slice>.allocate(capacity: fields.count * 2)
    _ = larger.update(fromContentsOf: fields)
    fields.deallocate()
    fields = larger
  }

  // MARK: Quotes

  private mutating func splitQuoted(firstLine: Int) throws(LoadError) -> Outcome {
    var extent = RecordExtent(length: firstLine, lines: 1)
    spans.removeAll(keepingCapacity: true)
    var offset = 0
    while true {
      var start = offset
      let end = withoutCarriageReturn(extent.length)
      while start < end, window.base[start] == .space { start += 1 }
      if start < end, window.base[start] == .quote {
        let quoted = try closeQuote(from: start + 1, &extent)
        guard let quoted else { return rejectLine(firstLine, "a quote is not closed") }
        spans.append(FieldSpan(start: start + 1, end: quoted.end, isQuoted: true, hasDoubled: quoted.hasDoubled))
        offset = quoted.end + 1
        let end = withoutCarriageReturn(extent.length)
        while offset < end, window.base[offset] == .space { offset += 1 }
        if offset >= end { break }
        guard window.base[offset] == delimiter else {
          return rejectLine(firstLine, "text behind a closing quote")
        }
      } else {
        let stop = ByteSearch.first(delimiter, from: window.base + offset, to: window.base + end)
        spans.append(
          FieldSpan(start: offset, end: stop.map { $0 - window.base } ?? end, isQuoted: false, hasDoubled: false))
        guard let stop else { break }
        offset = stop - window.base
      }
      offset += 1
    }
    record = window.slice(0..<withoutCarriageReturn(extent.length))
    if window.needsCheck, let reason = RowFault.encoding(record) {
      pass(extent.length, lines: extent.lines)
      return .rejected(reason)
    }
    collect()
    pass(extent.length, lines: extent.lines)
    return .record
  }

  /// Finds the closing quote, reading on over line ends; nil where there is none.
  private mutating func closeQuote(
    from start: Int, _ extent: inout RecordExtent
  ) throws(LoadError) -> (end: Int, hasDoubled: Bool)? {
    var offset = start
    var hasDoubled = false
    while true {
      if let found = ByteSearch.first(.quote, from: window.base + offset, to: window.base + extent.length) {
        let place = found - window.base
        guard place + 1 < extent.length, found[1] == .quote else { return (place, hasDoubled) }
        hasDoubled = true
        offset = place + 2
        continue
      }
      offset = extent.length
      if try !extend(&extent) { return nil }
    }
  }

  /// Takes the next line into the record; false where there is none, or no room for it.
  private mutating func extend(_ extent: inout RecordExtent) throws(LoadError) -> Bool {
    do throws(LoadError) {
      if extent.length >= window.count, try !window.refill() { return false }
      let next = extent.length + 1
      let found = try window.find(terminator, from: next)
      if found == nil, window.count <= next { return false }
      extent.length = found ?? window.count
      extent.lines += 1
      return true
    } catch {
      // A quote nobody closes would swallow the file: that costs its line, not the file.
      if error.code == .recordTooLong { return false }
      throw error
    }
  }

  private mutating func rejectLine(_ length: Int, _ reason: String) -> Outcome {
    record = window.slice(0..<withoutCarriageReturn(length))
    pass(length, lines: 1)
    return .rejected(reason)
  }

  /// Makes slices of the spans; only now, because the window no longer moves.
  private mutating func collect() {
    scratch.reset()
    fieldCount = 0
    let base = window.base
    for span in spans {
      if span.hasDoubled {
        append(undoubled(span))
      } else if span.isQuoted {
        append(Slice(start: base + span.start, count: span.end - span.start))
      } else {
        append(trimmed(base + span.start, base + span.end))
      }
    }
  }

  private mutating func undoubled(_ span: FieldSpan) -> Slice {
    let output = scratch.reserve(span.end - span.start)
    var written = 0
    var index = span.start
    while index < span.end {
      let byte = window.base[index]
      output[written] = byte
      written += 1
      index += byte == .quote ? 2 : 1
    }
    return scratch.commit(written)
  }

  private struct RecordExtent {
    /// Up to the line end.
    var length: Int
    var lines: Int
  }

  private struct FieldSpan {
    var start: Int
    var end: Int
    var isQuoted: Bool
    var hasDoubled: Bool
  }
}
