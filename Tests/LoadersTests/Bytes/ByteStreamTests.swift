import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct ByteStreamTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  /// Everything a text stream yields.
  private func text(_ file: ExportFile, chunk: Int = 1 << 20) throws(LoadError) -> String {
    var stream = try TextStream(path: file.absolutePath, name: file.path, chunk: chunk)
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try stream.read(into: buffer)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func code(_ file: ExportFile) -> LoadError.Code? {
    do throws(LoadError) {
      _ = try text(file)
      return nil
    } catch {
      #expect(error.file == file.path)
      return error.code
    }
  }

  private func base64(_ text: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: text))) }

  private static let realGzip =
    "H4sIAAAAAAACA3XPOQoCURQAwdyzKPy3uZ3DyMwzzHh/QQwt6Kyj2rfjtr/293bIledTrNOKx1r3b89jrvVnhEZqlEZrjMZZ46Jx1bhhhOQheUgekofk"
    + "IXlIHpKH5CF5Sp6Sp+QpeUqekqfkKXlKnpKX5CV5SV6Sl+QleUlekpfkJXlL3pK35C15S96St+QteUveko/kI/lIPpKP5CP5SD6Sj+Tzk38A9lEiIeYF"
    + "AAA="
  private static let realZstd =
    "KLUv/QRoLQMAkoYREMC3AVwL9f60sru7uwS/V1ngt1CaVxPP6tm8mnhWx+bVxLP6Na8mntWteTXxrF7Nq4ln9d9C+cc/flIXL6F2Aychg044KDuoEaBf/8/g"
    + "5xH8KwRj/PBJSSopSWW1QImBVAXq/6Vb"
  private static let realText =
    "ts,status\n" + (0..<60).map { "2026-10-01T00:00:\($0 < 10 ? "0" : "")\($0)Z,200\n" }.joined()

  @Test("Compression is told from the bytes, whatever the name", arguments: [1, 2, 3, 7, 64, 1 << 20])
  func compressions(chunk: Int) throws {
    let plain = Array(Self.realText.utf8)
    for bytes in [
      plain, try base64(Self.realGzip), try base64(Self.realZstd), Stored.gzip(plain), Stored.zstd(plain),
    ] {
      #expect(try text(pad.file("calls.csv", bytes), chunk: chunk) == Self.realText)
    }
  }

  @Test("Members and frames one after the other are one file", arguments: [1, 2, 3, 7, 64, 1 << 20])
  func concatenated(chunk: Int) throws {
    let parts = ["first\n", "", "second\n"].map { Array($0.utf8) }
    #expect(try text(pad.file("a.gz", parts.flatMap(Stored.gzip)), chunk: chunk) == "first\nsecond\n")
    #expect(try text(pad.file("a.zst", parts.flatMap(Stored.zstd)), chunk: chunk) == "first\nsecond\n")
    let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    #expect(try text(pad.file("b.zst", skippable + Stored.zstd(parts[0])), chunk: chunk) == "first\n")
    #expect(try text(pad.file("b.gz", Stored.gzip(parts[0]) + [0, 0, 0, 0, 0]), chunk: chunk) == "first\n")
  }

  @Test("Compressed data cut off anywhere is an error, never a shorter file")
  func truncated() throws {
    for (name, bytes) in [("a.gz", try base64(Self.realGzip)), ("a.zst", try base64(Self.realZstd))] {
      for count in 4..<bytes.count {
        #expect(code(try pad.file(name, Array(bytes[..<count]))) == .truncated, "\(name) of \(count) bytes")
      }
    }
    let cut = try pad.file("calls.gz", Array(base64(Self.realGzip).dropLast(9)))
    do throws(LoadError) {
      _ = try text(cut)
      Issue.record("a truncated file was read")
    } catch {
      #expect(error.description.contains("ends early, after 167 bytes"))
      #expect(error.hint?.contains("export it again") == true)
    }
  }

  @Test("Damaged compressed data is an error")
  func corrupt() throws {
    var gzip = Stored.gzip(Array("some text\n".utf8))
    gzip[20] ^= 1
    #expect(code(try pad.file("a.gz", gzip)) == .corrupt)
    #expect(code(try pad.file("b.gz", Stored.gzip([65]) + Array("rubbish".utf8))) == .corrupt)
    #expect(code(try pad.file("a.zst", Stored.zstd([65]) + Array("rubbish".utf8))) == .corrupt)
    var zstd = try base64(Self.realZstd)
    zstd[zstd.count - 2] ^= 1
    #expect(code(try pad.file("b.zst", zstd)) == .corrupt)
  }

  @Test("A file that expands without end is refused")
  func bomb() throws {
    // 320 MB out of 10 KB.
    let file = try pad.file("calls.zst", Stored.zstdRuns(of: 0x20, count: 2_560))
    var stream = try ByteStream(path: file.absolutePath, name: file.path, chunk: 1 << 20)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var found: LoadError?
    do throws(LoadError) {
      while try stream.read(into: buffer) > 0 {}
    } catch {
      found = error
    }
    #expect(found?.code == .expansion)
    #expect(stream.produced <= ExpansionLimit.freeBytes + 1 << 20)
  }

  @Test("What is no readable file is named as what it is")
  func notFiles() throws {
    #expect(code(try pad.file("empty.csv", "")) == .empty)
    #expect(code(try pad.file("empty.gz", Stored.gzip([]))) == .empty)
    #expect(code(ExportFile(path: "x", absolutePath: pad.folder.path, table: .calls)) == .notAFile)
    #expect(code(ExportFile(path: "x", absolutePath: pad.folder.path + "/none", table: .calls)) == .notFound)
    #expect(code(ExportFile(path: "x", absolutePath: "/dev/null", table: .calls)) == .notAFile)
    #expect(code(try pad.file("calls.xlsx", [0x50, 0x4B, 3, 4, 0, 0, 0, 0])) == .unknownFormat)
    #expect(code(try pad.file("calls.parquet", Array("PAR1....".utf8))) == .unknownFormat)
  }

  @Test("Byte order marks are dropped and UTF-16 becomes UTF-8", arguments: [1, 2, 3, 7, 64, 1 << 20])
  func encodings(chunk: Int) throws {
    let sample = "ts,name\n2026-10-01,Zoë 😀 漢字\n"
    let units = Array(sample.utf16)
    let little = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    for bytes in [
      Array(sample.utf8), [0xEF, 0xBB, 0xBF] + Array(sample.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big,
      Stored.gzip([0xFF, 0xFE] + little),
    ] {
      #expect(try text(pad.file("a.csv", bytes), chunk: chunk) == sample)
    }
    #expect(try text(pad.file("a.csv", [0xFF, 0xFE, 0x3D, 0xD8, 0x41, 0]), chunk: chunk) == "\u{FFFD}A")
    #expect(try text(pad.file("a.csv", [0xFF, 0xFE, 0x41, 0, 0x3D, 0xD8]), chunk: chunk) == "A\u{FFFD}")
    #expect(code(try pad.file("a.csv", [0xFF, 0xFE, 0x41])) == .encoding)
    #expect(code(try pad.file("a.csv", [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0])) == .encoding)
  }
}
