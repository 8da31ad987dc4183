import Foundation
import Rollup

/// Integer tables as bytes: strings with their lengths, then every column's cells as differences, in variable length.
///
/// About two bytes a cell; a checksum ends each so that a torn page is an error and not a number.
enum TableCodec {
  static func encode(_ table: IntegerTable) -> Data {
    var bytes: [UInt8] = []
    put(UInt64(table.strings.count), &bytes)
    for text in table.strings {
      put(UInt64(text.utf8.count), &bytes)
      bytes.append(contentsOf: text.utf8)
    }
    put(UInt64(table.rowCount), &bytes)
    for column in table.columns.indices {
      var last: Int64 = 0
      for row in 0..<table.rowCount {
        let cell = table.cells[row * table.columns.count + column]
        let step = cell &- last
        put(UInt64(bitPattern: (step << 1) ^ (step >> 63)), &bytes)
        last = cell
      }
    }
    let sum = bytes.withUnsafeBytes { ByteInterner.hash($0) }
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: sum >> UInt64(shift))) }
    return Data(bytes)
  }

  /// nil where the bytes are not what `encode` writes.
  static func decode(_ data: Data, into empty: IntegerTable) -> IntegerTable? {
    data.withUnsafeBytes { all -> IntegerTable? in
      guard all.count >= 8 else { return nil }
      let body = UnsafeRawBufferPointer(rebasing: all[..<(all.count - 8)])
      let sum = all.loadUnaligned(fromByteOffset: all.count - 8, as: UInt64.self).littleEndian
      guard ByteInterner.hash(body) == sum else { return nil }
      var reader = Reader(bytes: body)
      var table = empty
      guard let strings = reader.next(), strings <= UInt64(body.count) else { return nil }
      for _ in 0..<strings {
        guard let text = reader.text() else { return nil }
        _ = table.key(text)
      }
      guard let rows = reader.next(), rows <= UInt64(body.count) else { return nil }
      let width = table.columns.count
      var cells = [Int64](repeating: 0, count: Int(rows) * width)
      for column in 0..<width {
        var last: Int64 = 0
        for row in 0..<Int(rows) {
          guard let step = reader.next() else { return nil }
          last = last &+ (Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1))
          cells[row * width + column] = last
        }
      }
      table.append(row: cells)
      return table
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
