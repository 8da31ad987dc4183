/// Ids of combinations whose endpoint and plan are among the first, in a dense table: the few values that the small
/// dimensions take together are found by one comparison, and a row of the table stays in the innermost cache.
struct UsualCombos: Sendable {
  private static let endpoints = 64
  private static let plans = 8
  private static let slots = 1_024

  /// Slot → the values that have it, packed.
  private var keys = [UInt64](repeating: .max, count: slots)
  /// Slot → row of `ids`.
  private var rows = [Int32](repeating: -1, count: slots)
  /// Row × endpoint × plan → id, −1 = not met yet.
  var ids: [Int32] = []

  /// The place in `ids` of a combination; −1 where it has none.
  @inline(__always)
  mutating func place(_ endpoint: Int32, _ values: CallValues, _ plan: Int32) -> Int {
    // Values are numbered from 0 and few; a thousand of each are told apart.
    let key =
      UInt64(UInt32(bitPattern: values.version)) << 48 ^ UInt64(UInt32(bitPattern: values.sdk)) << 32
      ^ UInt64(UInt32(bitPattern: values.region)) << 16 ^ UInt64(UInt32(bitPattern: values.environment))
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 54)
    guard endpoint < Self.endpoints, plan < Self.plans, keys[slot] == key || take(slot, key, values) else { return -1 }
    return (Int(rows[slot]) &* Self.endpoints &+ Int(endpoint)) &* Self.plans &+ Int(plan)
  }

  /// Gives a free slot to values; false where it is another's, or the values do not fit into a key.
  @inline(never)
  private mutating func take(_ slot: Int, _ key: UInt64, _ values: CallValues) -> Bool {
    guard rows[slot] < 0, max(values.version, values.sdk, values.region, values.environment) < 1 << 16 else {
      return false
    }
    keys[slot] = key
    rows[slot] = Int32(truncatingIfNeeded: ids.count / (Self.endpoints * Self.plans))
    ids.append(contentsOf: repeatElement(-1, count: Self.endpoints * Self.plans))
    return true
  }
}
