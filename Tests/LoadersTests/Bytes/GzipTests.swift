import Foundation
import TestSupport
import Testing

@testable import Loaders

/// ISA-L, where it is installed, against zlib.
@Suite struct GzipTests {
  private typealias Step = (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> DecodeStep

  /// What a decoder makes of bytes that come and go in pieces; nil where it finds them damaged.
  private func decoded(_ bytes: [UInt8], input: Int, output: Int, _ step: Step) -> [UInt8]? {
    var result: [UInt8] = []
    var position = 0
    var isAtBorder = true
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: output, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let piece = bytes[position..<min(position + input, bytes.count)]
      let next = Array(piece).withUnsafeBytes { step($0, buffer) }
      if next.fault != nil { return nil }
      if next.read > 0 || next.written > 0 { isAtBorder = next.isAtBorder }
      result += buffer[..<next.written]
      position += next.read
      if next.read == 0, next.written == 0 { return position == bytes.count && isAtBorder ? result : nil }
      if position == bytes.count, isAtBorder { return result }
    }
  }

  private func zlib(_ bytes: [UInt8], input: Int, output: Int) -> [UInt8]? {
    let decoder = GzipDecoder()
    return decoded(bytes, input: input, output: output) { decoder.step($0, into: $1) }
  }

  private func igzip(_ bytes: [UInt8], input: Int, output: Int) -> [UInt8]? {
    guard let decoder = IgzipDecoder() else { return nil }
    return decoded(bytes, input: input, output: output) { decoder.step($0, into: $1) }
  }

  /// Text that repeats itself, and bytes that do not.
  private func sample(_ random: inout SplitMix, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      if Bool.random(using: &random) {
        bytes += Array(
          "2026-10-01T00:00:00Z,POST /v1/charges,200,tok_\(Int.random(in: 0..<500, using: &random))\n".utf8)
      } else {
        bytes += (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
    }
    return Array(bytes.prefix(count))
  }

  private func gzip(_ bytes: [UInt8], level: Int) throws -> [UInt8] {
    let pad = try Scratchpad()
    let file = try pad.file("plain", bytes)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-\(level)", file.absolutePath]
    try process.run()
    process.waitUntilExit()
    return Array(try Data(contentsOf: URL(fileURLWithPath: file.absolutePath + ".gz")))
  }

  @Test("igzip decodes what zlib does, however it comes and goes", .enabled(if: IgzipDecoder.isInstalled))
  func agreement() throws {
    var random = SplitMix(state: 71)
    for level in [1, 6, 9] {
      let members = [sample(&random, count: 120_000), [], sample(&random, count: 700)]
      let bytes = try members.flatMap { try gzip($0, level: level) }
      let plain = members.flatMap { $0 }
      for (input, output) in [(1, 4_096), (3, 17), (64, 1), (1_000, 1_000), (1 << 20, 1 << 20)] {
        #expect(zlib(bytes, input: input, output: output) == plain, "zlib, level \(level), \(input) to \(output)")
        #expect(igzip(bytes, input: input, output: output) == plain, "igzip, level \(level), \(input) to \(output)")
      }
    }
  }

  @Test("igzip finds the damage that zlib finds", .enabled(if: IgzipDecoder.isInstalled))
  func damage() throws {
    var random = SplitMix(state: 72)
    let bytes = try gzip(sample(&random, count: 4_000), level: 6)
    for _ in 0..<300 {
      var damaged = bytes
      // Not in the header, of which some bits mean nothing.
      damaged[Int.random(in: 24..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let expected = zlib(damaged, input: 512, output: 512)
      #expect(igzip(damaged, input: 512, output: 512) == expected)
    }
  }
}
