import Foundation
import ReportModel

@testable import Loaders

/// Files for one test, gone with it.
final class Scratchpad {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("loaders-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String, _ bytes: [UInt8], table: ExportTable = .calls, format: FileFormat? = nil) throws
    -> ExportFile
  {
    let url = folder.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return ExportFile(path: name, absolutePath: url.path, table: table, format: format, byteCount: bytes.count)
  }

  func file(_ name: String, _ text: String, table: ExportTable = .calls, format: FileFormat? = nil) throws -> ExportFile
  {
    try file(name, Array(text.utf8), table: table, format: format)
  }
}

/// Encoders that store instead of compressing: valid files without a library.
enum Stored {
  /// One gzip member (RFC 1952) of stored blocks (RFC 1951).
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
      let end = min(start + 65_535, bytes.count)
      let count = end - start
      out.append(end == bytes.count ? 1 : 0)
      out += [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8 & 255)]
      out += bytes[start..<end]
      start = end
    } while start < bytes.count
    return out + littleEndian(crc(bytes)) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// One zstd frame (RFC 8878) of raw blocks.
  static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xA0] + littleEndian(UInt32(bytes.count))
    var start = 0
    repeat {
      let end = min(start + 100_000, bytes.count)
      let header = UInt32(end - start) << 3 | (end == bytes.count ? 1 : 0)
      out += littleEndian(header).prefix(3)
      out += bytes[start..<end]
      start = end
    } while start < bytes.count
    return out
  }

  /// A zstd frame of `count` blocks of 128 KB, each one byte repeated.
  static func zstdRuns(of byte: UInt8, count: Int) -> [UInt8] {
    var out: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58]
    for index in 0..<count {
      let header = UInt32(128 << 10) << 3 | 1 << 1 | (index == count - 1 ? 1 : 0)
      out += littleEndian(header).prefix(3) + [byte]
    }
    return out
  }

  static func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> ($0 * 8) & 255) } }

  static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// What a reader of rows made of a file.
struct RowsRead {
  var rows: [(line: Int, cells: [String: Value])] = []
  var rejects: [(line: Int, reason: String, excerpt: String)] = []
  var summary: ReadSummary?
  var error: LoadError?

  init(_ file: ExportFile, buffering: Buffering = Buffering()) {
    var rows: [(line: Int, cells: [String: Value])] = []
    var rejects: [(line: Int, reason: String, excerpt: String)] = []
    do throws(LoadError) {
      summary = try RowReader(file: file, buffering: buffering).read { row in
        var cells: [String: Value] = [:]
        for column in row.columns { cells[column] = row[column] }
        rows.append((row.line, cells))
      } rejected: {
        rejects.append(($0, $1, $2))
      }
    } catch {
      self.error = error
    }
    self.rows = rows
    self.rejects = rejects
  }

  var texts: [[String: String]] { rows.map { $0.cells.mapValues(\.text) } }
}

/// One call, copied out of the buffer.
struct CallSeen: Hashable {
  var line: Int
  var time: Int64
  var status: Int
  var latency: Int64
  var clientLatency: Int64
  var timedOut: Bool
  var texts: [String: String]

  init(_ row: CallRow, line: Int) {
    self.line = line
    time = row.time
    status = row.status
    latency = row.latency
    clientLatency = row.clientLatency
    timedOut = row.timedOutFlag
    texts = [:]
    let words: [CallColumn] = [
      .method, .path, .endpoint, .token, .developerID, .companyID, .apiVersion, .sdk, .userAgent, .environment,
      .requestID, .region,
    ]
    for column in words where !row[column].isEmpty {
      texts[column.name] = String(decoding: row[column], as: UTF8.self)
    }
  }
}

/// What the call reader made of a file.
struct CallsRead {
  var calls: [CallSeen] = []
  var rejects: [(line: Int, reason: String, excerpt: String)] = []
  var summary = CallSummary()
  var error: LoadError?
  var progress: [Int] = []

  init() {}

  init(_ file: ExportFile, zone: ZoneTable = .utc, buffering: Buffering = Buffering()) {
    var calls: [CallSeen] = []
    var rejects: [(line: Int, reason: String, excerpt: String)] = []
    var progress: [Int] = []
    do throws(LoadError) {
      summary = try CallReader(file: file, zone: zone, buffering: buffering).read {
        calls.append(CallSeen($0, line: $1))
      } rejected: {
        rejects.append(($0, $1, $2))
      } progress: {
        progress.append($0)
      }
    } catch {
      self.error = error
    }
    self.calls = calls
    self.rejects = rejects
    self.progress = progress
  }
}
