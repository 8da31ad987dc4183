import CMemory

extension UnsafeBufferPointer {
  /// Asks for the memory of an element, without waiting for it; it need not exist.
  @inline(__always)
  func prefetch(_ index: Int) { throughline_prefetch(baseAddress.map { $0 + index }) }

  /// The same of elements that may lie in two lines of the processor's cache, which hold no more than 64 bytes.
  @inline(__always)
  func prefetchRow(_ index: Int, count: Int = 1) {
    prefetch(index)
    throughline_prefetch(baseAddress.map { UnsafeRawPointer($0 + (index &+ count)) - 1 })
  }
}
