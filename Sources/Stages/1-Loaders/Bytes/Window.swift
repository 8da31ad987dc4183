import CScan

/// A sliding view of a file's text: scanners see `start..<end` and ask for more when a record runs out of it.
///
/// Offsets handed in and out are relative to the start of the current record, because the buffer moves. Behind the
/// text stand a line feed and zeros, so that reads of words and of 64 bytes (`LineIndex`) need no bound of their own.
struct Window: ~Copyable {
  private static let padding = 64

  private(set) var name: String
  /// The current record.
  private(set) var count = 0
  /// No text follows what is in the buffer.
  private(set) var isAtEnd = false
  /// Something in the buffer is not ASCII, so that rows need to be checked.
  private(set) var needsCheck = false
  private(set) var compression = Compression.none
  /// Compressed bytes taken from the disk so far.
  private(set) var consumed = 0
  /// Line number of the current record, from 1.
  var line = 1

  /// nil = all there is stands in the buffer.
  private var text: OpenText?
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private let chunk: Int
  private var limit: Int
  /// Of the lines in the buffer, where the scanner asked for one.
  var index = LineIndex()

  /// Opens a file and looks at its beginning.
  ///
  /// Throws where it cannot be read, holds no text, or is in another encoding.
  static func open(_ file: ExportFile, buffering: Buffering = Buffering()) throws(LoadError) -> Window {
    let text = try TextStream(path: file.absolutePath, name: file.path, chunk: buffering.chunk)
    var window = Window(text: text, name: file.path, buffering: buffering)
    while window.count < buffering.sample, try window.refill() {}
    guard window.count > 0 else {
      throw LoadError(.empty, file: file.path, detail: "the file holds no text", hint: "export it again")
    }
    try EncodingCheck.check(sample: window.slice(0..<window.count), isWholeFile: window.isAtEnd, file: file.path)
    return window
  }

  private init(text: consuming TextStream, name: String, buffering: Buffering) {
    (compression, consumed) = (text.bytes.compression, text.bytes.consumed)
    self.text = OpenText(text)
    self.name = name
    chunk = buffering.chunk
    limit = buffering.longestRecord
    capacity = buffering.chunk + max(buffering.chunk, buffering.sample)
    buffer = .allocate(capacity: capacity + Window.padding)
  }

  /// A window without a file, to be filled by `split`.
  init() {
    name = ""
    text = nil
    isAtEnd = true
    (chunk, limit, capacity) = (0, 0, 0)
    buffer = .allocate(capacity: Window.padding)
    pad()
  }

  deinit { buffer.deallocate() }

  /// Whether the buffer holds about as much as the longest record may have.
  var isCrowded: Bool { count + chunk > limit }

  /// First byte of the current record.
  var base: Bytes { Bytes(buffer + start) }

  func slice(_ range: Range<Int>) -> Slice { Slice(start: base + range.lowerBound, count: range.count) }

  /// Passes over the first bytes.
  mutating func consume(_ length: Int) {
    start += length
    count -= length
  }

  /// Reads more behind the current record; false at the end of the file.
  mutating func refill() throws(LoadError) -> Bool {
    if isAtEnd { return false }
    if count > limit { throw recordTooLong() }
    index.forget()
    if start > 0 {
      buffer.update(from: buffer + start, count: count)
      start = 0
    }
    if capacity - count < chunk { grow() }
    let read = try text?.stream.read(into: UnsafeMutableRawBufferPointer(start: buffer + count, count: chunk)) ?? 0
    consumed = text?.stream.bytes.consumed ?? 0
    if read < chunk { isAtEnd = true }
    // What is left over is checked again: a character may have been cut in two.
    needsCheck = (count > 0 && needsCheck) || !ByteSearch.isPlainText(Slice(start: buffer + count, count: read))
    count += read
    pad()
    return read > 0
  }

  private func pad() {
    buffer[start + count] = .lineFeed
    (buffer + start + count + 1).update(repeating: 0, count: Window.padding - 1)
  }

  /// Takes over the buffer of another window, which holds nothing, for what is left here and what is read next.
  ///
  /// Who reads a block then writes into memory that is in its own processor's cache, not in that of another one, who
  /// read the block before.
  mutating func borrow(_ other: inout Window) {
    if other.capacity < capacity { other.reserve(capacity) }
    other.buffer.update(from: buffer + start, count: count)
    swap(&buffer, &other.buffer)
    swap(&capacity, &other.capacity)
    start = 0
    index.forget()
    pad()
  }

  /// Moves the first `length` bytes into another window, which then holds nothing else, and passes over them.
  ///
  /// The windows change buffers, so that only what is left over is copied; lines count from 1 again in both.
  mutating func split(at length: Int, into other: inout Window) {
    let rest = count - length
    other.start = 0
    other.count = 0
    if other.capacity < capacity { other.reserve(capacity) }
    other.buffer.update(from: buffer + start + length, count: rest)
    swap(&buffer, &other.buffer)
    swap(&capacity, &other.capacity)
    (other.name, other.limit, other.line) = (name, limit, line)
    (other.start, other.count) = (start, length)
    (other.isAtEnd, other.needsCheck) = (true, needsCheck)
    other.text = nil
    other.index.forget()
    index.forget()
    other.pad()
    (start, count, line) = (0, rest, 1)
    pad()
  }

  /// Offset behind the last line feed; nil where there is none.
  var lastLineEnd: Int? {
    var offset = count
    while offset > 0, base[offset - 1] != .lineFeed { offset -= 1 }
    return offset > 0 ? offset : nil
  }

  /// Offset of the first `terminator` at or after `offset`, reading on as needed; nil where none follows.
  mutating func find(_ terminator: UInt8, from offset: Int) throws(LoadError) -> Int? {
    var offset = offset
    while true {
      if let found = ByteSearch.first(terminator, from: base + offset, to: base + count) {
        let place = found - base
        if place > limit { throw recordTooLong() }
        return place
      }
      offset = count
      if try !refill() { return nil }
    }
  }

  /// The next line that holds more than blanks, without its line end, and its number; nil at the end.
  ///
  /// The slice stays valid until more is read.
  @inline(__always)
  mutating func nextLine() throws(LoadError) -> (text: Slice, line: Int)? {
    while true {
      let found = try find(.lineFeed, from: 0)
      let length = found ?? count
      if found == nil {
        if length == 0 { return nil }
        try checkLast(length)
      }
      if let line = takeLine(length, isClosed: found != nil) { return line }
    }
  }

  /// The same without reading more: nil where none ends in the buffer.
  @inline(__always)
  mutating func nextLineInBuffer() -> (text: Slice, line: Int)? {
    while let found = ByteSearch.first(.lineFeed, from: base, to: base + count), found - base <= limit {
      if let line = takeLine(found - base, isClosed: true) { return line }
    }
    return nil
  }

  /// Passes over a line; nil where it holds blanks alone.
  @inline(__always)
  private mutating func takeLine(_ length: Int, isClosed: Bool) -> (text: Slice, line: Int)? {
    var (first, length) = (base, length)
    let number = line
    consume(length + (isClosed ? 1 : 0))
    line += 1
    if length > 0, first[length - 1] == .carriageReturn { length -= 1 }
    // Files put together with `cat` keep the byte order mark of each.
    if length >= 3, first[0] == 0xEF, first[1] == 0xBB, first[2] == 0xBF {
      first += 3
      length -= 3
    }
    let text = Slice(start: first, count: length)
    guard length > 0, first[0] > .space || !text.allSatisfy({ $0 == .space || $0 == .tab }) else { return nil }
    return (text, number)
  }

  /// From here on `plainLine` answers.
  mutating func beginIndex(of grammar: LineIndex.Grammar) {
    index.begin(grammar)
  }

  /// The next line, where it ends in the buffer and takes no care to read; passes over it.
  ///
  /// It stays valid until more is read.
  @inline(__always)
  mutating func plainLine() -> LineIndex.Line? {
    let (base, count) = (base, min(count, limit))
    guard let plain = index.next(base, count) else { return nil }
    consume(plain.length)
    line += 1
    return plain
  }

  /// The next lines, which may be anything; nil where none ends in the buffer.
  var foundLines: throughline_found_lines? {
    @inline(__always)
    mutating get { index.foundLines(base, min(count, limit)) }
  }

  /// Passes over some of `foundLines`.
  @inline(__always)
  mutating func pass(lines count: Int) {
    consume(index.pass(lines: count))
    line += count
  }

  /// Throws where a record that ends with the file is too long.
  func checkLast(_ length: Int) throws(LoadError) {
    if length > limit { throw recordTooLong() }
  }

  private func recordTooLong() -> LoadError {
    let size = limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(limit) bytes"
    return LoadError(
      .recordTooLong, file: name, line: line, detail: "a line or record of more than \(size)",
      hint: "a quote or line end is missing here, or this is not the format it is taken for")
  }

  private mutating func grow() { reserve(max(capacity * 2, count + chunk)) }

  private mutating func reserve(_ larger: Int) {
    let replacement = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Window.padding)
    replacement.update(from: buffer, count: count)
    buffer.deallocate()
    buffer = replacement
    capacity = larger
  }
}

/// A text stream that a window may have or not.
private final class OpenText {
  var stream: TextStream

  init(_ stream: consuming TextStream) { self.stream = stream }
}
