import CIgzip

/// Decodes gzip members one after the other with ISA-L, where that is installed.
struct IgzipDecoder: ~Copyable {
  private let decoder: OpaquePointer

  /// nil where it is not.
  init?() {
    guard let decoder = throughline_igzip_make() else { return nil }
    self.decoder = decoder
  }

  static var isInstalled: Bool {
    switch IgzipDecoder() {
    case .some: true
    case .none: false
    }
  }

  deinit { throughline_igzip_free(decoder) }

  /// Decodes some input.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodeStep {
    var read = UInt32(clamping: input.count)
    var written = UInt32(clamping: output.count)
    let result = throughline_igzip_step(
      decoder, input.bindMemory(to: UInt8.self).baseAddress, &read, output.bindMemory(to: UInt8.self).baseAddress,
      &written)
    return DecodeStep(
      read: Int(read), written: Int(written), isAtBorder: result == THROUGHLINE_IGZIP_END,
      fault: result == THROUGHLINE_IGZIP_DAMAGED ? GzipDecoder.damage : nil)
  }
}
