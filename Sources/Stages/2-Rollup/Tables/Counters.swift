/// Counters of which most are 0: eight are looked at at once.
extension UnsafeBufferPointer<UInt32> {
  /// Place of the first counter from `start` on that is not 0; `count` where there is none.
  @inline(__always)
  func firstCounted(from start: Int = 0) -> Int {
    var place = start
    while place &+ 8 <= count, areZero(from: place) { place &+= 8 }
    while place < count, self[place] == 0 { place &+= 1 }
    return place
  }

  /// The place behind the last counter that is not 0; 0 where there is none.
  @inline(__always)
  func endOfCounted() -> Int {
    var end = count
    while end >= 8, areZero(from: end &- 8) { end &-= 8 }
    while end > 0, self[end &- 1] == 0 { end &-= 1 }
    return end
  }

  /// Whether eight counters are 0.
  @inline(__always)
  private func areZero(from place: Int) -> Bool {
    let bytes = UnsafeRawBufferPointer(self)
    func pair(_ number: Int) -> UInt64 {
      bytes.loadUnaligned(fromByteOffset: (place &+ 2 &* number) &* 4, as: UInt64.self)
    }
    return pair(0) | pair(1) | pair(2) | pair(3) == 0
  }
}
