#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An open file, closed when it goes out of scope.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  /// For messages.
  let name: String

  init(path: String, name: String) throws(LoadError) {
    descriptor = try InputFile.open(path: path, name: name)
    self.name = name
  }

  deinit { close(descriptor) }

  /// Reads up to `count` bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(LoadError) -> Int {
    while true {
      #if canImport(Darwin)
        let result = Darwin.read(descriptor, buffer, count)
      #elseif canImport(Musl)
        let result = Musl.read(descriptor, buffer, count)
      #else
        let result = Glibc.read(descriptor, buffer, count)
      #endif
      if result >= 0 { return result }
      if errno != EINTR {
        throw LoadError(.unreadable, file: name, detail: "reading failed: " + String(cString: strerror(errno)))
      }
    }
  }

  /// Goes back to the beginning.
  func rewind() throws(LoadError) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw LoadError(.unreadable, file: name, detail: "going back failed: " + String(cString: strerror(errno)))
    }
  }

  private static func open(path: String, name: String) throws(LoadError) -> Int32 {
    // Not blocking, so that a pipe without a writer is refused below instead of being waited for.
    #if canImport(Darwin)
      let descriptor = Darwin.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    #elseif canImport(Musl)
      let descriptor = Musl.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    #else
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    #endif
    guard descriptor >= 0 else { throw openFailure(errno, name: name) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = openFailure(errno, name: name)
      close(descriptor)
      throw failure
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      close(descriptor)
      let found = kind == S_IFDIR ? "a folder" : "a pipe or device"
      throw LoadError(.notAFile, file: name, detail: "found \(found), expected a file")
    }
    return descriptor
  }

  private static func openFailure(_ number: Int32, name: String) -> LoadError {
    switch number {
    case ENOENT, ENOTDIR:
      LoadError(.notFound, file: name, detail: "there is no such file")
    case EACCES, EPERM:
      LoadError(
        .unreadable, file: name, detail: "permission denied", hint: "let the account that runs the report read it")
    default:
      LoadError(.unreadable, file: name, detail: "opening failed: " + String(cString: strerror(number)))
    }
  }
}
