import CScan
import TestSupport
import Testing

@testable import Loaders

/// The index of lines against a loop over the bytes, with every instruction set that this machine has.
@Suite struct LineIndexTests {
  /// A line as the index has it: where it and what is in it end, and whether it takes care to read.
  struct Line: Equatable {
    var stops: [Int]
    var isOdd: Bool
    var isQuoted = false
  }

  static let means: [throughline_scan_means] = [THROUGHLINE_SCAN_ANY, THROUGHLINE_SCAN_AVX2, THROUGHLINE_SCAN_AVX512]
    .filter { $0.rawValue <= throughline_scan_best().rawValue }

  /// Text that stands at `alignment` in memory, with its padding.
  private static func index(
    _ text: [UInt8], alignment: Int, _ scan: (UnsafePointer<UInt8>, UInt32, inout [UInt32], inout [UInt32]) -> UInt32
  ) -> [Line] {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: alignment + text.count + 64, alignment: 64)
    defer { memory.deallocate() }
    // Whatever stands behind the text is none of it.
    memory.copyBytes(from: [UInt8](repeating: UInt8.lineFeed, count: memory.count))
    for (place, byte) in text.enumerated() { memory[alignment + place] = byte }
    var stops = [UInt32](repeating: 0, count: text.count + 64)
    var lines = [UInt32](repeating: 0, count: text.count + 64)
    guard let base = memory.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return [] }
    let count = scan(base + alignment, UInt32(text.count), &stops, &lines)
    var first = 0
    return lines.prefix(Int(count)).map { entry in
      let end = Int(entry & THROUGHLINE_SCAN_COUNT)
      defer { first = end }
      return Line(
        stops: stops[first..<end].map { Int($0) }, isOdd: entry & THROUGHLINE_SCAN_ODD != 0,
        isQuoted: entry & THROUGHLINE_SCAN_QUOTED != 0)
    }
  }

  /// One byte after the other: in quotes or not, at the beginning of a field or not.
  private static func delimited(_ text: [UInt8], _ delimiter: UInt8) -> [Line] {
    var lines: [Line] = []
    var line = Line(stops: [], isOdd: false, isQuoted: false)
    var isInQuotes = false
    for (place, byte) in text.enumerated() {
      let before = place > 0 ? text[place - 1] : .lineFeed
      let isStart =
        place == 0 || !isInQuotes && (before == delimiter && line.stops.last == place - 1 || before == .lineFeed)
      if byte == .quote {
        line.isQuoted = true
        if !isInQuotes, !isStart { line.isOdd = true }
        isInQuotes.toggle()
      } else if isInQuotes {
        if byte == .lineFeed { line.isOdd = true }
      } else {
        let isStop = byte == delimiter || byte == .lineFeed
        let endsLine = byte == .carriageReturn && place + 1 < text.count && text[place + 1] == .lineFeed
        if before == .quote, place > 0, !isStop, !endsLine { line.isOdd = true }
        if byte == .space, isStart { line.isOdd = true }
        if isStop, before == .space { line.isOdd = true }
        if isStop { line.stops.append(place) }
        if byte == .lineFeed {
          lines.append(line)
          line = Line(stops: [], isOdd: false, isQuoted: false)
        }
      }
    }
    return lines
  }

  private static func json(_ text: [UInt8]) -> [Line] {
    lines(text) { line in
      let content = line.last == .carriageReturn ? line.dropLast() : line
      return (line.indices.filter { line[$0] == .quote }, content.contains { $0 < 0x20 || $0 == .backslash })
    }
  }

  private static func lines(_ text: [UInt8], _ read: (ArraySlice<UInt8>) -> (stops: [Int], isOdd: Bool)) -> [Line] {
    var lines: [Line] = []
    var start = 0
    for end in text.indices where text[end] == .lineFeed {
      let (stops, isOdd) = read(text[start..<end])
      lines.append(Line(stops: stops + [end], isOdd: isOdd))
      start = end + 1
    }
    return lines
  }

  private static func text(_ count: Int, _ signs: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    let rarity = Int.random(in: 2..<40, using: &random)
    return (0..<count).map { _ in
      Int.random(in: 0..<rarity, using: &random) == 0 ? signs.randomElement(using: &random) ?? 0 : 0x61
    }
  }

  @Test("Delimited text of every length at every alignment", arguments: means)
  func delimited(means: throughline_scan_means) {
    var random = SplitMix(state: 3)
    for round in 0..<1_500 {
      let delimiter: UInt8 = [.comma, 0x3B, .tab, 0x7C][round % 4]
      let signs: [UInt8] = [delimiter, delimiter, .lineFeed, .space, .quote, .carriageReturn, 0, 0xC3, 0xFF]
      let text = Self.text(round % 300, signs, &random)
      let lines = Self.index(text, alignment: round % 67) {
        throughline_scan_delimited(means, $0, $1, delimiter, &$2, &$3)
      }
      let expected = Self.delimited(text, delimiter)
      #expect(lines.map(\.stops) == expected.map(\.stops), "\(round): \(text)")
      #expect(lines.map(\.isQuoted) == expected.map(\.isQuoted), "\(round): \(text)")
      Self.expectSameOdd(lines, expected, "\(round): \(text)")
    }
  }

  @Test("JSON lines of every length at every alignment", arguments: means)
  func json(means: throughline_scan_means) {
    var random = SplitMix(state: 4)
    for round in 0..<1_500 {
      let signs: [UInt8] = [.quote, .quote, .lineFeed, .space, .backslash, .carriageReturn, .tab, 0, 0x1F, 0x7F, 0xFF]
      let text = Self.text(round % 300, signs, &random)
      let lines = Self.index(text, alignment: round % 67) { throughline_scan_json(means, $0, $1, &$2, &$3) }
      let expected = Self.json(text)
      #expect(lines.map(\.stops) == expected.map(\.stops), "\(round): \(text)")
      Self.expectSameOdd(lines, expected, "\(round): \(text)")
    }
  }

  /// A carriage return that ends 64 bytes may make its line odd, which costs time and nothing else.
  private static func expectSameOdd(_ lines: [Line], _ expected: [Line], _ note: String) {
    for (line, known) in zip(lines, expected) where line.isOdd != known.isOdd {
      #expect(line.isOdd && (line.stops.last ?? 0) % 64 == 0, "\(note)")
    }
  }

  @Test("All of 64 bytes may be stops", arguments: means)
  func full(means: throughline_scan_means) {
    let text = [UInt8](repeating: .comma, count: 200) + [.lineFeed] + [UInt8](repeating: .lineFeed, count: 200)
    let lines = Self.index(text, alignment: 1) { throughline_scan_delimited(means, $0, $1, .comma, &$2, &$3) }
    #expect(lines == Self.delimited(text, .comma))
  }

  @Test("text is plain where no byte is beyond ASCII or NUL, wherever it stands", arguments: means)
  func plainText(means: throughline_scan_means) {
    for count in [0, 1, 7, 63, 64, 65, 128, 200] {
      var text = (0..<count).map { UInt8(1 + $0 % 127) } + [0x80, 0]
      #expect(throughline_scan_is_ascii(means, text, count))
      for place in 0..<count {
        let byte = text[place]
        for odd: UInt8 in [0, 0x80, 0xC3, 0xFF] {
          text[place] = odd
          #expect(!throughline_scan_is_ascii(means, text, count))
        }
        text[place] = byte
      }
    }
  }
}
