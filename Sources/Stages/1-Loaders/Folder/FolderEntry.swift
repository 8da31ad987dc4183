#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the file system says of one path.
struct FolderEntry {
  enum Kind { case file, folder, link, other }

  /// Tells files apart whatever their names: two names of one file have one identity.
  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  let kind: Kind
  let identity: Identity
  let byteCount: Int

  /// nil where there is nothing, or nothing that may be looked at.
  init?(path: String, followsLinks: Bool) {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    byteCount = Int(status.st_size)
  }
}

/// Lists folders and resolves paths.
enum FileSystem {
  /// Names in a folder in byte order, without `.` and `..`.
  static func names(in folder: String) throws(FileSystemFault) -> [String] {
    guard let stream = opendir(folder) else { throw FileSystemFault(number: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw FileSystemFault(number: errno) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path without links and dots; nil where it leads nowhere.
  static func resolved(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}

/// Why the file system refused.
struct FileSystemFault: Error {
  let number: Int32

  var isAbsence: Bool { number == ENOENT || number == ENOTDIR }
  var isFile: Bool { number == ENOTDIR }

  var description: String {
    switch number {
    case EACCES, EPERM: "permission denied"
    case ENOENT: "there is no such folder"
    case ENOTDIR: "found a file, expected a folder"
    default: String(cString: strerror(number))
    }
  }
}
