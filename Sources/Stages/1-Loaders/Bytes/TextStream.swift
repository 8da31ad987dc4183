/// The text of a file as UTF-8: a byte order mark is dropped, UTF-16 with one is transcoded.
struct TextStream: ~Copyable {
  private(set) var bytes: ByteStream
  let name: String
  private var head: [UInt8] = []
  private var headStart = 0
  private var utf16: UTF16Transcoder?

  init(path: String, name: String, chunk: Int) throws(LoadError) {
    var bytes = try ByteStream(path: path, name: name, chunk: chunk)
    var mark: [UInt8] = [0, 0, 0, 0]
    let count = try TextStream.fill(&mark, from: &bytes)
    if count == 0 {
      throw LoadError(
        .empty, file: name, detail: "the compressed file holds not one byte", hint: "export it again")
    }
    let head = Array(mark[..<count])
    if head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0xFE, 0xFF] {
      throw LoadError(
        .encoding, file: name, detail: "found UTF-32, expected UTF-8", hint: "convert it: iconv -f UTF-32 -t UTF-8")
    }
    self.init(bytes: bytes, name: name, head: head)
  }

  private init(bytes: consuming ByteStream, name: String, head: [UInt8]) {
    self.bytes = bytes
    self.name = name
    self.head = head
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      headStart = 3
    } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      var transcoder = UTF16Transcoder(isBigEndian: head[0] == 0xFE)
      transcoder.feed(head[2...])
      utf16 = transcoder
    }
  }

  /// Fills the buffer as far as there is text; 0 only at the end.
  mutating func read(into output: UnsafeMutableRawBufferPointer) throws(LoadError) -> Int {
    guard utf16 == nil else { return try readUTF16(into: output) }
    let count = min(head.count - headStart, output.count)
    for index in 0..<count { output[index] = head[headStart + index] }
    headStart += count
    if count == output.count { return count }
    return try count + bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: output[count...]))
  }

  private mutating func readUTF16(into output: UnsafeMutableRawBufferPointer) throws(LoadError) -> Int {
    var written = 0
    var raw = [UInt8](repeating: 0, count: 16_384)
    while written < output.count {
      written += utf16?.drain(into: UnsafeMutableRawBufferPointer(rebasing: output[written...])) ?? 0
      if written == output.count { break }
      let count = try TextStream.fill(&raw, from: &bytes)
      if count > 0 {
        utf16?.feed(raw[..<count])
      } else if try !finishUTF16() {
        break
      }
    }
    return written
  }

  /// True where the end brought a last character.
  private mutating func finishUTF16() throws(LoadError) -> Bool {
    guard utf16?.hasHalfUnit != true else {
      throw LoadError(
        .encoding, file: name, detail: "the UTF-16 text ends in the middle of a character",
        hint: "it was cut off while copied or written: export it again")
    }
    return utf16?.finish() ?? false
  }

  private static func fill(_ array: inout [UInt8], from bytes: inout ByteStream) throws(LoadError) -> Int {
    // A closure cannot throw a typed error through withUnsafeMutableBytes and mutate `bytes` as well.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: array.count, alignment: 16)
    defer { buffer.deallocate() }
    let count = try bytes.read(into: buffer)
    for index in 0..<count { array[index] = buffer[index] }
    return count
  }
}
