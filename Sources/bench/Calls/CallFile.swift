import Foundation

/// Writes calls line by line without a string each: ten million of them take seconds, not minutes.
struct CallFile {
  private let path: String
  private let handle: UnsafeMutablePointer<FILE>?
  private var buffer: [UInt8] = []

  init(path: String) {
    self.path = path
    handle = fopen(path, "w")
    buffer.reserveCapacity(1 << 20)
  }

  mutating func line(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    buffer.append(0x0A)
  }

  mutating func call(
    day: Int, milliseconds: Int, id: UInt64, endpoint: String, status: Int, latency: Int, token: Int, sdk: String,
    region: String, format: CallData.Format
  ) {
    switch format {
    case .ndjson:
      text(#"{"ts":""#)
      time(day, milliseconds)
      text(#"","request_id":"req_"#)
      hex(id)
      text(#"","endpoint":""#)
      text(endpoint)
      text(#"","status":"#)
      number(status)
      text(#","latency_ms":"#)
      decimal(latency)
      text(#","token":"tok_"#)
      number(token)
      text(#"","api_version":"v1","sdk":""#)
      text(sdk)
      text(#"","environment":"live","region":""#)
      text(region)
      text("\"}\n")
    case .csv:
      time(day, milliseconds)
      text(",req_")
      hex(id)
      text(",")
      text(endpoint)
      text(",")
      number(status)
      text(",")
      decimal(latency)
      text(",tok_")
      number(token)
      text(",v1,")
      text(sdk)
      text(",live,")
      text(region)
      text("\n")
    case .combined:
      // A log of a web server knows the address; the token is the user's name in it.
      text("10.0.0.1 - tok_")
      number(token)
      text(" [")
      padded(day, 2)
      text("/Oct/2026:")
      clock(milliseconds)
      text(" +0000] \"")
      text(endpoint.replacingOccurrences(of: "{id}", with: "8271"))
      text(" HTTP/1.1\" ")
      number(status)
      text(" 512 \"-\" \"")
      text(sdk)
      text("/2.1\"\n")
    }
    if buffer.count > 1 << 19 { flush() }
  }

  /// Ends the file; with `compress` it becomes `.gz`.
  mutating func close(compress: Bool) throws {
    flush()
    guard let handle, ferror(handle) == 0, fclose(handle) == 0 else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
    }
    guard compress else { return }
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-6", path]
    try gzip.run()
    gzip.waitUntilExit()
  }

  private mutating func flush() {
    if let handle { fwrite(buffer, 1, buffer.count, handle) }
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func text(_ text: String) { buffer.append(contentsOf: text.utf8) }

  private mutating func number(_ value: Int) {
    if value >= 10 { number(value / 10) }
    buffer.append(UInt8(0x30 + value % 10))
  }

  private mutating func padded(_ value: Int, _ digits: Int) {
    if digits > 1 { padded(value / 10, digits - 1) }
    buffer.append(UInt8(0x30 + value % 10))
  }

  /// Whole microseconds as milliseconds.
  private mutating func decimal(_ microseconds: Int) {
    number(microseconds / 1_000)
    buffer.append(0x2E)
    padded(microseconds % 1_000, 3)
  }

  private mutating func time(_ day: Int, _ milliseconds: Int) {
    text("2026-10-")
    padded(day, 2)
    buffer.append(0x54)
    clock(milliseconds)
    buffer.append(0x2E)
    padded(milliseconds % 1_000, 3)
    buffer.append(0x5A)
  }

  private mutating func clock(_ milliseconds: Int) {
    padded(milliseconds / 3_600_000, 2)
    buffer.append(0x3A)
    padded(milliseconds / 60_000 % 60, 2)
    buffer.append(0x3A)
    padded(milliseconds / 1_000 % 60, 2)
  }

  private mutating func hex(_ value: UInt64) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15
      buffer.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}
