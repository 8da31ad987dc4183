import Foundation

/// Numbers in a temporary file that has no name any more, so that nothing is left of it however the program ends.
final class SpillFile {
  private let handle: FileHandle
  private var end: UInt64 = 0

  /// Throws where the temporary folder cannot be written.
  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("throughline-\(UUID().uuidString)")
    try Data().write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    handle = try FileHandle(forUpdating: url)
  }

  /// Writes at the end; answers where.
  func append(_ numbers: UnsafeBufferPointer<UInt64>) throws -> UInt64 {
    let offset = end
    try handle.seek(toOffset: offset)
    try handle.write(contentsOf: Data(buffer: numbers))
    end += UInt64(numbers.count * 8)
    return offset
  }

  /// What was written there; nothing where the disk fails.
  func read(at offset: UInt64, count: Int) -> [UInt64] {
    guard (try? handle.seek(toOffset: offset)) != nil, let data = try? handle.read(upToCount: count * 8) else {
      return []
    }
    return data.withUnsafeBytes { Array($0.bindMemory(to: UInt64.self)) }
  }
}
