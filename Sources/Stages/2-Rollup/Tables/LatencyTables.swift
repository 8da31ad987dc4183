package import ReportModel

/// Latency histograms by endpoint: by day where changes are looked for, by month before, and by region a month.
package struct LatencyTables: Sendable {
  /// A region that was not looked up yet.
  private static let unknown = Int32.min

  private let firstMonth: Month
  private let dailyFrom: Day
  /// Endpoint → day − dailyFrom → histogram.
  private(set) package var daily: [[LatencyHistogram]] = []
  /// Endpoint → month index → histogram, for the days before `dailyFrom`.
  private(set) package var monthly: [[LatencyHistogram]] = []
  package private(set) var regions = ByteInterner()
  /// Region → month index → endpoint → histogram, from `dailyFrom` on.
  private(set) package var byRegion: [[[LatencyHistogram]]] = []
  /// Whether nothing was counted; ask after `settle`.
  package private(set) var isEmpty = true
  private var open = OpenLatency()
  private var lastMonth: (days: Range<Day>, number: Int) = (0..<0, 0)
  /// Region of the calls' interner → region here, or `unknown`.
  private var regionIDs: [Int32] = []
  /// Region here of no client and of each client.
  private var clientRegions: [Int32] = [-1]

  package init(plan: RollupPlan) {
    firstMonth = plan.firstMonth
    dailyFrom = plan.cubeFirstDay
  }

  /// Counts a batch; `bucket` is that of a call, −1 = none.
  @inline(__always)
  mutating func count(
    _ calls: [PendingCall], _ count: Int, _ combos: ComboTable, _ bucket: (borrowing PendingCall) -> Int16
  ) {
    var next = 0
    while true {
      next = open.count(calls, next..<count, regions: clientRegions, bucket)
      guard next < count else { return }
      if calls[next].marks.contains(.isKept) { countApart(calls[next], Int(bucket(calls[next])), combos) }
      next += 1
    }
  }

  /// One call that the open day cannot take at once.
  @inline(never)
  private mutating func countApart(_ call: PendingCall, _ bucket: Int, _ combos: ComboTable) {
    let client = Int(call.client)
    while clientRegions.count <= client + 1 {
      let region = combos.clients.values[clientRegions.count - 1].region
      clientRegions.append(Int32(self.region(region, of: combos.regions)))
    }
    let (endpoint, day, region) = (Int(call.endpoint), Int(call.day), Int(clientRegions[client + 1]))
    if open.add(bucket, endpoint: endpoint, region: region, day: day) { return }
    count(endpoint: endpoint, region: region, day: day) { $0.add(bucket) }
    if open.wantsToMove {
      settle()
      open.day = day
    }
  }

  /// The region here of a value of another interner, −1 where there is none or there are too many of them.
  private mutating func region(_ value: Int32, of names: ByteInterner) -> Int {
    guard value > 0 else { return -1 }
    let known = Int(value) < regionIDs.count ? regionIDs[Int(value)] : Self.unknown
    return known == Self.unknown ? find(Int(value), names) : Int(known)
  }

  private mutating func find(_ value: Int, _ names: ByteInterner) -> Int {
    let id = names.withBytes(value) { name in
      regions.count < ComboTable.valueLimit ? regions.intern(name) : regions.find(name)
    }
    while regionIDs.count <= value { regionIDs.append(Self.unknown) }
    regionIDs[value] = Int32(id)
    return id
  }

  /// Lets something be added to every histogram that a day's calls of an endpoint and region go into.
  private mutating func count(
    endpoint: Int, region: Int, day: Day, _ add: (inout LatencyHistogram) -> Void
  ) {
    isEmpty = false
    let month = month(of: day)
    if day >= dailyFrom {
      Self.change(&daily, endpoint, day - dailyFrom, add)
      guard region >= 0, month >= 0 else { return }
      while byRegion.count <= region { byRegion.append([]) }
      Self.change(&byRegion[region], month, endpoint, add)
    } else if month >= 0 {
      Self.change(&monthly, endpoint, month, add)
    }
  }

  /// The number of a day's month, which is the one of the call before in most exports.
  private mutating func month(of day: Day) -> Int {
    if !lastMonth.days.contains(day) {
      let month = Month(containing: day)
      lastMonth = (month.days, month.distance(from: firstMonth))
    }
    return lastMonth.number
  }

  /// Moves the open day's counts into the histograms.
  mutating func settle() {
    guard open.holdsSomething else { return }
    var drained = OpenLatency()
    swap(&drained, &open)
    let day = drained.day
    drained.drain { counts, first, endpoint, region in
      count(endpoint: endpoint, region: region, day: day) { $0.add(counts, from: first) }
    }
    drained.day = Int.min
    open = drained
  }

  private static func change(
    _ table: inout [[LatencyHistogram]], _ row: Int, _ column: Int, _ change: (inout LatencyHistogram) -> Void
  ) {
    while table.count <= row { table.append([]) }
    if table[row].count <= column {
      table[row].append(contentsOf: repeatElement(LatencyHistogram(), count: column + 1 - table[row].count))
    }
    change(&table[row][column])
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

  /// A count of one bucket; `day` or `month`, by region always the month.
  struct Cell {
    var endpoint: Int
    /// A region of another interner.
    var region: Int32?
    var day: Day?
    var month: Month?
    var bucket: Int
    var calls: UInt32
  }

  /// Adds a count; a day before the daily tables goes to its month, a month before the first is left out.
  mutating func add(_ cell: Cell, regions names: ByteInterner) {
    isEmpty = false
    guard let month = (cell.month ?? cell.day.map(Month.init(containing:)))?.distance(from: firstMonth), month >= 0
    else { return }
    if let region = cell.region {
      let id = self.region(region, of: names)
      guard id >= 0 else { return }
      while byRegion.count <= id { byRegion.append([]) }
      Self.change(&byRegion[id], month, cell.endpoint) { $0.add(cell.bucket, count: cell.calls) }
    } else if let day = cell.day, day >= dailyFrom {
      Self.change(&daily, cell.endpoint, day - dailyFrom) { $0.add(cell.bucket, count: cell.calls) }
    } else {
      Self.change(&monthly, cell.endpoint, month) { $0.add(cell.bucket, count: cell.calls) }
    }
  }

  /// Every count, with either its day or the first day of its month; a region is one of `regions`.
  func forEach(
    _ body: (_ endpoint: Int, _ region: Int?, _ day: Day?, _ month: Day?, _ bucket: Int, _ calls: Int) -> Void
  ) {
    for (endpoint, days) in daily.enumerated() {
      for (day, histogram) in days.enumerated() {
        for (bucket, calls) in histogram.buckets { body(endpoint, nil, dailyFrom + day, nil, bucket, calls) }
      }
    }
    for (endpoint, months) in monthly.enumerated() {
      for (month, histogram) in months.enumerated() {
        let day = firstMonth.advanced(by: month).firstDay
        for (bucket, calls) in histogram.buckets { body(endpoint, nil, nil, day, bucket, calls) }
      }
    }
    for (region, months) in byRegion.enumerated() {
      for (month, endpoints) in months.enumerated() {
        let day = firstMonth.advanced(by: month).firstDay
        for (endpoint, histogram) in endpoints.enumerated() {
          for (bucket, calls) in histogram.buckets { body(endpoint, region, nil, day, bucket, calls) }
        }
      }
    }
  }

  mutating func merge(_ other: LatencyTables, endpoint renumber: (Int) -> Int) {
    isEmpty = isEmpty && other.isEmpty
    for (endpoint, days) in other.daily.enumerated() {
      for (day, histogram) in days.enumerated() where !histogram.isEmpty {
        Self.change(&daily, renumber(endpoint), day) { $0.merge(histogram) }
      }
    }
    for (endpoint, months) in other.monthly.enumerated() {
      for (month, histogram) in months.enumerated() where !histogram.isEmpty {
        Self.change(&monthly, renumber(endpoint), month) { $0.merge(histogram) }
      }
    }
    for (region, months) in other.byRegion.enumerated() {
      let target = regions.intern(other.regions.name(region))
      while byRegion.count <= target { byRegion.append([]) }
      for (month, endpoints) in months.enumerated() {
        for (endpoint, histogram) in endpoints.enumerated() where !histogram.isEmpty {
          Self.change(&byRegion[target], month, renumber(endpoint)) { $0.merge(histogram) }
        }
      }
    }
  }
}
