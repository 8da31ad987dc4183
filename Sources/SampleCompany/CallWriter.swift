/// Makes the calls day by day and writes them, one NDJSON file a month.
///
/// The hot loop: rows are drawn into flat arrays, ordered by one integer key, and put together from byte pieces that
/// were made beforehand.
struct CallWriter {
  /// Billable calls by company and month, known once the files are written.
  private(set) var liveCalls: [[Int]]
  private let world: World
  private let traffic: Traffic
  private let planned: [PlannedCall]
  private let outcomes: Outcomes
  private let menus: [AliasTable]
  private var random: RandomStream
  private var rows: [CallRow] = []
  private var keys: [UInt64] = []
  private var pieces: CallPieces
  private var written = 0

  init(_ world: World, _ traffic: Traffic, _ planned: [PlannedCall]) {
    self.world = world
    self.traffic = traffic
    self.planned = planned
    outcomes = Outcomes(world)
    menus = Catalogue.profiles.map { profile in
      AliasTable(Catalogue.endpoints.map { profile.contains($0.feature) ? $0.weight : 0 })
    }
    random = RandomStream(seed: world.options.seed, "calls")
    pieces = CallPieces(world)
    liveCalls = Array(repeating: Array(repeating: 0, count: Timeline.months), count: world.companies.count)
  }

  /// Writes `calls/calls-2025-09.ndjson` and so on.
  mutating func write(_ exports: inout Exports, progress: ((_ rowsWritten: Int) -> Void)?) throws {
    var next = 0
    for month in 0..<Timeline.months {
      let file = try exports.open("calls/calls-\(Timeline.monthNames[month]).ndjson")
      for day in Timeline.monthStarts[month]..<Timeline.monthStarts[month + 1] {
        rows.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        drawPlanned(day, &next)
        drawTraffic(day)
        keys.sort()
        pieces.date = Array(Timeline.date(day).utf8)
        for key in keys {
          let row = rows[Int(key & 0xffff_ffff)]
          bill(row, month)
          try writeRow(row, Int(key >> 32), file)
          if written & 0xffff == 0 { progress?(written) }
        }
      }
      try file.close()
    }
    progress?(written)
  }

  private mutating func drawPlanned(_ day: Int, _ next: inout Int) {
    while next < planned.count, planned[next].at < (day + 1) * Timeline.dayMs {
      let call = planned[next]
      next += 1
      let token = world.tokens[call.token]
      var answer = outcomes.answer(call.endpoint, token, version(token, day), call.at, &random)
      if call.status != 0 {
        let micros = outcomes.micros(call.endpoint, token, call.status, &random)
        answer = Outcomes.Answer(status: call.status, micros: micros)
      }
      add(call.token, call.endpoint, answer, version(token, day), call.at - day * Timeline.dayMs)
    }
  }

  private mutating func drawTraffic(_ day: Int) {
    let start = day * Timeline.dayMs
    for index in world.tokens.indices {
      let token = world.tokens[index]
      guard token.active.contains(day) else { continue }
      if token.presence < 1, !random.chance(token.presence) { continue }
      let count = random.poisson(traffic.expected(token, day) / token.presence)
      let version = version(token, day)
      for _ in 0..<count {
        let at = Diurnal.regions[token.region].draw(&random)
        let endpoint = menus[token.profile].pick(&random)
        let answer = outcomes.answer(endpoint, token, version, start + at, &random)
        add(index, endpoint, answer, version, at)
        if outcomes.isDown(endpoint, token, start + at) { retry(index, version, start, at) }
      }
    }
  }

  /// During the incident clients try again a few times.
  private mutating func retry(_ index: Int, _ version: Int, _ start: Int, _ first: Int) {
    let token = world.tokens[index]
    var at = first
    for _ in 0..<(1 + random.below(3)) {
      at += 1_500 + random.below(20_000)
      let answer = outcomes.answer(Catalogue.createCharge, token, version, start + at, &random)
      add(index, Catalogue.createCharge, answer, version, min(at, Timeline.dayMs - 1))
    }
  }

  private func version(_ token: Token, _ day: Int) -> Int {
    day >= token.version09 ? 2 : day >= token.version03 ? 1 : 0
  }

  private mutating func add(
    _ token: Int, _ endpoint: Int, _ answer: Outcomes.Answer, _ version: Int, _ millisecond: Int
  ) {
    keys.append(UInt64(millisecond) << 32 | UInt64(rows.count))
    rows.append(
      CallRow(
        token: token, micros: answer.micros, status: UInt16(answer.status), endpoint: UInt8(endpoint),
        version: UInt8(version)))
  }

  private mutating func bill(_ row: CallRow, _ month: Int) {
    let token = world.tokens[row.token]
    if token.isLive, let company = token.company, row.status < 300 || row.status == 402 {
      liveCalls[company][month] += 1
    }
  }

  /// One row, now and then twice (a retried export) or spoilt (a cut line, an unreadable time, no status).
  private mutating func writeRow(_ row: CallRow, _ millisecond: Int, _ file: OutputFile) throws {
    let start = file.bytes.count
    pieces.append(row, millisecond, &random, to: &file.bytes)
    written += 1
    if written % 9_007 == 4_003 {
      file.bytes.append(contentsOf: Array(file.bytes[start...]))
    } else if written % 26_003 == 9_001 {
      let line = Array(file.bytes[start...])
      file.bytes.removeSubrange(start...)
      file.bytes.append(contentsOf: CallPieces.spoilt(line, way: written / 26_003 % 3))
    }
    try file.rowEnded()
  }
}

/// A call before it is written.
struct CallRow {
  let token: Int
  let micros: Int
  let status: UInt16
  let endpoint: UInt8
  let version: UInt8
}
