import CZlib

/// The header of a gzip member (RFC 1952, section 2.3), byte by byte.
struct GzipHeader {
  enum State { case open, complete, malformed }

  private enum Field { case fixed, extraLength, extra, name, comment, checksum }

  private static let (checksum, extra, name, comment): (UInt8, UInt8, UInt8, UInt8) = (2, 4, 8, 16)
  private var field = Field.fixed
  private var flags: UInt8 = 0
  /// Bytes of the field that were read; of `extra` and `checksum`, bytes still to come.
  private var count = 0
  private var number: UInt = 0
  private var crc: UInt = 0

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> State {
    if field != .checksum { crc = withUnsafePointer(to: byte) { crc32(crc, $0, 1) } }
    switch field {
    case .fixed:
      switch count {
      case 0 where byte != 0x1F, 1 where byte != 0x8B, 2 where byte != 8, 3 where byte & 0xE0 != 0: return .malformed
      case 3: flags = byte
      default: break
      }
      count += 1
      return count == 10 ? begin(.extraLength) : .open
    case .extraLength:
      number |= UInt(byte) << UInt(8 * count)
      count += 1
      if count < 2 { return .open }
      return number == 0 ? begin(.name) : begin(.extra)
    case .extra:
      count -= 1
      return count == 0 ? begin(.name) : .open
    case .name: return byte == 0 ? begin(.comment) : .open
    case .comment: return byte == 0 ? begin(.checksum) : .open
    case .checksum:
      number |= UInt(byte) << UInt(8 * count)
      count += 1
      if count < 2 { return .open }
      return number == crc & 0xFFFF ? .complete : .malformed
    }
  }

  /// Goes on with a field, or behind it where the flags say that it is not there.
  private mutating func begin(_ next: Field) -> State {
    (field, count) = (next, next == .extra ? Int(number) : 0)
    if next != .extra { number = 0 }
    switch next {
    case .fixed, .extra: return .open
    case .extraLength: return flags & Self.extra != 0 ? .open : begin(.name)
    case .name: return flags & Self.name != 0 ? .open : begin(.comment)
    case .comment: return flags & Self.comment != 0 ? .open : begin(.checksum)
    case .checksum: return flags & Self.checksum != 0 ? .open : .complete
    }
  }
}
