/// Lists of counts of which some are missing, as the charts hold thousands of.
///
/// The compiler's `encode(to:)` and `init(from:)` choose these: an optional inside a list costs the general ones a
/// container and some dynamic casts of its own.
extension KeyedEncodingContainer {
  mutating func encode(_ counts: [Int?], forKey key: Key) throws {
    var list = nestedUnkeyedContainer(forKey: key)
    for count in counts {
      if let count { try list.encode(count) } else { try list.encodeNil() }
    }
  }
}

extension KeyedDecodingContainer {
  func decode(_ type: [Int?].Type, forKey key: Key) throws -> [Int?] {
    var list = try nestedUnkeyedContainer(forKey: key)
    var counts: [Int?] = []
    while !list.isAtEnd { counts.append(try list.decodeNil() ? nil : list.decode(Int.self)) }
    return counts
  }
}
