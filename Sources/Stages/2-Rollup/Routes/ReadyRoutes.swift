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

  /// What a template is found by.
  private struct Key: Equatable {
    /// The first and last sixteen bytes of the text; of a shorter one both are all of it, with zeros behind.
    var first: SIMD2<UInt64>
    var last: SIMD2<UInt64>
    /// Up to seven bytes and, in the highest one, their number; longer methods are not kept.
    var method: UInt64 = 0
    var count: Int
    /// Where those are not the whole text, a hash of it.
    var middle: UInt64 = 0

    @inline(__always)
    init(_ text: CallText, method: CallText) {
      (first, last, count) = (ShortText.words(text), ShortText.lastWords(text), text.count)
      if method.count > 0 { self.method = ShortText.words(method).x | UInt64(truncatingIfNeeded: method.count) << 56 }
      if count > 32 { middle = ByteInterner.hash(text) }
    }

    @inline(__always)
    static func == (left: Key, right: Key) -> Bool {
      let words = (left.first ^ right.first) | (left.last ^ right.last)
      let rest = (left.method ^ right.method) | (left.middle ^ right.middle)
      return words.x | words.y | rest == 0 && left.count == right.count
    }

    @inline(__always)
    var hash: UInt64 {
      // Each word's bits at places of their own.
      ByteInterner.mix(
        first.x ^ (last.y &<< 29 | last.y &>> 35) ^ (method &<< 13 | method &>> 51),
        first.y ^ (last.x &<< 47 | last.x &>> 17) ^ middle ^ UInt64(truncatingIfNeeded: count))
    }
  }

  private struct Entry {
    var key: Key
    /// Place in `texts`.
    var start: Int
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
    let key = Key(text, method: method)
    let slot = Int(truncatingIfNeeded: key.hash) & (Self.limit * 2 - 1)
    let place = Int(slots[slot])
    if place >= 0, text.count <= 32, entries[place].key == key { return entries[place].route }
    return findFarther(text, method)
  }

  /// The same of long texts, and of those whose first slot another one has.
  @inline(never)
  private func findFarther(_ text: CallText, _ method: CallText) -> Route? {
    let key = Key(text, method: method)
    var slot = Int(truncatingIfNeeded: key.hash) & (Self.limit * 2 - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.key == key, text.count <= 32 || isText(entry, text) { return entry.route }
      slot = (slot &+ 1) & (Self.limit * 2 - 1)
    }
    return nil
  }

  private func isText(_ entry: Entry, _ text: CallText) -> Bool {
    texts.withUnsafeBytes { texts in
      texts.baseAddress.map { ShortText.equal(text, $0 + entry.start) } ?? false
    }
  }

  /// Keeps a route that was not found, while there is room.
  mutating func keep(_ route: Route, for text: CallText, method: CallText) {
    guard method.count < 8, text.count <= EndpointResolver.readyLengthLimit, entries.count < Self.limit else { return }
    let key = Key(text, method: method)
    var slot = Int(truncatingIfNeeded: key.hash) & (Self.limit * 2 - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (Self.limit * 2 - 1) }
    slots[slot] = Int16(entries.count)
    entries.append(Entry(key: key, start: texts.count, route: route))
    texts.append(contentsOf: text.bytes)
  }
}
