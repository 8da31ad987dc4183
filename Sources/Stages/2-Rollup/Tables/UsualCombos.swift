/// Ids of combinations whose endpoint, plan and client are among the first, in a dense table: found without a comparison.
struct UsualCombos: Sendable {
  private static let endpoints = 64
  private static let plans = 8
  private static let clients = 1_024

  /// Client × endpoint × plan → id, −1 = not met yet.
  private var ids: [Int32] = []

  /// −1 where the combination was not met or is none of the first.
  @inline(__always)
  func id(_ endpoint: Int32, _ client: Int32, _ plan: Int32) -> Int32 {
    let place = Self.place(endpoint, client, plan)
    return endpoint < Self.endpoints && plan < Self.plans && place < ids.count ? ids[place] : -1
  }

  mutating func keep(_ id: Int32, _ endpoint: Int32, _ client: Int32, _ plan: Int32) {
    guard endpoint < Self.endpoints, plan < Self.plans, client < Self.clients else { return }
    let needed = (Int(client) + 1) * Self.endpoints * Self.plans
    if needed > ids.count { ids.append(contentsOf: repeatElement(-1, count: needed - ids.count)) }
    ids[Self.place(endpoint, client, plan)] = id
  }

  @inline(__always)
  private static func place(_ endpoint: Int32, _ client: Int32, _ plan: Int32) -> Int {
    (Int(client) &* endpoints &+ Int(endpoint)) &* plans &+ Int(plan)
  }
}
