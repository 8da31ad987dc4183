import ReportModel

/// The local day of moments, which is the one of the moment before in most exports: they are in order.
struct LastDay: Sendable {
  private(set) var number = 0
  private var start = Instant.max
  private var end = Instant.min

  @inline(__always)
  mutating func find(_ time: Instant, _ zone: ZoneTable) -> Int {
    if time < start || time >= end { move(to: time, zone) }
    return number
  }

  @inline(never)
  private mutating func move(to time: Instant, _ zone: ZoneTable) {
    number = zone.day(of: time)
    start = zone.start(of: number)
    end = zone.start(of: number + 1)
  }
}
