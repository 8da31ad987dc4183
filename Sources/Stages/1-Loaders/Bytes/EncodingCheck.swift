/// Tells UTF-8 from what is not.
enum EncodingCheck {
  /// Lines of a sample of which one bad one speaks for another encoding rather than for one damaged row.
  static let linesPerBadLine = 100

  /// Offset of the first byte that is no UTF-8, or a NUL; nil where all is text.
  ///
  /// Follows table 3-7 of the Unicode standard. `mayEndEarly`: a character cut off by the end is no fault.
  static func firstFault(_ bytes: Slice, mayEndEarly: Bool = false) -> Int? {
    var index = 0
    while index < bytes.count {
      if index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if (word | (word &- ByteSearch.ones)) & ByteSearch.highs == 0 {
          index += 8
          continue
        }
      }
      let lead = bytes[index]
      if lead < 0x80 {
        if lead == 0 { return index }
        index += 1
        continue
      }
      var low: UInt8 = 0x80
      var high: UInt8 = 0xBF
      let length: Int
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0...0xEF:
        length = 3
        if lead == 0xE0 { low = 0xA0 }
        if lead == 0xED { high = 0x9F }
      case 0xF0...0xF4:
        length = 4
        if lead == 0xF0 { low = 0x90 }
        if lead == 0xF4 { high = 0x8F }
      default: return index
      }
      for step in 1..<length {
        guard index + step < bytes.count else { return mayEndEarly ? nil : index }
        let byte = bytes[index + step]
        if byte < low || byte > high { return index }
        low = 0x80
        high = 0xBF
      }
      index += length
    }
    return nil
  }

  /// Throws where the beginning of a file shows that it is not UTF-8.
  ///
  /// A rare bad byte costs its row later on; here are files that are in another encoding as a whole.
  static func check(sample: Slice, isWholeFile: Bool, file: String) throws(LoadError) {
    if let name = utf16WithoutMark(sample) {
      throw LoadError(
        .encoding, file: file, detail: "found \(name) without a byte order mark, expected UTF-8",
        hint: "convert it: iconv -f \(name) -t UTF-8")
    }
    guard let fault = firstFault(sample, mayEndEarly: !isWholeFile) else { return }
    var lines = 0
    var badLines = 0
    var start = 0
    while start < sample.count {
      let end = sample[start...].firstIndex(of: .lineFeed) ?? sample.count
      let isCut = end == sample.count && !isWholeFile
      lines += 1
      if firstFault(Slice(rebasing: sample[start..<end]), mayEndEarly: isCut) != nil { badLines += 1 }
      start = end + 1
    }
    guard badLines * linesPerBadLine >= lines else { return }
    let before = sample[..<fault]
    let line = before.count { $0 == .lineFeed } + 1
    let column = fault - (before.lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0) + 1
    let byte = String(sample[fault], radix: 16, uppercase: true)
    if sample[fault] == 0 {
      throw LoadError(
        .encoding, file: file, line: line, column: column,
        detail: "found a NUL byte, expected UTF-8 text: this is binary data, or UTF-16 in part",
        hint: "export it again as UTF-8")
    }
    throw LoadError(
      .encoding, file: file, line: line, column: column,
      detail: "byte 0x\(byte) is not UTF-8; the text looks like Windows-1252 (Latin-1)",
      hint: "convert it: iconv -f WINDOWS-1252 -t UTF-8")
  }

  /// In UTF-16 every second byte of Western text is NUL.
  private static func utf16WithoutMark(_ sample: Slice) -> String? {
    let count = min(sample.count, 1_024) & ~1
    guard count >= 8 else { return nil }
    var even = 0
    var odd = 0
    for index in stride(from: 0, to: count, by: 2) {
      if sample[index] == 0 { even += 1 }
      if sample[index + 1] == 0 { odd += 1 }
    }
    let half = count / 2
    if odd * 10 >= half * 4, even * 20 <= half { return "UTF-16LE" }
    if even * 10 >= half * 4, odd * 20 <= half { return "UTF-16BE" }
    return nil
  }
}
