import CScan

/// Where the lines of a text in memory end and what stands in them, found for many lines at once: who reads one of them
/// looks for nothing in it.
///
/// Lines with anything odd in them are left to scanners that read with care.
struct LineIndex: ~Copyable {
  /// What lines are made of.
  enum Grammar {
    case delimited(UInt8)
    case json
  }

  /// Where the fields of a line end, or the strings of an object begin and end.
  struct Stops {
    /// The line's first byte.
    let start: Bytes
    /// Where offsets count from.
    let base: Bytes
    /// Delimiters or quotes in their order, and the line's end.
    let offsets: UnsafePointer<UInt32>
    let count: Int
    /// The line's end.
    let end: Bytes
    /// Some fields of the line stand in quotes as a whole.
    let isQuoted: Bool
  }

  struct Line {
    /// Without its line end.
    let text: Slice
    /// With it.
    let length: Int
    let stops: Stops
  }

  /// Bytes looked at at a time: they and their index stay in the processor's cache.
  private static let (least, most) = (1 << 9, 1 << 14)

  static let means = throughline_scan_best()

  /// nil = not begun.
  private var grammar: Grammar?
  private var stops: UnsafeMutablePointer<UInt32>
  /// See `CScan`.
  private var lines: UnsafeMutablePointer<UInt32>
  private var base: Bytes
  private var lineCount = 0
  /// The next line: its number, first byte and first stop.
  private var line = 0
  private var start: Bytes
  private var stop = 0
  /// Bytes to look at the next time.
  private var reach = LineIndex.most

  /// An index that knows no line, without room for any.
  init() {
    stops = .allocate(capacity: 0)
    lines = .allocate(capacity: 0)
    base = UnsafeRawPointer(stops).assumingMemoryBound(to: UInt8.self)
    start = base
  }

  deinit {
    stops.deallocate()
    lines.deallocate()
  }

  /// Begins with another text.
  mutating func begin(_ grammar: Grammar) {
    if self.grammar == nil {
      stops.deallocate()
      lines.deallocate()
      stops = .allocate(capacity: LineIndex.most + 64)
      lines = .allocate(capacity: LineIndex.most + 64)
    }
    self.grammar = grammar
    forget()
  }

  /// What was indexed has moved.
  mutating func forget() { (line, lineCount) = (0, 0) }

  /// The line that begins the text; nil where it does not end in it, or is a blank one, or odd.
  @inline(__always)
  mutating func next(_ text: Bytes, _ count: Int) -> Line? {
    guard begins(text, count) else { return nil }
    let entry = lines[line]
    let first = stop
    pass()
    let lineFeed = start - 1
    // A byte order mark is odd, too.
    guard entry & THROUGHLINE_SCAN_ODD == 0, stop - first > 1, text[0] < 0x80 else { return nil }
    var end = lineFeed
    if end[-1] == .carriageReturn {
      end -= 1
      guard end[-1] != .space else { return nil }
      stops[stop - 1] -= 1
    }
    return Line(
      text: Slice(start: text, count: end - text), length: start - text,
      stops: Stops(
        start: text, base: base, offsets: UnsafePointer(stops + first), count: stop - first, end: end,
        isQuoted: entry & THROUGHLINE_SCAN_QUOTED != 0))
  }

  /// The lines from the one that begins the text on, which may be anything; nil where none ends in it.
  @inline(__always)
  mutating func foundLines(_ text: Bytes, _ count: Int) -> throughline_found_lines? {
    guard begins(text, count) else { return nil }
    return throughline_found_lines(
      base: base, stops: stops, lines: lines + line, count: UInt32(truncatingIfNeeded: lineCount &- line),
      start: UInt32(truncatingIfNeeded: start - base), stop: UInt32(truncatingIfNeeded: stop))
  }

  /// The first of them, where there is nothing odd in it, no field is quoted and it ends with a line feed alone.
  @inline(__always)
  static func first(of lines: throughline_found_lines) -> Stops? {
    let (next, stop) = (lines.lines[0], lines.stop)
    // In front of the line end of a blank line there may be nothing.
    guard next & ~THROUGHLINE_SCAN_COUNT == 0, next &- stop > 1 else { return nil }
    let end = lines.base + Int(lines.stops[Int(next) &- 1])
    guard end[-1] != .carriageReturn else { return nil }
    return Stops(
      start: lines.base + Int(lines.start), base: lines.base, offsets: lines.stops + Int(stop),
      count: Int(next &- stop), end: end, isQuoted: false)
  }

  /// Passes over some of `foundLines`; answers how long they are.
  @inline(__always)
  mutating func pass(lines count: Int) -> Int {
    guard count > 0 else { return 0 }
    let before = start
    line &+= count &- 1
    pass()
    return start - before
  }

  /// Whether a known line begins the text, after looking at more of it where it has to be.
  @inline(__always)
  private mutating func begins(_ text: Bytes, _ count: Int) -> Bool {
    start == text && line < lineCount || seek(text, count)
  }

  @inline(__always)
  private mutating func pass() {
    stop = Int(lines[line] & THROUGHLINE_SCAN_COUNT)
    start = base + Int(stops[stop - 1]) + 1
    line += 1
  }

  /// Makes the line that begins the text the next one; false where none does.
  @inline(never)
  private mutating func seek(_ text: Bytes, _ count: Int) -> Bool {
    guard let grammar else { return false }
    while line < lineCount, start < text { pass() }
    if line < lineCount, start == text { return true }
    // A quote without another one puts all behind it in doubt: where there are many, looking far ahead is in vain.
    reach = lineCount > 0 && start > text ? max(reach / 2, LineIndex.least) : min(reach * 2, LineIndex.most)
    let count = UInt32(min(count, reach))
    (base, start, line, stop) = (text, text, 0, 0)
    switch grammar {
    case .delimited(let delimiter):
      lineCount = Int(throughline_scan_delimited(LineIndex.means, text, count, delimiter, stops, lines))
    case .json:
      lineCount = Int(throughline_scan_json(LineIndex.means, text, count, stops, lines))
    }
    return lineCount > 0
  }
}
