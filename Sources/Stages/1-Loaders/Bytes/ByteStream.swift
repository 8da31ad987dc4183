/// The bytes of a file, decompressed as they are read.
struct ByteStream: ~Copyable {
  private enum Decoder: ~Copyable {
    case plain
    case gzip(GzipDecoder)
    case igzip(IgzipDecoder)
    case zstd(ZstdDecoder)
  }

  let compression: Compression
  /// Bytes taken from the disk so far.
  private(set) var consumed = 0
  /// Bytes handed on so far.
  private(set) var produced = 0
  /// Bytes the decoder gave so far.
  private var decoded = 0

  private let file: InputFile
  private var decoder: Decoder
  private let input: UnsafeMutableRawBufferPointer
  private var inputStart = 0
  private var inputEnd = 0
  private var isAtBorder = true
  /// The decoder filled its output and may hold more without new input.
  private var mayHoldMore = false

  /// Opens a file.
  ///
  /// Throws where it cannot be read, is empty, or is of a compression or kind that no loader reads.
  ///
  /// - Parameter prefersIgzip: whether gzip is decoded by ISA-L where that is installed.
  init(path: String, name: String, chunk: Int, prefersIgzip: Bool = true) throws(LoadError) {
    let file = try InputFile(path: path, name: name)
    var magic = MagicBytes()
    try magic.read(from: file)
    let compression = Compression(magic: magic.bytes)
    guard magic.count > 0 else {
      throw LoadError(.empty, file: name, detail: "the file is empty", hint: "export it again")
    }
    if case .foreign(let kind) = compression {
      throw LoadError(
        .unknownFormat, file: name, detail: "found \(kind), expected text, gzip or zstd",
        hint: "unpack it, or export it as .csv or .ndjson")
    }
    self.init(
      file: file, compression: compression, magic: magic.bytes, chunk: chunk,
      igzip: prefersIgzip && compression == .gzip ? IgzipDecoder() : nil)
  }

  private init(
    file: consuming InputFile, compression: Compression, magic: [UInt8], chunk: Int, igzip: IgzipDecoder?
  ) {
    self.file = file
    self.compression = compression
    switch compression {
    case .gzip: decoder = igzip.map { .igzip($0) } ?? .gzip(GzipDecoder())
    case .zstd: decoder = .zstd(ZstdDecoder())
    case .none, .foreign: decoder = .plain
    }
    input = .allocate(byteCount: max(chunk, magic.count), alignment: 16)
    input.copyBytes(from: magic)
    inputEnd = magic.count
    consumed = magic.count
  }

  deinit { input.deallocate() }

  /// Fills the buffer as far as there are bytes; 0 only at the end.
  mutating func read(into output: UnsafeMutableRawBufferPointer) throws(LoadError) -> Int {
    var written = 0
    while written < output.count {
      let count = try readSome(into: UnsafeMutableRawBufferPointer(rebasing: output[written...]))
      if count == 0 { break }
      written += count
    }
    produced += written
    return written
  }

  private mutating func readSome(into output: UnsafeMutableRawBufferPointer) throws(LoadError) -> Int {
    guard compression == .none else { return try decode(into: output) }
    if inputStart < inputEnd {
      let count = min(inputEnd - inputStart, output.count)
      output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[inputStart..<inputStart + count]))
      inputStart += count
      return count
    }
    guard let start = output.baseAddress else { return 0 }
    let count = try file.read(into: start, count: min(output.count, input.count))
    consumed += count
    return count
  }

  private mutating func decode(into output: UnsafeMutableRawBufferPointer) throws(LoadError) -> Int {
    while true {
      if inputStart == inputEnd, !mayHoldMore, try !refill() {
        if isAtBorder { return 0 }
        throw LoadError(
          .truncated, file: file.name, detail: "the compressed data ends early, after \(consumed) bytes",
          hint: "it was cut off while copied or written: export it again")
      }
      if isAtBorder, try skipPadding() { return 0 }
      let source = UnsafeRawBufferPointer(rebasing: input[inputStart..<inputEnd])
      let step: DecodeStep
      var isFinal = true
      switch decoder {
      case .gzip(let gzip): step = gzip.step(source, into: output)
      case .igzip(let igzip):
        step = igzip.step(source, into: output)
        isFinal = step.fault == nil
      case .zstd(let zstd): step = zstd.step(source, into: output)
      case .plain: return 0
      }
      if !isFinal {
        try decodeAgain(output)
        continue
      }
      inputStart += step.read
      isAtBorder = step.isAtBorder
      mayHoldMore = !step.isAtBorder && step.written == output.count
      let isStuck = step.read == 0 && step.written == 0 && !source.isEmpty
      if let fault = step.fault ?? (isStuck ? "decoding does not advance" : nil) {
        let place = consumed - (inputEnd - inputStart)
        throw LoadError(
          .corrupt, file: file.name, detail: "the compressed data is damaged near byte \(place): \(fault)",
          hint: "copy or export it again")
      }
      try guardExpansion(adding: step.written)
      decoded += step.written
      if step.written > 0 { return step.written }
    }
  }

  /// Begins again with zlib where ISA-L found damage, and passes over what was handed on already: which of the two is
  /// installed shows neither in what is read of a damaged file nor in what is said of it.
  private mutating func decodeAgain(_ output: UnsafeMutableRawBufferPointer) throws(LoadError) {
    let target = decoded
    decoder = .gzip(GzipDecoder())
    try file.rewind()
    (inputStart, inputEnd, consumed, decoded) = (0, 0, 0, 0)
    (isAtBorder, mayHoldMore) = (true, false)
    while decoded < target {
      let room = UnsafeMutableRawBufferPointer(rebasing: output[..<min(output.count, target - decoded)])
      if try decode(into: room) == 0 { return }
    }
  }

  private mutating func refill() throws(LoadError) -> Bool {
    guard let start = input.baseAddress else { return false }
    inputStart = 0
    inputEnd = try file.read(into: start, count: input.count)
    consumed += inputEnd
    return inputEnd > 0
  }

  /// Tape and block devices pad archives with zeros, which gzip(1) passes over too; true where nothing else follows.
  private mutating func skipPadding() throws(LoadError) -> Bool {
    guard compression == .gzip, consumed > Compression.magicLength || inputStart > 0 else { return false }
    while true {
      while inputStart < inputEnd, input[inputStart] == 0 { inputStart += 1 }
      if inputStart < inputEnd { return false }
      if try !refill() { return true }
    }
  }

  private func guardExpansion(adding count: Int) throws(LoadError) {
    let total = produced + count
    guard total > ExpansionLimit.freeBytes, total > ExpansionLimit.bytes || total / ExpansionLimit.ratio > consumed
    else { return }
    throw LoadError(
      .expansion, file: file.name,
      detail:
        "\(consumed) compressed bytes expand to more than \(total), over \(ExpansionLimit.ratio) times their size",
      hint: "logs do not compress like that: look at the file, unpack it by hand if it is right")
  }
}
