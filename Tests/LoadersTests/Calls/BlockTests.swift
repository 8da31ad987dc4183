import TestSupport
import ReportModel
import Testing

@testable import Loaders

/// Files read in blocks by several readers against the same files read from one end to the other.
///
/// The lines are fuzzed: seeded, bounded, with quotes, line breaks in quotes, broken rows and bytes that are no text.
@Suite struct BlockTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  /// What all blocks of a file gave, put together as the pipeline does.
  private static func inBlocks(_ file: ExportFile, _ buffering: Buffering) -> (read: CallsRead, blocks: Int) {
    var read = CallsRead()
    var blocks = 0
    var line = 0
    do throws(LoadError) {
      let source = try CallSource(file: file, zone: .utc, buffering: buffering)
      let block = CallBlock()
      while try source.next(into: block) {
        blocks += 1
        var calls: [CallSeen] = []
        var rejects: [(line: Int, reason: String, excerpt: String)] = []
        let summary = try block.read {
          calls.append(CallSeen($0, line: line + $1))
        } rejected: {
          rejects.append((line + $0, $1, $2))
        }
        read.calls += calls
        read.rejects += rejects
        read.summary.merge(summary)
        line += block.lineCount
      }
    } catch {
      read.error = error
    }
    return (read, blocks)
  }

  private static func line(_ kind: Int, _ random: inout SplitMix) -> String {
    let second = Int.random(in: 10..<60, using: &random)
    let id = Int.random(in: 0..<1_000_000, using: &random)
    let time = "2026-10-01T09:30:\(second)Z"
    let odd = Int.random(in: 0..<12, using: &random)
    switch kind {
    case 0:
      return switch odd {
      case 0: "{\"ts\":\"\(time)\",\"status\":200"
      case 1: "not json"
      case 2: ""
      case 3:
        "{\"status\":\"404\",\"ts\":\"\(time)\",\"method\":\"GET\",\"path\":\"/\\u00e4/\(id)\",\"x\":{\"y\":[1,\"}\"]}}"
      default: "{\"ts\":\"\(time)\",\"status\":200,\"method\":\"GET\",\"path\":\"/v1/a\",\"request_id\":\"r\(id)\"}"
      }
    case 1:
      return switch odd {
      case 0: "\(time),200,GET,/a,\"\(id) \"\"b\"\", c\""
      case 1: "\(time),200,GET,/a,\"over\n\(id)\""
      case 2: "\(time),200,GET,/a,\"never closed"
      case 3: "\(time),200,GET"
      case 4: ""
      case 5: "\(time),200,GET,\"/q\"x,\(id)"
      default: "\(time),404,POST,/v1/things/\(id),t\(id)"
      }
    case 2:
      return switch odd {
      case 0: "\(time),200,GET,/a,\"\(id) \"\"b\"\", c\"\r"
      case 1: "\(time),200,\"GET\",/a\"b\",\(id)"
      default: "\(time),404,POST,/v1/things/\(id),t\(id)"
      }
    default:
      return switch odd {
      case 0: "garbage \(id)"
      default:
        "10.0.0.1 - d\(id) [01/Oct/2026:09:30:\(second) +0000] \"GET /v1/a/\(id) HTTP/1.1\" 200 12 \"-\" \"curl/8\""
      }
    }
  }

  private static let names = ["a.ndjson", "b.csv", "c.csv", "d.log"]

  @Test("blocks of any size hold the rows of the file", arguments: 0..<4, 0..<12)
  func agree(kind: Int, seed: Int) throws {
    var random = SplitMix(state: UInt64(seed * 31 + kind))
    var bytes: [UInt8] = kind == 1 || kind == 2 ? Array("ts,status,method,path,token\n".utf8) : []
    if kind == 3 || kind == 0 {
      bytes += Array((kind == 0 ? "{\"ts\":1790847000,\"status\":200,\"endpoint\":\"GET /x\"}\n" : "").utf8)
    }
    for _ in 0..<Int.random(in: 5..<120, using: &random) {
      bytes += Array(Self.line(kind, &random).utf8)
      if Int.random(in: 0..<60, using: &random) == 0 { bytes.append(0xFF) }
      bytes.append(UInt8.lineFeed)
    }
    if Bool.random(using: &random) { bytes.removeLast() }
    let packed = seed % 3 == 0 ? Stored.gzip(bytes) : bytes
    let file = try pad.file(Self.names[kind], packed, format: kind == 3 ? .combined : nil)
    var most = 0
    for chunk in [97, 256, 1_000, 1 << 16] {
      let buffering = Buffering(chunk: chunk, sample: 64, longestRecord: 1 << 20)
      let whole = CallsRead(file, buffering: buffering)
      let (parts, blocks) = Self.inBlocks(file, buffering)
      most = max(most, blocks)
      #expect(parts.calls == whole.calls)
      #expect(parts.rejects.elementsEqual(whole.rejects) { $0 == $1 })
      #expect(parts.error?.code == whole.error?.code)
      guard whole.error == nil else { continue }
      #expect(parts.summary == whole.summary)
    }
    #expect(most > 1 || kind == 1, "files without line breaks in quotes are cut")
  }
}
