import ReportModel

/// The dimensions of a call beside its day, interned: endpoint × version × SDK × region × environment × plan.
///
/// Every dimension is bounded; what comes beyond is counted under `(other)`, so that a log whose user agents are all
/// different cannot blow up the cube.
package struct ComboTable: Sendable {
  typealias Slice = UnsafeRawBufferPointer
  /// Values of one dimension that are told apart.
  static let valueLimit = 1_000
  /// Combinations that are told apart by everything; beyond, by endpoint, environment and plan.
  static let comboLimit = 100_000

  package struct Combo: Hashable, Sendable {
    package var endpoint: Int
    package var version: Int
    package var sdk: Int
    package var region: Int
    package var environment: Int
    package var plan: Int
  }

  package private(set) var combos: [Combo] = []
  /// Open addressing, a power of two: ids, −1 = free.
  private var slots = [Int32](repeating: -1, count: 1_024)
  private var last: (combo: Combo, id: Int)?
  /// Id 0 is the empty value in each.
  package private(set) var versions = Self.emptyInterner
  package private(set) var sdks = Self.emptyInterner
  package private(set) var regions = Self.emptyInterner
  package private(set) var environments = Self.emptyInterner
  package var plans = Self.emptyInterner
  /// Developer → plan id.
  package var planIDs: [Int] = []

  package init() {}

  private static var emptyInterner: ByteInterner {
    var interner = ByteInterner()
    _ = interner.intern("")
    return interner
  }

  @inline(__always)
  mutating func id(_ row: borrowing CallRow, endpoint: Int, pathVersion: Slice, plan: Int) -> Int {
    let combo = Combo(
      endpoint: endpoint,
      version: Self.intern(row.apiVersion.count > 0 ? row.apiVersion : pathVersion, &versions),
      sdk: Self.intern(row.sdk.count > 0 ? row.sdk : Self.product(row.userAgent), &sdks),
      region: Self.intern(row.region, &regions), environment: Self.intern(row.environment, &environments),
      plan: plan)
    if let last, last.combo == combo { return last.id }
    let id = combos.count < Self.comboLimit ? id(combo) : known(combo) ?? id(coarse(combo))
    last = (combo, id)
    return id
  }

  private mutating func coarse(_ combo: Combo) -> Combo {
    var combo = combo
    (combo.version, combo.sdk) = (versions.intern("(other)"), sdks.intern("(other)"))
    combo.region = regions.intern("(other)")
    return combo
  }

  mutating func id(_ combo: Combo) -> Int {
    let slot = slot(of: combo)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(combos.count)
    combos.append(combo)
    if combos.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for id in combos.indices { slots[self.slot(of: combos[id])] = Int32(id) }
    }
    return combos.count - 1
  }

  private func known(_ combo: Combo) -> Int? {
    let id = slots[slot(of: combo)]
    return id >= 0 ? Int(id) : nil
  }

  /// Where a combination is, or would be.
  @inline(__always)
  private func slot(of combo: Combo) -> Int {
    let values = combo.version << 30 ^ combo.sdk << 20 ^ combo.region << 10 ^ combo.environment
    let key = UInt64(truncatingIfNeeded: combo.endpoint << 40 ^ values) ^ UInt64(combo.plan) << 32
    let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: product.high ^ product.low) & mask
    while slots[slot] >= 0, combos[Int(slots[slot])] != combo { slot = (slot &+ 1) & mask }
    return slot
  }

  mutating func versionID(_ name: String) -> Int { versions.intern(name) }
  mutating func sdkID(_ name: String) -> Int { sdks.intern(name) }
  mutating func regionID(_ name: String) -> Int { regions.intern(name) }
  mutating func environmentID(_ name: String) -> Int { environments.intern(name) }

  /// The client's name in a user agent: what stands before `/`, a blank or `(`.
  private static func product(_ userAgent: Slice) -> Slice {
    guard let end = userAgent.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == 0x20 || $0 == UInt8(ascii: "(") })
    else { return userAgent }
    return Slice(rebasing: userAgent[..<end])
  }

  @inline(__always)
  private static func intern(_ slice: Slice, _ interner: inout ByteInterner) -> Int {
    guard slice.count > 0 else { return 0 }
    if interner.count <= valueLimit { return interner.intern(slice) }
    let known = interner.find(slice)
    return known >= 0 ? known : interner.intern("(other)")
  }

  /// Whether something was counted under `(other)`.
  var isBeyondLimits: Bool {
    combos.count >= Self.comboLimit
      || max(versions.count, sdks.count, regions.count, environments.count) > Self.valueLimit
  }

  /// Ids of this table's combos in another one, which gets those it lacks; `endpoint` renumbers endpoints.
  func adopted(by other: inout ComboTable, endpoint: (Int) -> Int) -> [Int] {
    let (versions, sdks) = (other.versions.adopt(versions), other.sdks.adopt(sdks))
    let (regions, environments) = (other.regions.adopt(regions), other.environments.adopt(environments))
    let plans = other.plans.adopt(plans)
    return combos.map { combo in
      other.id(
        Combo(
          endpoint: endpoint(combo.endpoint), version: versions[combo.version], sdk: sdks[combo.sdk],
          region: regions[combo.region], environment: environments[combo.environment], plan: plans[combo.plan]))
    }
  }
}
