import CScan
import TestSupport
import Testing

@testable import Loaders

/// Lines that are taken apart many at once, by each kind of instructions there is here, against a plain reader.
@Suite struct LinesTests {
  private typealias Take = (
    UnsafePointer<throughline_found_lines>, UInt32, UnsafeMutablePointer<throughline_text>,
    UnsafeMutablePointer<throughline_text>
  ) -> UInt32

  /// Takes the lines of a text from one on; the answer is each line that was taken, followed by what stands in its cells.
  private static func taken(
    _ text: [UInt8], from first: Int, most: Int, columns: Int, _ index: (UnsafePointer<UInt8>, inout Found) -> Void,
    _ take: Take
  ) -> [[String]] {
    let padded = text + [0x0A] + [UInt8](repeating: 0, count: 63)
    return padded.withUnsafeBufferPointer { bytes -> [[String]] in
      guard let base = bytes.baseAddress else { return [] }
      var found = Found(text.count)
      index(base, &found)
      // With room for seven more, and behind that something that has to stay.
      let (room, mark) = (most + 7, throughline_text(start: base, count: -7))
      var texts = [throughline_text](repeating: mark, count: columns * (room + 1))
      var records = [throughline_text](repeating: mark, count: room + 1)
      let stop = first == 0 ? 0 : found.lines[first - 1] & THROUGHLINE_SCAN_COUNT
      let start = first == 0 ? 0 : found.stops[Int(stop) - 1] + 1
      let count = found.stops.withUnsafeBufferPointer { stops in
        found.lines.withUnsafeBufferPointer { lines in
          var all = throughline_found_lines(
            base: base, stops: stops.baseAddress, lines: lines.baseAddress.map { $0 + first },
            count: UInt32(found.count - first), start: start, stop: stop)
          return Int(take(&all, UInt32(most), &texts, &records))
        }
      }
      #expect(count <= most)
      #expect(records[room].count == -7)
      for column in 0..<columns { #expect(texts[column * (room + 1) + room].count == -7) }
      func string(_ text: throughline_text) -> String {
        String(decoding: UnsafeBufferPointer(start: text.start, count: Int(text.count)), as: UTF8.self)
      }
      return (0..<count).map { row in
        [string(records[row])] + (0..<columns).map { string(texts[$0 * (room + 1) + row]) }
      }
    }
  }

  private struct Found {
    var stops: [UInt32]
    var lines: [UInt32]
    var count = 0

    init(_ size: Int) {
      stops = [UInt32](repeating: 0, count: size + 64)
      lines = [UInt32](repeating: 0, count: size + 64)
    }
  }

  /// Lines from one on, as long as a plain reader finds what is wanted in them.
  private static func expected(
    _ lines: [String], from first: Int, most: Int, _ read: (String) -> [String]?
  ) -> [[String]] {
    var rows: [[String]] = []
    for line in lines[first...].prefix(most) {
      guard let cells = read(line) else { break }
      rows.append([line] + cells)
    }
    return rows
  }

  @Test("Rows of the header's fields are taken", arguments: LineIndexTests.means)
  func rows(means: throughline_scan_means) {
    var random = SplitMix(state: 21)
    let (columns, header) = (11, "ts,x,path,y")
    func word(_ text: String) -> UInt64 { text.utf8.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    for _ in 0..<1_500 {
      let lines = (0..<Int.random(in: 1..<40, using: &random)).map { _ -> String in
        switch Int.random(in: 0..<60, using: &random) {
        case 0: return ""
        case 1: return header + ",z,z,z,z,z,z,z"
        case 2: return "\"a\",,,,,,,,,,"
        case 3: return ",,,,,,,,,,\r"
        default:
          let fields = columns + (Int.random(in: 0..<30, using: &random) == 0 ? 1 : 0)
          return (0..<fields).map { _ in String("0123456789abcdef".prefix(Int.random(in: 0..<9, using: &random))) }
            .joined(separator: ",")
        }
      }
      let first = Int.random(in: 0..<lines.count, using: &random)
      let most = Int.random(in: 1...16, using: &random)
      let text = Array(lines.map { $0 + "\n" }.joined().utf8)
      // Columns in an order of their own, with room for one row more in each.
      let order = Array(0..<columns).shuffled(using: &random)
      let cells = order.map { UInt32($0 * (most + 8)) }
      let taken = Self.taken(text, from: first, most: most, columns: columns) { base, found in
        found.count = Int(
          throughline_scan_delimited(means, base, UInt32(text.count), 0x2C, &found.stops, &found.lines))
      } _: {
        throughline_take_rows(means, cells, UInt32(columns), word(header), .max, $0, $1, $2, $3)
      }
      let expected = Self.expected(lines, from: first, most: most) { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == columns, !line.contains("\""), !line.hasSuffix("\r"), !line.hasPrefix("ts,x,pat") else {
          return nil
        }
        return (0..<columns).map { column in order.firstIndex(of: column).map { fields[$0] } ?? "" }
      }
      #expect(taken == expected)
    }
  }

  // MARK: Objects

  private struct Member {
    let front: String
    let isString: Bool
  }

  private static let members = [
    Member(front: "{\"a\":\"", isString: true), Member(front: ",\"status\":", isString: false),
    Member(front: ",\"a key that is long, too\":\"", isString: true), Member(front: ",\"n\": ", isString: false),
    Member(front: ", \"m\":", isString: false), Member(front: ",\"\":\"", isString: true),
    Member(front: ",\"last\":", isString: false),
  ]

  /// The values of an object of these members; nil where it is none.
  private static func values(_ line: String, _ members: [Member]) -> [String]? {
    var rest = Substring(line)
    var values: [String] = []
    guard !line.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 }) else { return nil }
    for member in members {
      guard rest.hasPrefix(member.front) else { return nil }
      rest = rest.dropFirst(member.front.count)
      let value = member.isString ? rest.prefix { $0 != "\"" } : rest.prefix { "0123456789.".contains($0) }
      rest = rest.dropFirst(value.count)
      if member.isString {
        guard rest.popFirst() == "\"" else { return nil }
      } else {
        guard value.count <= 8, value.wholeMatch(of: #/(0|[1-9][0-9]*)(\.[0-9]+)?/#) != nil else { return nil }
      }
      values.append(String(value))
    }
    return rest == "}" ? values : nil
  }

  /// The members as C has them, their cells `room` apart in an order of their own.
  private static func shape(_ members: [Member], _ order: [Int], room: Int) -> [throughline_member] {
    var quotes = 0
    return zip(members, order).map { member, column in
      var shaped = throughline_member()
      withUnsafeMutableBytes(of: &shaped.front) { $0.copyBytes(from: Array(member.front.utf8)) }
      withUnsafeMutableBytes(of: &shaped.mask) {
        $0.copyBytes(from: [UInt8](repeating: 255, count: member.front.utf8.count))
      }
      shaped.length = UInt32(member.front.utf8.count)
      shaped.key = UInt32(quotes)
      shaped.key_place = UInt32(Array(member.front.utf8).firstIndex(of: UInt8(ascii: "\"")) ?? 0)
      shaped.cell = UInt32(column * room)
      shaped.is_string = member.isString
      quotes += member.isString ? 4 : 2
      return shaped
    }
  }

  private static func object(_ members: [Member], _ random: inout SplitMix) -> String {
    func digits(_ range: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: range, using: &random)).map { _ in Character("\(Int.random(in: 0..<10, using: &random))") })
    }
    var line =
      members.map { member in
        guard !member.isString else {
          return member.front + "0123456789abcdef".prefix(Int.random(in: 0..<12, using: &random)) + "\""
        }
        let whole =
          Int.random(in: 0..<20, using: &random) == 0 ? digits(0...9) : "\(Int.random(in: 0..<2_000, using: &random))"
        return member.front + whole + (Bool.random(using: &random) ? "." + digits(1...3) : "")
      }.joined() + "}"
    if Int.random(in: 0..<12, using: &random) == 0 {
      var bytes = Array(line.utf8)
      for _ in 0..<Int.random(in: 1..<4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = Array("\"{},:.0a \\-\t".utf8).randomElement(using: &random) ?? 0
        case 1: bytes.insert(Array("\" 0.".utf8).randomElement(using: &random) ?? 0, at: place)
        default: bytes.remove(at: place)
        }
      }
      line = String(decoding: bytes, as: UTF8.self)
    }
    return line
  }

  @Test("Objects of the same members are taken", arguments: LineIndexTests.means)
  func objects(means: throughline_scan_means) {
    var random = SplitMix(state: 22)
    for round in 0..<3_000 {
      var members = Array(Self.members.prefix(Int.random(in: 1...Self.members.count, using: &random)))
      if round % 3 == 0 { members = [members[0]] + members.dropFirst().shuffled(using: &random) }
      let lines = (0..<Int.random(in: 1..<40, using: &random)).map { _ in Self.object(members, &random) }
      let first = Int.random(in: 0..<lines.count, using: &random)
      let most = Int.random(in: 1...16, using: &random)
      let text = Array(lines.map { $0 + "\n" }.joined().utf8)
      let order = members.indices.shuffled(using: &random)
      let shape = Self.shape(members, order, room: most + 8)
      let taken = Self.taken(text, from: first, most: most, columns: members.count) { base, found in
        found.count = Int(throughline_scan_json(means, base, UInt32(text.count), &found.stops, &found.lines))
      } _: {
        throughline_take_objects(means, shape, UInt32(shape.count), $0, $1, $2, $3)
      }
      let expected = Self.expected(lines, from: first, most: most) { line in
        Self.values(line, members).map { values in
          members.indices.map { column in order.firstIndex(of: column).map { values[$0] } ?? "" }
        }
      }
      #expect(taken == expected)
    }
  }
}
