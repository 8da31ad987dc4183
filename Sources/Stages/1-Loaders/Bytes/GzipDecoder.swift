import CZlib

/// Decodes gzip members one after the other, as `cat a.gz b.gz` makes them.
struct GzipDecoder: ~Copyable {
  // zlib keeps the address of its stream, so it lives on the heap.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Said by whichever library finds it: a report must not tell which one there is.
  static let damage = "it is no valid gzip data"

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
    case Z_DATA_ERROR, Z_NEED_DICT: step.fault = Self.damage
    default: step.fault = "zlib failed with code \(code)"
    }
    return step
  }
}
