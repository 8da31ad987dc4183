import Foundation
import Rollup

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What tells an unchanged file from a changed one: size, times and inode at a glance, the content's hash in truth.
struct FileStamp: Equatable {
  var size: Int64
  /// Nanoseconds since 1970.
  var modified: Int64
  var changed: Int64
  var inode: Int64

  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    size = Int64(status.st_size)
    inode = Int64(truncatingIfNeeded: status.st_ino)
    #if canImport(Darwin)
      let (modification, change) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modification, change) = (status.st_mtim, status.st_ctim)
    #endif
    modified = Int64(modification.tv_sec) * 1_000_000_000 + Int64(modification.tv_nsec)
    changed = Int64(change.tv_sec) * 1_000_000_000 + Int64(change.tv_nsec)
  }

  init(size: Int64, modified: Int64, changed: Int64, inode: Int64) {
    (self.size, self.modified, self.changed, self.inode) = (size, modified, changed, inode)
  }

  /// 64 bits over the whole file, at memory speed; against accidents, not against forgery. nil where it cannot be read.
  static func contentHash(path: String) -> Int64? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Small enough to stay in a core's cache.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var hash = ContentHash()
    while true {
      var filled = 0
      while filled < buffer.count {
        let count = read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { break }
        filled += count
      }
      hash.add(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
      if filled < buffer.count { return hash.value }
    }
  }
}

/// A hash of pieces that are equally long but for the last: four lanes, so that none waits for another one's product.
private struct ContentHash {
  private var lanes = SIMD4<UInt64>(
    0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93)
  private var tail: UInt64 = 0

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var (first, second, third, fourth) = (lanes[0], lanes[1], lanes[2], lanes[3])
    var place = 0
    func word(_ offset: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian }
    while place + 32 <= bytes.count {
      first = ByteInterner.fold(first ^ word(place))
      second = ByteInterner.fold(second ^ word(place + 8))
      third = ByteInterner.fold(third ^ word(place + 16))
      fourth = ByteInterner.fold(fourth ^ word(place + 24))
      place += 32
    }
    lanes = SIMD4(first, second, third, fourth)
    if place < bytes.count { tail = ByteInterner.hash(UnsafeRawBufferPointer(rebasing: bytes[place...])) }
  }

  var value: Int64 {
    Int64(
      bitPattern: withUnsafeBytes(of: (lanes[0], lanes[1], lanes[2], lanes[3], tail)) { ByteInterner.hash($0) })
  }
}
