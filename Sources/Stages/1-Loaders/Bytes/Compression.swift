/// How a file is compressed, told from its first bytes: names lie, magic numbers seldom do.
enum Compression: Equatable {
  case none, gzip, zstd
  /// Something the loaders do not read, by its name for people.
  case foreign(String)

  /// Bytes needed to tell.
  static let magicLength = 8

  init(magic: [UInt8]) {
    func begins(_ bytes: [UInt8]) -> Bool { magic.starts(with: bytes) }
    self =
      if begins([0x1F, 0x8B]) {
        .gzip
      } else if begins([0x28, 0xB5, 0x2F, 0xFD]) || Compression.isSkippableZstdFrame(magic) {
        .zstd
      } else {
        Compression.foreignMagic.first { begins($0.bytes) }.map { .foreign($0.name) } ?? .none
      }
  }

  /// A zstd file may begin with metadata: magic 0x184D2A50 to 0x184D2A5F, little-endian.
  private static func isSkippableZstdFrame(_ magic: [UInt8]) -> Bool {
    magic.count >= 4 && magic[0] & 0xF0 == 0x50 && magic[1] == 0x2A && magic[2] == 0x4D && magic[3] == 0x18
  }

  private static let foreignMagic: [(bytes: [UInt8], name: String)] = [
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive or Excel workbook"), ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive"),
    ([0x42, 0x5A, 0x68], "bzip2 data"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz data"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4 data"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"), ([0x50, 0x41, 0x52, 0x31], "a Parquet file"),
    ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20], "a SQLite database"), ([0x4F, 0x62, 0x6A, 0x01], "an Avro file"),
    ([0x25, 0x50, 0x44, 0x46], "a PDF"),
  ]

  /// What is appended to a format id: `ndjson.gz`.
  var suffix: String {
    switch self {
    case .none, .foreign: ""
    case .gzip: ".gz"
    case .zstd: ".zst"
    }
  }
}

/// The first bytes of a file.
struct MagicBytes {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  mutating func read(from file: borrowing InputFile) throws(LoadError) {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: Compression.magicLength, alignment: 16)
    defer { buffer.deallocate() }
    while bytes.count < Compression.magicLength {
      let read = try file.read(into: buffer, count: Compression.magicLength - bytes.count)
      if read == 0 { return }
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: read))
    }
  }
}

/// What one step of a decoder did.
struct DecodeStep {
  var read: Int
  var written: Int
  /// Between two members or frames: the data may end here.
  var isAtBorder: Bool
  /// Why the data cannot be decoded.
  var fault: String?
}
