import CScan
import ReportModel

/// The members that the objects of most lines have, in their order: such lines are taken apart at once (`CScan`).
struct ObjectShape: ~Copyable {
  private let members: UnsafeMutablePointer<throughline_member>
  private var count = 0
  /// Columns of the members, a bit each.
  private(set) var columns: UInt32 = 0

  /// Of no objects.
  init() { members = .allocate(capacity: Int(THROUGHLINE_MOST_MEMBERS)) }

  deinit { members.deallocate() }

  var isEmpty: Bool { count == 0 }

  mutating func removeAll() { (count, columns) = (0, 0) }

  /// Adds the next member; false where such objects have to be read one by one.
  ///
  /// - Parameters:
  ///   - front: what stands in front of the value, from the brace or comma on.
  ///   - length: the front's, without the opening quote of a string.
  ///   - key: of the line's quotes the one that opens the key, and where it stands in the front.
  mutating func append(_ front: Bytes, length: Int, key: (number: Int, place: Int), column: Int, isString: Bool) -> Bool
  {
    let length = length + (isString ? 1 : 0)
    guard count < Int(THROUGHLINE_MOST_MEMBERS), length <= Int(THROUGHLINE_LONGEST_FRONT) else { return false }
    var member = throughline_member()
    withUnsafeMutableBytes(of: &member.front) { $0.copyMemory(from: Slice(start: front, count: length)) }
    withUnsafeMutableBytes(of: &member.mask) { for place in 0..<length { $0[place] = .max } }
    member.length = UInt32(length)
    (member.key, member.key_place) = (UInt32(key.number), UInt32(key.place))
    member.cell = CallGroup.distance(of: CallColumn(rawValue: column))
    member.is_string = isString
    (members + count).initialize(to: member)
    count += 1
    columns |= 1 << UInt32(column)
    return true
  }

  /// Takes lines of this shape, which must not be empty, into a group that has room for them; answers how many.
  @inline(__always)
  func take(_ lines: throughline_found_lines, into group: borrowing CallGroup) -> Int {
    withUnsafePointer(to: lines) { lines in
      Int(
        throughline_take_objects(
          LineIndex.means, members, UInt32(truncatingIfNeeded: count), lines, group.room,
          CallGroup.texts(group.nextTexts), CallGroup.texts(group.records + group.count)))
    }
  }
}
