import ReportModel
import Rollup

/// Tells the first row of a `request_id` from its repetitions.
///
/// Keeps 64 bits of every id seen, about 11 bytes a row: exact for any export but for one chance in 10⁷ at ten
/// million rows that two different ids collide.
struct RequestIDs {
  private var seen = KeySet()

  /// Whether a row with this id came before; an empty id never did.
  @inline(__always)
  mutating func isRepeated(_ id: UnsafeRawBufferPointer) -> Bool {
    guard id.count > 0 else { return false }
    let hash = ByteInterner.hash(id)
    return !seen.insert(hash == .max ? 0 : hash)
  }
}
