package import ReportModel

/// Latency histograms by endpoint: by day where changes are looked for, by month before, and by region a month.
package struct LatencyTables: Sendable {
  private let firstMonth: Month
  private let dailyFrom: Day
  /// Endpoint → day − dailyFrom → histogram.
  private(set) package var daily: [[LatencyHistogram]] = []
  /// Endpoint → month index → histogram, for the days before `dailyFrom`.
  private(set) package var monthly: [[LatencyHistogram]] = []
  package private(set) var regions = ByteInterner()
  /// Region → month index → endpoint → histogram, from `dailyFrom` on.
  private(set) package var byRegion: [[[LatencyHistogram]]] = []
  package private(set) var isEmpty = true

  package init(plan: RollupPlan) {
    firstMonth = plan.firstMonth
    dailyFrom = plan.cubeFirstDay
  }

  @inline(__always)
  mutating func add(_ microseconds: Int64, endpoint: Int, day: Day, region: UnsafeRawBufferPointer) {
    isEmpty = false
    let bucket = LatencyBuckets.bucket(of: microseconds)
    if day >= dailyFrom {
      Self.add(bucket, 1, to: &daily, endpoint, day - dailyFrom)
      if region.count > 0 {
        let id = regions.count < ComboTable.valueLimit ? regions.intern(region) : regions.find(region)
        if id >= 0 { addRegional(bucket, id, day, endpoint) }
      }
    } else {
      let month = Month(containing: day).distance(from: firstMonth)
      if month >= 0 { Self.add(bucket, 1, to: &monthly, endpoint, month) }
    }
  }

  private mutating func addRegional(_ bucket: Int, _ region: Int, _ day: Day, _ endpoint: Int) {
    let month = Month(containing: day).distance(from: firstMonth)
    guard month >= 0 else { return }
    while byRegion.count <= region { byRegion.append([]) }
    Self.add(bucket, 1, to: &byRegion[region], month, endpoint)
  }

  private static func add(
    _ bucket: Int, _ count: UInt32, to table: inout [[LatencyHistogram]], _ row: Int, _ column: Int
  ) {
    while table.count <= row { table.append([]) }
    if table[row].count <= column {
      table[row].append(contentsOf: repeatElement(LatencyHistogram(), count: column + 1 - table[row].count))
    }
    table[row][column].add(bucket, count: count)
  }

  /// All values of some endpoints on some days (whole months before `dailyFrom`).
  package func histogram(endpoints: [Int], days: Range<Day>) -> LatencyHistogram {
    var result = LatencyHistogram()
    for endpoint in endpoints {
      if endpoint < daily.count {
        let range = (days.lowerBound - dailyFrom)..<max(days.lowerBound - dailyFrom, days.upperBound - dailyFrom)
        for index in range.clamped(to: 0..<daily[endpoint].count) { result.merge(daily[endpoint][index]) }
      }
      if endpoint < monthly.count {
        for (index, histogram) in monthly[endpoint].enumerated()
        where days.contains(firstMonth.advanced(by: index).firstDay) { result.merge(histogram) }
      }
    }
    return result
  }

  /// All values of one region in one month, from `dailyFrom` on.
  package func histogram(region: Int, month: Month, endpoints: [Int]) -> LatencyHistogram {
    var result = LatencyHistogram()
    let index = month.distance(from: firstMonth)
    guard region < byRegion.count, index >= 0, index < byRegion[region].count else { return result }
    for endpoint in endpoints where endpoint < byRegion[region][index].count {
      result.merge(byRegion[region][index][endpoint])
    }
    return result
  }

  mutating func merge(_ other: LatencyTables, endpoint renumber: (Int) -> Int) {
    isEmpty = isEmpty && other.isEmpty
    for (endpoint, days) in other.daily.enumerated() {
      for (day, histogram) in days.enumerated() { Self.merge(histogram, into: &daily, renumber(endpoint), day) }
    }
    for (endpoint, months) in other.monthly.enumerated() {
      for (month, histogram) in months.enumerated() { Self.merge(histogram, into: &monthly, renumber(endpoint), month) }
    }
    for (region, months) in other.byRegion.enumerated() {
      let target = regions.intern(other.regions.name(region))
      while byRegion.count <= target { byRegion.append([]) }
      for (month, endpoints) in months.enumerated() {
        for (endpoint, histogram) in endpoints.enumerated() {
          Self.merge(histogram, into: &byRegion[target], month, renumber(endpoint))
        }
      }
    }
  }

  private static func merge(
    _ histogram: LatencyHistogram, into table: inout [[LatencyHistogram]], _ row: Int, _ column: Int
  ) {
    for (bucket, count) in histogram.buckets { add(bucket, UInt32(count), to: &table, row, column) }
  }
}
