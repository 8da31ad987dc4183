import Crypto
import Foundation
import Rollup

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The state folder: database, key and lock. Holding one is holding the lock.
final class StateFolder {
  let path: String
  let names: SliceNames
  private let key: SymmetricKey
  private let lock: Int32

  /// How long a second run waits for the first, in seconds: one that was told to use the store, and one that was not
  /// and does without.
  static let patience = 20.0
  static let usualPatience = 5.0

  convenience init(_ place: StatePlace) throws {
    for folder in place.parents { try Self.make(folder) }
    try self.init(place.path, patience: place.isUsual ? Self.usualPatience : Self.patience)
  }

  /// Makes the folder where it is not there, takes the lock, and reads the key.
  ///
  /// - Throws: `RunError(.busy)` where another run holds the lock for longer than `patience`; `StoreError` where the
  ///   folder cannot be written.
  init(_ path: String, patience: Double = StateFolder.patience) throws {
    self.path = path
    try Self.make(path)
    let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError.unwritable(path, String(cString: strerror(errno))) }
    var waited = 0.0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      // Some network file systems know no locks.
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let detail = String(cString: strerror(errno))
        close(descriptor)
        throw StoreError.unwritable(path, detail)
      }
      guard waited < patience else {
        close(descriptor)
        throw RunError(.busy, "\(path): another run is using the store; try again when it is done")
      }
      usleep(50_000)
      waited += 0.05
    }
    lock = descriptor
    do {
      let key = try Self.key(path + "/key")
      self.key = key
      names = SliceNames(token: { Self.keyed("t" + $0, key) }, developer: { Self.keyed("d" + $0, key) })
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(lock) }

  /// Makes the folder where it is not there, and has git pass over it. A folder of somebody's own is left as it is.
  private static func make(_ path: String) throws {
    let isNew = mkdir(path, 0o700) == 0
    guard isNew || errno == EEXIST else { throw StoreError.unwritable(path, String(cString: strerror(errno))) }
    guard isNew || path.hasSuffix("/" + StatePlace.name) else { return }
    let descriptor = open(path + "/.gitignore", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    // Where it cannot be written, neither can what follows, which then says so.
    guard descriptor >= 0 else { return }
    _ = write(descriptor, "*\n", 2)
    close(descriptor)
  }

  func digest(_ text: String) -> String { Self.keyed(text, key) }

  /// 64 bits of it.
  func shortDigest(_ text: String) -> Int64 {
    HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }

  private static func keyed(_ text: String, _ key: SymmetricKey) -> String {
    hex(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
  }

  /// 128 bits in base 16.
  private static func hex(_ code: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: code.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The key of the names, made at first: 32 random bytes that only the owner can read, moved into place whole.
  private static func key(_ path: String) throws -> SymmetricKey {
    if let data = FileManager.default.contents(atPath: path) {
      guard data.count == 32 else { throw StoreError.damaged(path, "the key is not 32 bytes") }
      return SymmetricKey(data: data)
    }
    let key = SymmetricKey(size: .bits256)
    let draft = path + ".new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError.unwritable(path, String(cString: strerror(errno))) }
    let written = key.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let isSafe = written == 32 && fsync(descriptor) == 0
    close(descriptor)
    guard isSafe, rename(draft, path) == 0 else {
      throw StoreError.unwritable(path, String(cString: strerror(errno)))
    }
    return key
  }
}

/// Why there is no store this time. The report is then made without it.
enum StoreError: Error, CustomStringConvertible {
  case unwritable(String, String)
  case damaged(String, String)

  var description: String {
    switch self {
    case .unwritable(let path, let detail):
      "\(path) cannot be written (\(detail)): calls are read without the store; --state FOLDER names another place, "
        + "--no-state does without"
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)): calls are read without it; move it away to have it built anew, or put a copy back "
        + "where it holds months whose files are gone"
    }
  }
}
