/// Which segments of a raw path are parameters, where no catalogue says so.
///
/// The rule of APIClarity (all digits, a UUID, or eight characters and more with more than two digits), with prefixed
/// ids (`cus_…`), long hex, e-mail addresses and percent escapes added; versions (`v1`) and dates stay literal. It
/// cannot know slugs: `RouteLearner` folds those by their number.
package enum RouteHeuristic {
  package typealias Slice = UnsafeRawBufferPointer

  @inline(__always)
  package static func isParameter(_ segment: Slice) -> Bool {
    if PathSegments.isVersion(segment) { return false }
    var digits = 0
    var hex = 0
    var letters = 0
    var underscore = -1
    var dashes = 0
    for (index, byte) in segment.enumerated() {
      switch byte {
      case 0x30...0x39:
        digits += 1
        hex += 1
      case 0x61...0x66, 0x41...0x46:
        hex += 1
        letters += 1
      case 0x67...0x7A, 0x47...0x5A: letters += 1
      case UInt8(ascii: "_"): if underscore < 0 { underscore = index }
      case UInt8(ascii: "-"): dashes += 1
      case UInt8(ascii: "@"), UInt8(ascii: "%"): return true
      case UInt8(ascii: "{"): return index == 0
      default: break
      }
    }
    if digits == segment.count { return true }
    if isDate(segment, digits: digits, dashes: dashes) { return false }
    if segment.count >= 8, digits > 2 { return true }
    if segment.count >= 16, hex == segment.count { return true }
    // `cus_9f`: a short lower-case prefix and something with a digit behind it.
    return underscore >= 2 && underscore <= 6 && digits > 0
  }

  /// `2026-10-14` names a version more often than a thing.
  private static func isDate(_ segment: Slice, digits: Int, dashes: Int) -> Bool {
    segment.count == 10 && digits == 8 && dashes == 2 && segment[4] == 0x2D && segment[7] == 0x2D
      || segment.count == 7 && digits == 6 && dashes == 1 && segment[4] == 0x2D
  }
}
