import Foundation

/// The byte pieces that call rows are put together from.
struct CallPieces {
  /// `2026-10-14` of the current day.
  var date: [UInt8] = []
  private let heads: [[UInt8]]
  private let tails: [[UInt8]]
  private let hasIdentifier: [Bool]
  /// By token and API version: everything after the latency.
  private let ends: [[UInt8]]
  private let spellings: [[UInt8]]
  private let withoutCurrency = Array(#"?limit=20&currency=","status":"#.utf8)
  private let latency = Array(#","latency_ms":"#.utf8)
  private let open = Array(#"{"ts":""#.utf8)
  private let request = Array(#"","request_id":"req_"#.utf8)

  init(_ world: World) {
    heads = Catalogue.endpoints.map { Array(#"","method":"\#($0.method)","path":"\#($0.path)\#($0.idPrefix)"#.utf8) }
    tails = Catalogue.endpoints.map { Array(#"\#($0.suffix)\#($0.query)","status":"#.utf8) }
    hasIdentifier = Catalogue.endpoints.map { !$0.idName.isEmpty }
    ends = world.tokens.flatMap { token in
      Story.versions.map { version in
        let text =
          #","token":"\#(token.secret)","api_version":"\#(version)","sdk":"\#(Words.sdks[token.sdk])","#
          + #""region":"\#(Words.regions[token.region])","environment":"\#(token.isLive ? "live" : "test")"}"# + "\n"
        return Array(text.utf8)
      }
    }
    spellings = (0..<600).map { Array(String($0).utf8) }
  }

  func append(_ row: CallRow, _ millisecond: Int, _ random: inout RandomStream, to bytes: inout [UInt8]) {
    let endpoint = Int(row.endpoint)
    bytes.append(contentsOf: open)
    bytes.append(contentsOf: date)
    bytes.appendClock(millisecond)
    bytes.append(contentsOf: request)
    append(identifier: random.next(), 12, to: &bytes)
    bytes.append(contentsOf: heads[endpoint])
    if hasIdentifier[endpoint] { append(identifier: random.next(), 10, to: &bytes) }
    if endpoint == Catalogue.listPayouts, row.status == 422 {
      bytes.append(contentsOf: withoutCurrency)
    } else {
      bytes.append(contentsOf: tails[endpoint])
    }
    bytes.append(contentsOf: spellings[Int(row.status)])
    bytes.append(contentsOf: latency)
    append(thousandths: row.micros, to: &bytes)
    bytes.append(contentsOf: ends[row.token * Story.versions.count + Int(row.version)])
  }

  /// A line that cannot be read: cut off, with an impossible time, or without a status.
  static func spoilt(_ line: [UInt8], way: Int) -> [UInt8] {
    let text = String(decoding: line, as: UTF8.self)
    switch way {
    case 0: return Array(line.prefix(line.count * 2 / 3)) + Array("\n".utf8)
    case 1: return Array((#"{"ts":"2026-13-45 99:99""# + text.dropFirst(32)).utf8)
    default: return Array(text.replacingOccurrences(of: #""status":"#, with: #""state":"#).utf8)
    }
  }

  /// Characters of five bits each.
  private func append(identifier: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    var rest = identifier
    for _ in 0..<count {
      bytes.append(Self.letters[Int(rest & 31)])
      rest >>= 5
    }
  }

  private func append(thousandths value: Int, to bytes: inout [UInt8]) {
    bytes.append(number: value / 1000)
    bytes.append(UInt8(ascii: "."))
    let fraction = value % 1000
    let zero = UInt8(ascii: "0")
    bytes.append(zero &+ UInt8(truncatingIfNeeded: fraction / 100))
    bytes.append(zero &+ UInt8(truncatingIfNeeded: fraction / 10 % 10))
    bytes.append(zero &+ UInt8(truncatingIfNeeded: fraction % 10))
  }

  private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
