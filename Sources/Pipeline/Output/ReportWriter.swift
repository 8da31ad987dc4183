import Foundation
package import ReportModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Puts a month's files in place at once: written aside, flushed, then renamed, so that a reader or a crash never
/// meets half a report.
package enum ReportWriter {
  /// Writes `files` as the folder `directory`, replacing what stood there.
  package static func write(_ files: [OutputFile], as directory: String) throws(OutputError) {
    let target = URL(fileURLWithPath: directory).standardizedFileURL
    let parent = target.deletingLastPathComponent()
    let aside = parent.appendingPathComponent(".\(target.lastPathComponent).new")
    let old = parent.appendingPathComponent(".\(target.lastPathComponent).old")
    let manager = FileManager.default
    do {
      try manager.createDirectory(at: parent, withIntermediateDirectories: true)
      try? manager.removeItem(at: aside)
      try? manager.removeItem(at: old)
      for file in files {
        let place = aside.appendingPathComponent(file.path)
        try manager.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: place)
        flush(place.path)
      }
      if manager.fileExists(atPath: target.path) { try manager.moveItem(at: target, to: old) }
      do {
        try manager.moveItem(at: aside, to: target)
      } catch {
        if manager.fileExists(atPath: old.path) { try? manager.moveItem(at: old, to: target) }
        throw error
      }
      try? manager.removeItem(at: old)
    } catch {
      try? manager.removeItem(at: aside)
      throw OutputError(path: directory, detail: Self.reason(error))
    }
  }

  /// Replaces single files beside the months, each by a rename.
  package static func write(_ files: [OutputFile], into directory: String) throws(OutputError) {
    for file in files {
      let place = URL(fileURLWithPath: directory).appendingPathComponent(file.path)
      do {
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: place, options: .atomic)
      } catch {
        throw OutputError(path: place.path, detail: Self.reason(error))
      }
    }
  }

  private static func flush(_ path: String) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let code = underlying?.code, underlying?.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(code)))
    }
    return (error as NSError).localizedDescription
  }
}

/// A report that could not be written.
package struct OutputError: Error, CustomStringConvertible, Equatable {
  package var path: String
  package var detail: String

  package init(path: String, detail: String) {
    self.path = path
    self.detail = detail
  }

  package var description: String { "\(path): cannot be written: \(detail) (choose another folder with --out)" }
}
