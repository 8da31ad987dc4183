/// A file that is read whole because it is no table: a catalogue, a feed, a note.
struct WholeFile {
  let bytes: [UInt8]
  /// Such as `.gz`.
  let compression: String

  /// Throws where the file cannot be read or holds more than `limit` bytes.
  init(_ file: ExportFile, limit: Int) throws(LoadError) {
    var stream = try TextStream(path: file.absolutePath, name: file.path, chunk: Buffering().chunk)
    compression = stream.bytes.compression.suffix
    var all: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Buffering().chunk, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = try stream.read(into: piece)
      if count == 0 { break }
      all.append(contentsOf: piece[..<count])
      if all.count > limit {
        throw LoadError(
          .recordTooLong, file: file.path, detail: "found more than \(limit >> 20) MB, expected a document of less")
      }
    }
    bytes = all
  }

  var isUTF8: Bool { bytes.withUnsafeBytes { EncodingCheck.firstFault($0) } == nil }

  /// The text; throws where it is not UTF-8.
  func text(_ file: ExportFile) throws(LoadError) -> String {
    guard isUTF8 else {
      throw LoadError(
        .encoding, file: file.path, detail: "found bytes that are not UTF-8", hint: "save it as UTF-8")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
