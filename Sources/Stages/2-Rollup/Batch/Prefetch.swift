import CMemory

extension UnsafeBufferPointer {
  /// Asks for the memory of an element, without waiting for it; it need not exist.
  @inline(__always)
  func prefetch(_ index: Int) { throughline_prefetch(baseAddress.map { $0 + index }) }
}
