/// The calls as NDJSON, built byte by byte: some 300 000 lines a month of the benchmark.
struct CallText {
  private(set) var bytes: [UInt8] = []
  /// `{"ts":"2026-10-01T` of each day, and `","method":"GET","path":"/v1/…` of each endpoint up to its parameter.
  private let days: [[UInt8]]
  private let endpoints: [(head: [UInt8], hasParameter: Bool)]

  init(calendar: PlantedCalendar) {
    days = (0..<calendar.days).map { Array("{\"ts\":\"\(calendar.date($0))T".utf8) }
    endpoints = Dimensions.endpoints.map { endpoint in
      let parts = endpoint.split(separator: " ")
      let path = parts[1].split(separator: "{")
      return (Array("Z\",\"method\":\"\(parts[0])\",\"path\":\"\(path[0])".utf8), path.count > 1)
    }
    bytes.reserveCapacity(80_000_000)
  }

  mutating func append(
    day: Int, second: Int, endpoint: Int, status: Int, latency: Int, developer: PlantedWorld.Developer, token: Int,
    region: Int, request: Int
  ) {
    bytes += days[day]
    two(second / 3_600)
    put(":")
    two(second / 60 % 60)
    put(":")
    two(second % 60)
    bytes += endpoints[endpoint].head
    if endpoints[endpoint].hasParameter { number(request % 9_973) }
    put("\",\"status\":")
    number(status)
    put(",\"token\":\"tk_")
    number(token)
    put("\",\"latency_ms\":")
    number(latency)
    put(",\"api_version\":\"")
    put(Dimensions.versions[developer.version])
    put("\",\"sdk\":\"")
    put(Dimensions.sdks[developer.sdk])
    put("\",\"region\":\"")
    put(Dimensions.regions[region])
    put("\",\"request_id\":\"r")
    number(request)
    put("\"}\n")
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func two(_ value: Int) {
    bytes.append(48 + UInt8(value / 10))
    bytes.append(48 + UInt8(value % 10))
  }

  private mutating func number(_ value: Int) {
    var scale = 1
    while value / scale >= 10 { scale *= 10 }
    while scale > 0 {
      bytes.append(48 + UInt8(value / scale % 10))
      scale /= 10
    }
  }
}
