import ReportModel

/// What was called: by endpoint, combination, company and day.
extension SliceWriter {
  mutating func writeTraffic() {
    var traffic = SliceTable.traffic.empty
    Self.forEachDay(source.traffic) { endpoint, day, columns in
      for (outcome, calls) in columns.enumerated() where calls > 0 {
        traffic.append(endpoints[endpoint], Int64(day), Int64(outcome), Int64(calls))
      }
    }
    tables[.traffic] = traffic
    let combos = source.combos
    var cube = SliceTable.cube.empty
    Self.forEachDay(source.cube) { id, day, columns in
      let combo = combos.combos[id]
      for (outcome, calls) in columns.enumerated() where calls > 0 {
        cube.append(
          endpoints[combo.endpoint], Int64(combo.version), Int64(combo.sdk), Int64(combo.region),
          Int64(combo.environment), Int64(combo.plan), Int64(day), Int64(outcome), Int64(calls))
      }
    }
    tables[.cube] = cube
    names[.version] = Self.all(combos.versions)
    names[.sdk] = Self.all(combos.sdks)
    names[.environment] = Self.all(combos.environments)
    names[.plan] = Self.all(combos.plans)
    var resolution = SliceTable.resolution.empty
    Self.forEachDay(source.resolution) { _, day, columns in
      resolution.append(Int64(day), Int64(columns[0]), Int64(columns[1]))
    }
    tables[.resolution] = resolution
  }

  /// Every day of every entity on which something was counted.
  static func forEachDay(_ table: BlockTable, _ body: (Int, Day, UnsafeBufferPointer<UInt32>) -> Void) {
    for entity in 0..<table.entityCount {
      table.forEachDay(of: entity, in: table.firstDay..<table.firstDay + table.dayCount) { day, columns in
        if columns.contains(where: { $0 > 0 }) { body(entity, day, columns) }
      }
    }
  }

  mutating func writeCompanies() {
    names[.company] = (0..<source.identity.companyCount).map { source.identity.companyID($0) }
    var days = SliceTable.companyDays.empty
    Self.forEachDay(source.companyDays) { company, day, columns in
      for (column, calls) in columns.enumerated() where calls > 0 {
        days.append(Int64(company), Int64(day), Int64(column), Int64(calls))
      }
    }
    tables[.companyDays] = days
    var weeks = SliceTable.companyWeeks.empty
    source.companyWeeks.forEach { weeks.append(Int64($0), Int64(source.plan.firstWeek + 7 * $1)) }
    tables[.companyWeeks] = weeks
  }

  mutating func writeLatency() {
    var regions = source.combos.regions
    var (byEndpoint, byRegion) = (SliceTable.latency.empty, SliceTable.regionLatency.empty)
    for (clock, latency) in [source.latency, source.clientLatency].enumerated() {
      let regionIDs = regions.adopt(latency.regions)
      latency.forEach { endpoint, region, day, month, bucket, calls in
        let month = month.map(Int64.init) ?? IntegerTable.null
        if let region {
          byRegion.append(
            endpoints[endpoint], Int64(regionIDs[region]), Int64(clock), month, Int64(bucket), Int64(calls))
        } else {
          byEndpoint.append(
            endpoints[endpoint], Int64(clock), day.map(Int64.init) ?? IntegerTable.null, month, Int64(bucket),
            Int64(calls))
        }
      }
    }
    tables[.latency] = byEndpoint
    tables[.regionLatency] = byRegion
    names[.region] = Self.all(regions)
  }
}
