import Foundation
import Rollup

/// Tells the first row of a `request_id` from its repetitions, in bounded memory.
///
/// A small export is told in one pass by a set of 64-bit hashes. A large one is read twice: the first time every hash
/// goes with its place to one of 256 temporary files, each of which is then small enough to find its repetitions in
/// memory; the second time only their places are needed. Exact but for one chance in 10⁷ at ten million rows that two
/// different ids share a hash.
struct RequestIDs {
  /// Bytes of calls up to which the ids are kept in memory: some five million rows.
  static let memoryLimit = 1 << 30

  private var seen = KeySet()
  /// Places, among the rows with an id, of those that repeat one; nil = one pass is enough.
  private let repeated: [UInt64]?
  private var place: UInt64 = 0
  private var next = 0

  /// For exports that are read once.
  init() { repeated = nil }

  /// For exports that were read before, by `spill`.
  init(_ spill: consuming RequestIDSpill) throws { repeated = try spill.repeatedPlaces() }

  /// Whether a row with this id came before; an empty id never did. Ask for every row, in the order of the files.
  @inline(__always)
  mutating func isRepeated(_ id: UnsafeRawBufferPointer) -> Bool {
    guard id.count > 0 else { return false }
    guard let repeated else { return !seen.insert(Self.hash(id)) }
    defer { place += 1 }
    guard next < repeated.count, repeated[next] == place else { return false }
    next += 1
    return true
  }

  @inline(__always)
  static func hash(_ id: UnsafeRawBufferPointer) -> UInt64 {
    let hash = ByteInterner.hash(id)
    return hash == .max ? 0 : hash
  }
}

/// The hashes of all request ids with their places, spread over temporary files by their leading bits.
final class RequestIDSpill {
  private static let parts = 256
  private static let bufferedEntries = 4_096

  private let folder: URL
  private var files: [FileHandle] = []
  private var buffers: [[UInt64]]
  private var place: UInt64 = 0

  /// Makes its folder; errors: the temporary folder cannot be written.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("throughline-ids-\(UUID().uuidString)")
    buffers = [[UInt64]](repeating: [], count: Self.parts)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for part in 0..<Self.parts {
      let file = folder.appendingPathComponent(String(part))
      try Data().write(to: file)
      files.append(try FileHandle(forUpdating: file))
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Notes the id of the next row that has one.
  func add(_ id: UnsafeRawBufferPointer) throws {
    guard id.count > 0 else { return }
    let hash = RequestIDs.hash(id)
    let part = Int(hash >> 56)
    buffers[part].append(hash)
    buffers[part].append(place)
    place += 1
    if buffers[part].count >= Self.bufferedEntries { try flush(part) }
  }

  private func flush(_ part: Int) throws {
    guard !buffers[part].isEmpty else { return }
    try buffers[part].withUnsafeBytes { try files[part].write(contentsOf: Data($0)) }
    buffers[part].removeAll(keepingCapacity: true)
  }

  /// Places of the rows whose id came before, ascending.
  func repeatedPlaces() throws -> [UInt64] {
    var places: [UInt64] = []
    for part in 0..<Self.parts {
      try flush(part)
      try files[part].seek(toOffset: 0)
      let data = try files[part].readToEnd() ?? Data()
      var seen = KeySet()
      data.withUnsafeBytes { bytes in
        // Written in the order of the rows, so the first entry of a hash is its first row.
        for offset in stride(from: 0, to: bytes.count, by: 16) {
          let hash = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          if !seen.insert(hash) { places.append(bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)) }
        }
      }
      try files[part].close()
    }
    return places.sorted()
  }
}
