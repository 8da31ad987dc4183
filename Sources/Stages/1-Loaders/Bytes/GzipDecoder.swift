import CZlib

/// Decodes gzip members one after the other, as `cat a.gz b.gz` makes them.
struct GzipDecoder: ~Copyable {
  // zlib keeps the address of its stream, so it lives on the heap.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Fails only where 40 KB cannot be allocated; inflate then answers Z_STREAM_ERROR, which is reported.
    _ = throughline_inflate_init(stream)
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Decodes some input.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodeStep {
    let inputCount = min(input.count, Int(UInt32.max))
    let outputCount = min(output.count, Int(UInt32.max))
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(inputCount)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(outputCount)
    let code = inflate(stream, Z_NO_FLUSH)
    var step = DecodeStep(
      read: inputCount - Int(stream.pointee.avail_in), written: outputCount - Int(stream.pointee.avail_out),
      isAtBorder: false, fault: nil)
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      step.isAtBorder = true
      inflateReset(stream)
    case Z_NEED_DICT: step.fault = "it needs a dictionary"
    case Z_DATA_ERROR: step.fault = stream.pointee.msg.map { String(cString: $0) } ?? "invalid data"
    default: step.fault = "zlib failed with code \(code)"
    }
    return step
  }
}
