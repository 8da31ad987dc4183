/// One pass of `SecretMask` over UTF-8 bytes.
struct MaskScan {
  private let bytes: [UInt8]
  private var output: [UInt8] = []
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() -> [UInt8] {
    output.reserveCapacity(bytes.count)
    while place < bytes.count {
      if MaskScan.isWordByte(bytes[place]) {
        word()
      } else {
        output.append(bytes[place])
        place += 1
      }
    }
    return output
  }

  /// Handles a run of name, key or address characters and what belongs to it.
  private mutating func word() {
    let end = runEnd(from: place)
    let word = bytes[place..<end]
    if isAddress(word) {
      hide(upTo: end)
    } else if let credential = credentialEnd(after: end, scheme: word) {
      output.append(contentsOf: word)
      output.append(.space)
      hide(upTo: credential)
    } else if let start = valueStart(after: end), SecretMask.isSecret(name: word), let value = valueRange(from: start) {
      output.append(contentsOf: bytes[place..<value.lowerBound])
      hide(upTo: value.upperBound)
    } else {
      output.append(contentsOf: maskedKeys(word))
      place = end
    }
  }

  private mutating func hide(upTo end: Int) {
    output.append(contentsOf: SecretMask.mark.utf8)
    place = end
  }

  private func runEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, MaskScan.isWordByte(bytes[end]) { end += 1 }
    return end
  }

  /// Something on both sides of an `@`, which may be percent-encoded.
  private func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
    let at = word.firstIndex { $0 == 0x40 } ?? percentEncodedAt(word)
    guard let at, at > word.startIndex else { return false }
    return word[at...].dropFirst().contains { $0.isLetter || $0 >= 0x80 }
  }

  private func percentEncodedAt(_ word: ArraySlice<UInt8>) -> Int? {
    word.indices.first { index in
      index + 2 < word.endIndex && word[index] == 0x25 && word[index + 1] == 0x34 && word[index + 2] == 0x30
    }
  }

  /// End of the credential behind `Bearer` or `Basic`; nil where the word is neither.
  private func credentialEnd(after end: Int, scheme: ArraySlice<UInt8>) -> Int? {
    // Cheap tests first: this is asked for every word of every rejected row.
    guard scheme.count == 5 || scheme.count == 6, end < bytes.count, bytes[end] == .space else { return nil }
    let name = String(decoding: scheme, as: UTF8.self).lowercased()
    guard ["bearer", "basic", "digest"].contains(name) else { return nil }
    var start = end
    while start < bytes.count, bytes[start] == .space { start += 1 }
    var stop = start
    while stop < bytes.count, !MaskScan.endsValue(bytes[stop]) { stop += 1 }
    // "Basic plan" is prose.
    return start > end && stop - start >= (name == "bearer" ? 1 : 8) ? stop : nil
  }

  /// Where the value behind a name begins: `name=value`, `name: value`, `"name":"value"`; nil where none follows.
  private func valueStart(after end: Int) -> Int? {
    var start = end
    skipQuoteAndBlanks(&start)
    guard start < bytes.count, bytes[start] == .equals || bytes[start] == .colon else { return nil }
    start += 1
    while start < bytes.count, bytes[start] == .space || bytes[start] == .backslash { start += 1 }
    return start < bytes.count ? start : nil
  }

  private func valueRange(from start: Int) -> Range<Int>? {
    if bytes[start] == .quote || bytes[start] == 0x27 { return quotedRange(from: start) }
    // Whatever is nested under a secret name goes with all that follows.
    if bytes[start] == .openBrace || bytes[start] == .openBracket { return start..<bytes.count }
    var stop = start
    while stop < bytes.count, !MaskScan.endsValue(bytes[stop]) { stop += 1 }
    if let credential = credentialEnd(after: stop, scheme: bytes[start..<stop]) { stop = credential }
    return start < stop ? start..<stop : nil
  }

  private func quotedRange(from start: Int) -> Range<Int>? {
    let mark = bytes[start]
    var stop = start + 1
    while stop < bytes.count, bytes[stop] != mark {
      stop += bytes[stop] == .backslash && stop + 1 < bytes.count ? 2 : 1
    }
    return start + 1 < min(stop, bytes.count) ? start + 1..<min(stop, bytes.count) : nil
  }

  private func skipQuoteAndBlanks(_ index: inout Int) {
    while index < bytes.count {
      switch bytes[index] {
      case .quote, 0x27, .space, .backslash: index += 1
      default: return
      }
    }
  }

  /// The word with every long mixed run inside it hidden.
  private func maskedKeys(_ word: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var start = word.startIndex
    while start < word.endIndex {
      var end = start
      while end < word.endIndex, MaskScan.isKeyByte(word[end]) { end += 1 }
      if end > start, isKey(word[start..<end]) {
        result.append(contentsOf: SecretMask.mark.utf8)
      } else {
        result.append(contentsOf: word[start..<end])
      }
      if end < word.endIndex { result.append(word[end]) }
      start = end + 1
    }
    return result
  }

  private func isKey(_ run: ArraySlice<UInt8>) -> Bool {
    if run.count >= 16, run.contains(where: \.isDigit), run.contains(where: \.isLetter) { return true }
    guard run.count >= 5, run.contains(0x5F) || run.contains(.minus) else { return false }
    let folded = run.map { $0.isLetter ? $0 | 0x20 : $0 }
    return MaskScan.marks.contains { SecretMask.contains(folded, $0) }
      || MaskScan.prefixes.contains { folded.starts(with: $0) }
  }

  private static let marks = ["_live_", "_test_"].map { Array($0.utf8) }
  private static let prefixes = ["sk_", "pk_", "lk_", "rk_", "ghp_", "gho_", "whsec_", "xoxb-", "xoxp-"].map {
    Array($0.utf8)
  }

  static func isKeyByte(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte == 0x5F || byte == .minus }

  /// Bytes of names, keys and addresses; everything beyond ASCII is taken for a letter.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    isKeyByte(byte) || byte == .dot || byte == 0x40 || byte == 0x2B || byte == 0x25 || byte >= 0x80
  }

  private static func endsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x20, .quote, 0x26, 0x27, .comma, 0x3B, 0x3E, .closeBracket, .closeBrace, 0x29: true
    default: false
    }
  }
}
