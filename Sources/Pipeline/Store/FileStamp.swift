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
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var state: UInt64 = 0
    do {
      while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
        let next = piece.withUnsafeBytes { ByteInterner.hash($0) }
        state = withUnsafeBytes(of: (state, next)) { ByteInterner.hash($0) }
      }
    } catch {
      return nil
    }
    return Int64(bitPattern: state)
  }
}
