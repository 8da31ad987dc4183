import ReportModel

/// The dimensions of a call beside its day, interned: endpoint × version × SDK × region × environment × plan.
///
/// Every dimension is bounded; what comes beyond is counted under `(other)`, so that a log whose user agents are all
/// different cannot blow up the cube.
package struct ComboTable: Sendable {
  /// Values of one dimension that are told apart.
  static let valueLimit = 1_000
  /// Combinations that are told apart by everything; beyond, by endpoint, environment and plan.
  static let comboLimit = 100_000

  package struct Combo: Hashable, Sendable {
    let endpointID: Int32
    let planID: Int32
    fileprivate(set) var values: CallValues

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
  private(set) var clients = ClientTable()
  private var usual = UsualCombos()

  package init() {}

  private static var emptyInterner: ByteInterner {
    var interner = ByteInterner()
    _ = interner.intern("")
    return interner
  }

  /// The small dimensions of a call as texts.
  private struct Texts {
    let version: CallText
    let sdk: CallText
    let region: CallText
    let environment: CallText

    init(_ row: CallRow, pathVersion: CallText) {
      let (version, sdk) = (row[.apiVersion], row[.sdk])
      self.version = version.count > 0 ? version : pathVersion
      self.sdk = sdk.count > 0 ? sdk : ComboTable.product(row[.userAgent])
      region = row[.region]
      environment = row[.environment]
    }
  }

  /// The client of a group's row, −1 where one of its values was not met before.
  @inline(__always)
  mutating func known(_ group: borrowing CallGroup, _ row: Int, pathVersion: CallText) -> Int32 {
    let (region, environment) = (group.texts(.region)[row], group.texts(.environment)[row])
    var (version, sdk) = (group.texts(.apiVersion)[row], group.texts(.sdk)[row])
    if version.count == 0 { version = pathVersion }
    if sdk.count == 0 { sdk = Self.product(group.texts(.userAgent)[row]) }
    // Lengths of up to sixteen have no bit but these in common.
    let lengths = version.count | sdk.count << 16 | region.count << 32 | environment.count << 48
    let longest = version.count | sdk.count | region.count | environment.count
    guard longest <= ClientTable.Key.longest else { return findCarefully(Texts(group[row], pathVersion: pathVersion)) }
    let key = ClientTable.Key(
      version: ShortText.shortWords(version), sdk: ShortText.shortWords(sdk), region: ShortText.shortWords(region),
      environment: ShortText.shortWords(environment), lengths: UInt64(truncatingIfNeeded: lengths))
    let known = clients.first(key)
    return known >= 0 ? known : findCarefully(Texts(group[row], pathVersion: pathVersion))
  }

  /// The same where it is not the first to look at, or texts are long, which then stand in the key by their ids.
  @inline(never)
  private mutating func findCarefully(_ texts: Texts) -> Int32 {
    func words(_ text: CallText, _ interner: ByteInterner) -> SIMD2<UInt64> {
      guard text.count > ClientTable.Key.longest else { return ShortText.words(text) }
      return SIMD2(UInt64(bitPattern: Int64(interner.find(text))), 0)
    }
    func length(_ text: CallText) -> Int { min(text.count, ClientTable.Key.longest + 1) }
    let lengths =
      length(texts.version) | length(texts.sdk) << 16 | length(texts.region) << 32 | length(texts.environment) << 48
    let key = ClientTable.Key(
      version: words(texts.version, versions), sdk: words(texts.sdk, sdks), region: words(texts.region, regions),
      environment: words(texts.environment, environments), lengths: UInt64(lengths))
    let known = clients.find(key)
    return known >= 0 ? known : find(texts, key)
  }

  /// The client whose values were all met, but not together so far.
  @inline(never)
  private mutating func find(_ texts: Texts, _ key: ClientTable.Key) -> Int32 {
    func find(_ text: CallText, _ interner: ByteInterner) -> Int32 {
      text.count > 0 ? Int32(truncatingIfNeeded: interner.find(text)) : 0
    }
    let values = CallValues(
      version: find(texts.version, versions), sdk: find(texts.sdk, sdks), region: find(texts.region, regions),
      environment: find(texts.environment, environments))
    // The sign of any of them is the sign of all.
    guard values.version | values.sdk | values.region | values.environment >= 0 else { return -1 }
    let id = client(values)
    clients.keep(key, id)
    return id
  }

  /// The client of a call, a new one where its values were not met together before.
  mutating func client(_ row: CallRow, pathVersion: CallText) -> Int32 {
    let texts = Texts(row, pathVersion: pathVersion)
    return client(
      CallValues(
        version: Self.intern(texts.version, &versions), sdk: Self.intern(texts.sdk, &sdks),
        region: Self.intern(texts.region, &regions), environment: Self.intern(texts.environment, &environments)))
  }

  /// As many clients are told apart as combinations, which are at least as many.
  private mutating func client(_ values: CallValues) -> Int32 {
    clients.number(clients.values.count < Self.comboLimit ? values : coarse(values))
  }

  /// The id of a combination, a new one while there is room for it.
  @inline(__always)
  mutating func id(endpoint: Int32, client: Int32, plan: Int32) -> Int32 {
    let known = usual.id(endpoint, client, plan)
    return known >= 0 ? known : find(endpoint, client, plan)
  }

  @inline(never)
  private mutating func find(_ endpoint: Int32, _ client: Int32, _ plan: Int32) -> Int32 {
    let id = id(endpoint: endpoint, values: clients.values[Int(client)], plan: plan)
    usual.keep(id, endpoint, client, plan)
    return id
  }

  /// The same by the ids of the values.
  mutating func id(endpoint: Int32, values: CallValues, plan: Int32) -> Int32 {
    var combo = Combo(endpointID: endpoint, planID: plan, values: values)
    let known = slots[slot(of: combo)]
    if known >= 0 { return known }
    if combos.count >= Self.comboLimit { combo.values = coarse(values) }
    return Int32(truncatingIfNeeded: id(combo))
  }

  private mutating func coarse(_ values: CallValues) -> CallValues {
    CallValues(
      version: Int32(versions.intern("(other)")), sdk: Int32(sdks.intern("(other)")),
      region: Int32(regions.intern("(other)")), environment: values.environment)
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
  @inline(never)
  private static func product(_ userAgent: CallText) -> CallText {
    let end = userAgent.firstIndex { $0 == UInt8(ascii: "/") || $0 == 0x20 || $0 == UInt8(ascii: "(") }
    return CallText(start: userAgent.start, count: end ?? userAgent.count)
  }

  private static func intern(_ text: CallText, _ interner: inout ByteInterner) -> Int32 {
    guard text.count > 0 else { return 0 }
    if interner.count <= valueLimit { return Int32(interner.intern(text)) }
    let known = interner.find(text)
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
