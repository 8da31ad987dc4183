/// The endpoints that each developer used in a month: one list of them all, in the order of the developers.
package struct EndpointUse: Sendable {
  private var endpoints: [Int] = []
  /// Where each developer's endpoints end.
  private var ends: [Int] = []

  package init() {}

  /// Adds an endpoint once; developers ascend, and so do the endpoints of each.
  mutating func append(_ endpoint: Int, of developer: Int) {
    if developer < ends.count, endpoints.last == endpoint { return }
    while ends.count <= developer { ends.append(endpoints.count) }
    endpoints.append(endpoint)
    ends[developer] = endpoints.count
  }

  /// Adds the endpoints of every other bit of a word, from the lowest, which stands for `endpoint`.
  mutating func append(everyOther bits: UInt32, from endpoint: Int, of developer: Int) {
    guard bits != 0 else { return }
    while ends.count <= developer { ends.append(endpoints.count) }
    var bits = bits
    while bits != 0 {
      endpoints.append(endpoint &+ bits.trailingZeroBitCount / 2)
      bits &= bits &- 1
    }
    ends[developer] = endpoints.count
  }

  /// Those who may have used one; the others have none.
  package var developers: Range<Int> { ends.indices }

  /// Ascending.
  package subscript(developer: Int) -> ArraySlice<Int> {
    guard ends.indices.contains(developer) else { return [] }
    return endpoints[(developer == 0 ? 0 : ends[developer - 1])..<ends[developer]]
  }
}
