/// How far compressed data may expand before it is taken for a decompression bomb.
///
/// Logs compress 5- to 100-fold; gzip cannot pass 1,032-fold, and zstd can pass 10,000-fold on purpose-made data.
enum ExpansionLimit {
  /// Below this size nothing is suspicious: a few repeated rows compress without bound.
  static let freeBytes = 256 << 20
  static let ratio = 500
  /// Bytes one file may expand to at all.
  static let bytes = 1 << 42
}

/// How much is read at a time.
struct Buffering: Sendable {
  /// Bytes asked for at a time.
  var chunk = 1 << 18
  /// Bytes looked at before the first row to tell encoding, format and delimiter.
  var sample = 1 << 16
  /// The longest line or record that is read; a longer one is an error, so that memory stays bounded.
  var longestRecord = 16 << 20
}
