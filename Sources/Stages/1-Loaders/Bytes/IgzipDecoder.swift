import CIgzip

/// Decodes gzip members one after the other with ISA-L, where that is installed.
///
/// What it finds damaged is to be decoded again by zlib, so that a report says the same on every machine.
final class IgzipDecoder {
  private enum Part { case header, body, trailer }

  private let decoder: OpaquePointer
  private var part = Part.header
  private var header = GzipHeader()
  /// CRC-32 and length, eight bytes when complete.
  private var trailer: [UInt8] = []

  /// nil where it is not installed.
  init?() {
    guard let decoder = throughline_igzip_make() else { return nil }
    self.decoder = decoder
  }

  deinit { throughline_igzip_free(decoder) }

  /// Decodes some input.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodeStep {
    var step = DecodeStep(read: 0, written: 0, isAtBorder: false, fault: nil)
    while true {
      switch part {
      case .header:
        guard step.read < input.count else { return step }
        let state = header.take(input[step.read])
        step.read += 1
        if state == .malformed { return Self.damaged(step) }
        if state == .complete { part = .body }
      case .body:
        let result = inflate(input, into: output, &step)
        if result == THROUGHLINE_IGZIP_DAMAGED { return Self.damaged(step) }
        if result == THROUGHLINE_IGZIP_MORE { return step }
        trailer = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 8) { rest in
          Array(rest.prefix(Int(throughline_igzip_rest(decoder, rest.baseAddress))))
        }
        part = .trailer
      case .trailer:
        while trailer.count < 8, step.read < input.count {
          trailer.append(input[step.read])
          step.read += 1
        }
        guard trailer.count == 8 else { return step }
        guard number(0) == throughline_igzip_crc(decoder), number(4) == throughline_igzip_length(decoder) else {
          return Self.damaged(step)
        }
        throughline_igzip_reset(decoder)
        (part, header) = (.header, GzipHeader())
        step.isAtBorder = true
        return step
      }
    }
  }

  private func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ step: inout DecodeStep
  ) -> throughline_igzip_result {
    var read = UInt32(clamping: input.count - step.read)
    var written = UInt32(clamping: output.count - step.written)
    let result = throughline_igzip_step(
      decoder, input.baseAddress?.advanced(by: step.read).assumingMemoryBound(to: UInt8.self), &read,
      output.baseAddress?.advanced(by: step.written).assumingMemoryBound(to: UInt8.self), &written)
    step.read += Int(read)
    step.written += Int(written)
    return result
  }

  private func number(_ offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(trailer[offset + $1]) << UInt32(8 * $1) }
  }

  private static func damaged(_ step: DecodeStep) -> DecodeStep {
    var step = step
    step.fault = "it is no valid gzip data"
    return step
  }
}
