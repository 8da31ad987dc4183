extension Array where Element == UInt64 {
  /// Sorts by bytes, the lowest first (LSD radix sort); bytes that are the same in all keys cost nothing.
  mutating func radixSort() {
    guard let first else { return }
    let varying = reduce(0) { $0 | ($1 ^ first) }
    var (from, to) = (self, self)
    for shift in stride(from: UInt64(0), to: 64, by: 8) where varying >> shift & 0xFF != 0 {
      var starts = [Int](repeating: 0, count: 257)
      for key in from { starts[Int(key >> shift & 0xFF) + 1] += 1 }
      for byte in 1...255 { starts[byte] += starts[byte - 1] }
      for key in from {
        let byte = Int(key >> shift & 0xFF)
        to[starts[byte]] = key
        starts[byte] += 1
      }
      swap(&from, &to)
    }
    self = from
  }
}
