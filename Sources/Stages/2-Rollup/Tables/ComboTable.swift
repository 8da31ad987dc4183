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
    let endpointID: Int32
    let planID: Int32
    let values: CallValues

    package var endpoint: Int { Int(endpointID) }
    package var version: Int { Int(values.version) }
    package var sdk: Int { Int(values.sdk) }
    package var region: Int { Int(values.region) }
    package var environment: Int { Int(values.environment) }
    package var plan: Int { Int(planID) }
  }

  package private(set) var combos: [Combo] = []
  /// Open addressing, a power of two: ids, −1 = free.
  private var slots = [Int32](repeating: -1, count: 1_024)
  /// Id 0 is the empty value in each.
  package private(set) var versions = Self.emptyInterner
  package private(set) var sdks = Self.emptyInterner
  package private(set) var regions = Self.emptyInterner
  package private(set) var environments = Self.emptyInterner
  package var plans = Self.emptyInterner
  /// Developer → plan id.
  package var planIDs: [Int32] = []
  private var usual = UsualCombos()
  private var caches = (version: ValueCache(), sdk: ValueCache(), region: ValueCache(), environment: ValueCache())

  package init() {}

  private static var emptyInterner: ByteInterner {
    var interner = ByteInterner()
    _ = interner.intern("")
    return interner
  }

  /// Ids of a call's small dimensions, where all of them were met before.
  @inline(__always)
  mutating func known(_ row: borrowing CallRow, pathVersion: Slice) -> CallValues? {
    let version = Self.find(row.apiVersion.count > 0 ? row.apiVersion : pathVersion, versions, &caches.version)
    let sdk = Self.find(Self.sdk(row), sdks, &caches.sdk)
    let region = Self.find(row.region, regions, &caches.region)
    let environment = Self.find(row.environment, environments, &caches.environment)
    // The sign of any of them is the sign of all.
    guard version | sdk | region | environment >= 0 else { return nil }
    return CallValues(version: version, sdk: sdk, region: region, environment: environment)
  }

  /// Ids of a call's small dimensions, new ones to what was not met before.
  mutating func values(_ row: borrowing CallRow, pathVersion: Slice) -> CallValues {
    CallValues(
      version: Self.intern(row.apiVersion.count > 0 ? row.apiVersion : pathVersion, &versions),
      sdk: Self.intern(Self.sdk(row), &sdks), region: Self.intern(row.region, &regions),
      environment: Self.intern(row.environment, &environments))
  }

  @inline(__always)
  private static func sdk(_ row: borrowing CallRow) -> Slice {
    if row.sdk.count > 0 { return row.sdk }
    return row.userAgent.count > 0 ? product(row.userAgent) : row.sdk
  }

  /// The id of a combination, a new one while there is room for it.
  @inline(__always)
  mutating func id(endpoint: Int32, values: CallValues, plan: Int32) -> Int {
    let place = usual.place(endpoint, values, plan)
    if place >= 0, usual.ids[place] >= 0 { return Int(usual.ids[place]) }
    let id = findID(Combo(endpointID: endpoint, planID: plan, values: values))
    if place >= 0 { usual.ids[place] = Int32(truncatingIfNeeded: id) }
    return id
  }

  @inline(never)
  private mutating func findID(_ combo: Combo) -> Int {
    let known = slots[slot(of: combo)]
    if known >= 0 { return Int(known) }
    return id(combos.count < Self.comboLimit ? combo : coarse(combo))
  }

  private mutating func coarse(_ combo: Combo) -> Combo {
    let values = CallValues(
      version: Int32(versions.intern("(other)")), sdk: Int32(sdks.intern("(other)")),
      region: Int32(regions.intern("(other)")), environment: combo.values.environment)
    return Combo(endpointID: combo.endpointID, planID: combo.planID, values: values)
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

  /// Where a combination is, or would be.
  @inline(__always)
  private func slot(of combo: Combo) -> Int {
    let values = combo.version << 30 ^ combo.sdk << 20 ^ combo.region << 10 ^ combo.environment
    let key = UInt64(truncatingIfNeeded: combo.endpoint << 40 ^ values) ^ UInt64(truncatingIfNeeded: combo.plan) << 32
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

  /// −1 = not met before.
  @inline(__always)
  private static func find(_ slice: Slice, _ interner: ByteInterner, _ cache: inout ValueCache) -> Int32 {
    guard slice.count > 0 else { return 0 }
    guard slice.count <= ValueCache.longest else { return Int32(truncatingIfNeeded: interner.find(slice)) }
    let known = cache.find(slice)
    return known >= 0 ? Int32(truncatingIfNeeded: known) : find(slice, interner, keepingIn: &cache)
  }

  @inline(never)
  private static func find(_ slice: Slice, _ interner: ByteInterner, keepingIn cache: inout ValueCache) -> Int32 {
    let id = interner.find(slice)
    if id >= 0 { cache.keep(id, for: slice) }
    return Int32(truncatingIfNeeded: id)
  }

  private static func intern(_ slice: Slice, _ interner: inout ByteInterner) -> Int32 {
    guard slice.count > 0 else { return 0 }
    if interner.count <= valueLimit { return Int32(interner.intern(slice)) }
    let known = interner.find(slice)
    return Int32(known >= 0 ? known : interner.intern("(other)"))
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
          endpointID: Int32(endpoint(combo.endpoint)), planID: Int32(plans[combo.plan]),
          values: CallValues(
            version: Int32(versions[combo.version]), sdk: Int32(sdks[combo.sdk]), region: Int32(regions[combo.region]),
            environment: Int32(environments[combo.environment]))))
    }
  }
}
