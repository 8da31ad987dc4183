import CScan
import ReportModel

/// Lines that go into groups of calls as they stand in the buffer.
extension Window {
  /// Takes the next lines into a group by a function that answers how many it took, as long as there is room for them and
  /// they are text.
  @inline(__always)
  mutating func takeLines(into group: inout CallGroup, _ take: (throughline_found_lines, borrowing CallGroup) -> Int) {
    while group.hasRoom, var found = foundLines {
      if needsCheck { found.count = Window.countOfText(found, CallGroup.size) }
      let taken = take(found, group)
      for row in 0..<taken { group.lines[group.count &+ row] = line &+ row }
      group.count &+= taken
      pass(lines: taken)
      guard taken > 0, taken == Int(found.count) else { return }
    }
  }

  /// Takes the next line into a group where it is text, has nothing odd in it, and `read` fills the cells with it.
  @inline(__always)
  mutating func takeLine(into group: inout CallGroup, _ read: (LineIndex.Stops, inout CallCells) -> Bool) -> Bool {
    guard let found = foundLines, let first = LineIndex.first(of: found),
      !needsCheck || Window.countOfText(found, 1) == 1
    else { return false }
    var cells = group.next
    guard read(first, &cells) else { return false }
    group.take(CallText(start: first.start, count: first.end - first.start), line: line)
    pass(lines: 1)
    return true
  }

  /// How many of the next lines are text, up to a number of them.
  @inline(never)
  private static func countOfText(_ lines: throughline_found_lines, _ most: Int) -> UInt32 {
    var start = Int(lines.start)
    for line in 0..<min(Int(lines.count), most) {
      let end = Int(lines.stops[Int(lines.lines[line] & THROUGHLINE_SCAN_COUNT) - 1])
      // A byte order mark is for those who read with care.
      guard lines.base[start] < 0x80, RowFault.encoding(Slice(start: lines.base + start, count: end - start)) == nil
      else { return UInt32(line) }
      start = end + 1
    }
    return min(lines.count, UInt32(most))
  }
}
