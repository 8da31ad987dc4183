import CZlib
import Foundation

/// A file that is written in pieces of a megabyte, plain or gzip.
final class OutputFile {
  var bytes: [UInt8] = []
  private let path: String
  private var plain: FileHandle?
  private var compressed: gzFile?
  private static let piece = 1 << 20

  init(_ path: String, gzip: Bool = false) throws {
    self.path = path
    bytes.reserveCapacity(Self.piece + 4096)
    if gzip {
      compressed = gzopen(path, "wb6")
      if compressed == nil { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
    } else {
      try Data().write(to: URL(fileURLWithPath: path))
      plain = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
  }

  /// Hands a full piece to the system; call after each row.
  func rowEnded() throws {
    if bytes.count >= Self.piece { try flush() }
  }

  func close() throws {
    try flush()
    try plain?.close()
    plain = nil
    if let file = compressed {
      compressed = nil
      if gzclose(file) != Z_OK { throw failure }
    }
  }

  private func flush() throws {
    if bytes.isEmpty { return }
    if let file = compressed {
      let written = bytes.withUnsafeBytes { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
      if Int(written) != bytes.count { throw failure }
    }
    try plain?.write(contentsOf: Data(bytes))
    bytes.removeAll(keepingCapacity: true)
  }

  private var failure: CocoaError { CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
}

/// The folder that the exports go to, and the names written so far.
struct Exports {
  let directory: String
  private(set) var names: [String] = []

  init(_ directory: String) throws {
    self.directory = directory
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  /// Opens a file of the folder and notes its name.
  mutating func open(_ name: String, gzip: Bool = false) throws -> OutputFile {
    names.append(name)
    if let slash = name.lastIndex(of: "/") {
      let folder = directory + "/" + name[..<slash]
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    return try OutputFile(directory + "/" + name, gzip: gzip)
  }

  mutating func write(_ name: String, _ text: String) throws {
    let file = try open(name)
    file.bytes.append(contentsOf: text.utf8)
    try file.close()
  }

  /// Writes a CSV file (RFC 4180, line feed).
  mutating func writeCSV(_ name: String, header: String, rows: [[String]]) throws {
    let file = try open(name)
    file.bytes.append(contentsOf: header.utf8)
    file.bytes.append(UInt8(ascii: "\n"))
    for row in rows {
      for (index, field) in row.enumerated() {
        if index > 0 { file.bytes.append(UInt8(ascii: ",")) }
        file.bytes.append(contentsOf: Self.quoted(field).utf8)
      }
      file.bytes.append(UInt8(ascii: "\n"))
      try file.rowEnded()
    }
    try file.close()
  }

  /// Writes one line of text per row.
  mutating func writeLines(_ name: String, gzip: Bool = false, _ lines: some Sequence<String>) throws {
    let file = try open(name, gzip: gzip)
    for line in lines {
      file.bytes.append(contentsOf: line.utf8)
      file.bytes.append(UInt8(ascii: "\n"))
      try file.rowEnded()
    }
    try file.close()
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A }) else { return field }
    return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
