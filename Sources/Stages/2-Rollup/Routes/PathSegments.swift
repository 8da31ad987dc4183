/// A request path cut at its slashes, without scheme, host, query, fragment and trailing slash; case is kept.
package enum PathSegments {
  package typealias Slice = UnsafeRawBufferPointer

  /// Fills `segments` (cleared first) with the slices between the slashes.
  @inline(__always)
  package static func split(_ path: Slice, into segments: inout [Slice]) {
    segments.removeAll(keepingCapacity: true)
    var index = afterOrigin(path)
    var start = index
    while index < path.count {
      let byte = path[index]
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { break }
      if byte == UInt8(ascii: "/") {
        if index > start { segments.append(Slice(rebasing: path[start..<index])) }
        start = index + 1
      }
      index += 1
    }
    if index > start { segments.append(Slice(rebasing: path[start..<index])) }
  }

  /// Skips `https://host` where a log carries whole URLs.
  private static func afterOrigin(_ path: Slice) -> Int {
    guard path.count > 8, path[0] == UInt8(ascii: "h") else { return 0 }
    var index = 4
    if path[index] == UInt8(ascii: "s") { index += 1 }
    guard path[index] == UInt8(ascii: ":"), path[index + 1] == UInt8(ascii: "/"), path[index + 2] == UInt8(ascii: "/")
    else { return 0 }
    index += 3
    while index < path.count, path[index] != UInt8(ascii: "/") { index += 1 }
    return index
  }

  /// The segments as text, for templates and tests.
  package static func strings(_ path: String) -> [String] {
    var copy = path
    return copy.withUTF8 { bytes in
      var segments: [Slice] = []
      split(Slice(bytes), into: &segments)
      return segments.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// `v1`, `v2beta`: a version segment.
  @inline(__always)
  package static func isVersion(_ segment: Slice) -> Bool {
    segment.count >= 2 && segment.count <= 10 && segment[0] == UInt8(ascii: "v") && isDigit(segment[1])
  }

  @inline(__always)
  package static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
