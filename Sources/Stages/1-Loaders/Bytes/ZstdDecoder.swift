import CZstd

/// Decodes zstd frames one after the other, skippable ones included.
struct ZstdDecoder: ~Copyable {
  // nil only where memory is short.
  private let stream: OpaquePointer?

  init() { stream = ZSTD_createDStream() }

  deinit { ZSTD_freeDStream(stream) }

  /// Decodes some input.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodeStep {
    guard let stream else { return DecodeStep(read: 0, written: 0, isAtBorder: false, fault: "memory is short") }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = ZSTD_decompressStream(stream, &target, &source)
    let failed = ZSTD_isError(code) != 0
    return DecodeStep(
      read: source.pos, written: target.pos, isAtBorder: code == 0,
      fault: failed ? String(cString: ZSTD_getErrorName(code)) : nil)
  }
}
