import Foundation
import Rollup

/// Names and integer tables as bytes: texts with their lengths; every column's cells as differences, in variable length.
///
/// About two bytes a cell; a checksum ends each so that a torn page is an error and not a number.
enum TableCodec {
  static func encode(_ names: [String]) -> Data {
    var bytes: [UInt8] = []
    put(UInt64(names.count), &bytes)
    for name in names {
      put(UInt64(name.utf8.count), &bytes)
      bytes.append(contentsOf: name.utf8)
    }
    return checked(bytes)
  }

  static func encode(_ table: IntegerTable) -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(table.cells.count * 2 + 16)
    put(UInt64(table.rowCount), &bytes)
    for column in table.columns.indices {
      var last: Int64 = 0
      for row in 0..<table.rowCount {
        let cell = table[row, column]
        let step = cell &- last
        put(UInt64(bitPattern: (step << 1) ^ (step >> 63)), &bytes)
        last = cell
      }
    }
    return checked(bytes)
  }

  private static func checked(_ bytes: [UInt8]) -> Data {
    let sum = bytes.withUnsafeBytes { ByteInterner.hash($0) }
    return Data(bytes) + withUnsafeBytes(of: sum.littleEndian) { Data($0) }
  }

  /// nil where the bytes are not what `encode` writes.
  static func names(_ data: Data) -> [String]? {
    read(data) { reader in
      guard let count = reader.next(), count <= UInt64(reader.bytes.count) else { return nil }
      var names: [String] = []
      names.reserveCapacity(Int(count))
      for _ in 0..<count {
        guard let name = reader.text() else { return nil }
        names.append(name)
      }
      return names
    }
  }

  /// nil where the bytes are not what `encode` writes.
  static func decode(_ data: Data, into empty: IntegerTable) -> IntegerTable? {
    read(data) { reader in
      guard let rows = reader.next(), rows <= UInt64(reader.bytes.count) else { return nil }
      var table = empty
      let width = table.columns.count
      table.cells = [Int64](repeating: 0, count: Int(rows) * width)
      for column in 0..<width {
        var last: Int64 = 0
        for row in 0..<Int(rows) {
          guard let step = reader.next() else { return nil }
          last = last &+ (Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1))
          table.cells[row &* width &+ column] = last
        }
      }
      return table
    }
  }

  private static func read<Value>(_ data: Data, _ body: (inout Reader) -> Value?) -> Value? {
    data.withUnsafeBytes { all in
      guard all.count >= 8 else { return nil }
      let bytes = UnsafeRawBufferPointer(rebasing: all[..<(all.count - 8)])
      let sum = all.loadUnaligned(fromByteOffset: all.count - 8, as: UInt64.self).littleEndian
      guard ByteInterner.hash(bytes) == sum else { return nil }
      var reader = Reader(bytes: bytes)
      return body(&reader)
    }
  }

  private static func put(_ value: UInt64, _ bytes: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func next() -> UInt64? {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while position < bytes.count, shift < 64 {
        let byte = bytes[position]
        position += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      return nil
    }

    mutating func text() -> String? {
      guard let count = next(), count <= UInt64(bytes.count - position) else { return nil }
      defer { position += Int(count) }
      return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
    }
  }
}
