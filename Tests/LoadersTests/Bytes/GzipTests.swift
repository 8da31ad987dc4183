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

  @Test("igzip decodes what zlib does, however it comes and goes", .enabled(if: IgzipDecoder() != nil))
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

  /// A member whose header has every field there is.
  private func fullHeader(_ member: [UInt8], checksum: UInt16?) -> [UInt8] {
    var header: [UInt8] = [0x1F, 0x8B, 8, checksum == nil ? 0x1C : 0x1E, 1, 2, 3, 4, 0, 3]
    header += [5, 0] + Array("extra".utf8) + Array("name".utf8) + [0] + Array("comment".utf8) + [0]
    if let checksum { header += [UInt8(checksum & 0xFF), UInt8(checksum >> 8)] }
    // gzip -n of a pipe writes the ten bytes that must be there.
    return header + member.dropFirst(10)
  }

  /// What a file comes to as a stream: its bytes, or what is said of it.
  private func outcome(_ bytes: [UInt8], chunk: Int, prefersIgzip: Bool) throws -> Result<[UInt8], LoadError> {
    let pad = try Scratchpad()
    let file = try pad.file("calls.gz", bytes)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    var result: [UInt8] = []
    do throws(LoadError) {
      var stream = try ByteStream(
        path: file.absolutePath, name: "calls.gz", chunk: chunk, prefersIgzip: prefersIgzip)
      while true {
        let count = try stream.read(into: buffer)
        if count == 0 { return .success(result) }
        result += buffer[..<count]
      }
    } catch {
      return .failure(error)
    }
  }

  private func expectSame(_ bytes: [UInt8], _ comment: Comment) throws {
    for chunk in [7, 512, 1 << 16] {
      let (zlib, igzip) = (
        try outcome(bytes, chunk: chunk, prefersIgzip: false), try outcome(bytes, chunk: chunk, prefersIgzip: true)
      )
      switch (zlib, igzip) {
      case (.success(let zlib), .success(let igzip)): #expect(zlib == igzip, comment)
      case (.failure(let zlib), .failure(let igzip)): #expect("\(zlib)" == "\(igzip)", comment)
      default: Issue.record("\(comment), pieces of \(chunk): \(zlib) and \(igzip)")
      }
    }
  }

  @Test("All of a header's fields", .enabled(if: IgzipDecoder() != nil))
  func headers() throws {
    var random = SplitMix(state: 73)
    let plain = sample(&random, count: 3_000)
    let member = try gzip(plain, level: 6)
    let name = member.dropFirst(10).prefix { $0 != 0 }.count + 1
    let bare = Array(member[..<10]) + member.dropFirst(10 + name)
    try expectSame(fullHeader(bare, checksum: nil), "without a checksum")
    guard case .success(let read) = try outcome(fullHeader(bare, checksum: nil), chunk: 64, prefersIgzip: true) else {
      Issue.record("a header with all fields is refused")
      return
    }
    #expect(read == plain)
    try expectSame(fullHeader(bare, checksum: 0x1234), "with a wrong checksum")
    let found: UInt16? = (0...UInt16.max).first { checksum in
      var header = GzipHeader()
      return fullHeader([], checksum: checksum).reduce(GzipHeader.State.open) { $0 == .open ? header.take($1) : $0 }
        == .complete
    }
    let right = try #require(found)
    try expectSame(fullHeader(bare, checksum: right), "with the right checksum")
    #expect(
      try outcome(fullHeader(bare, checksum: right), chunk: 64, prefersIgzip: false)
        == .success(plain), "zlib finds the checksum right")
  }

  @Test("Damage is found, and told in the same words, by both", .enabled(if: IgzipDecoder() != nil))
  func damage() throws {
    var random = SplitMix(state: 72)
    let bytes = try gzip(sample(&random, count: 4_000), level: 6)
    for _ in 0..<200 {
      var damaged = bytes
      damaged[Int.random(in: 2..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try expectSame(damaged, "a bit")
    }
    for _ in 0..<50 { try expectSame(Array(bytes.prefix(Int.random(in: 9..<bytes.count, using: &random))), "cut off") }
    try expectSame(bytes + [0, 0, 0, 0, 0], "zeros behind it")
    try expectSame(bytes + Array("rubbish behind it".utf8), "rubbish behind it")
    try expectSame(bytes + [0, 0] + bytes, "zeros between members")
    try expectSame(bytes + [0x1F], "half a magic number")
    try expectSame(bytes + bytes.prefix(30), "a second member cut off")
  }
}
