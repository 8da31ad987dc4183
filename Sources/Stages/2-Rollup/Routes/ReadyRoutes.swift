import ReportModel

/// Ready templates as they stand in an export, by method and text, with what they were found to be.
///
/// The few that a log uses are found by one look at a table and one comparison.
struct ReadyRoutes: Sendable {
  struct Route {
    var endpoint: Int32
    /// Where the leading version segment stands in the text.
    var version: Range<Int32>
    /// A hash of method and path.
    var pathKey: UInt64
  }

  private struct Entry {
    /// Up to seven bytes and, in the highest one, their number; longer methods are not kept.
    var method: UInt64
    var hash: UInt64
    /// Place in `texts`.
    var start: Int32
    var count: Int32
    var route: Route
  }

  private static let limit = 4_096

  private var entries: [Entry] = []
  /// Open addressing: numbers of entries, −1 = free.
  private var slots = [Int16](repeating: -1, count: limit * 2)
  private var texts: [UInt8] = []

  @inline(__always)
  func find(_ text: CallText, method: CallText) -> Route? {
    guard method.count < 8 else { return nil }
    let (word, hash) = Self.key(text, method)
    var slot = Int(truncatingIfNeeded: hash) & (Self.limit * 2 - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.method == word, Int(entry.count) == text.count, isText(entry, text) {
        return entry.route
      }
      slot = (slot &+ 1) & (Self.limit * 2 - 1)
    }
    return nil
  }

  @inline(__always)
  private func isText(_ entry: Entry, _ text: CallText) -> Bool {
    texts.withUnsafeBytes { texts in
      texts.baseAddress.map { ShortText.equal(text, $0 + Int(entry.start)) } ?? false
    }
  }

  /// Keeps a route that was not found, while there is room.
  mutating func keep(_ route: Route, for text: CallText, method: CallText) {
    guard method.count < 8, text.count <= EndpointResolver.readyLengthLimit, entries.count < Self.limit else { return }
    let (word, hash) = Self.key(text, method)
    var slot = Int(truncatingIfNeeded: hash) & (Self.limit * 2 - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (Self.limit * 2 - 1) }
    slots[slot] = Int16(entries.count)
    entries.append(
      Entry(method: word, hash: hash, start: Int32(texts.count), count: Int32(text.count), route: route))
    texts.append(contentsOf: text.bytes)
  }

  /// The method as a word that tells its length too, and the hash of both.
  @inline(__always)
  private static func key(
    _ text: CallText, _ method: CallText
  ) -> (word: UInt64, hash: UInt64) {
    let word = ShortText.words(method).x | UInt64(truncatingIfNeeded: method.count) << 56
    return (word, ByteInterner.hash(text) ^ ByteInterner.fold(word))
  }
}
