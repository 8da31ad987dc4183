import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Charts as PNG, by `rsvg-convert` where it is installed; nothing else of the program needs it.
struct Rasteriser {
  static let program = "rsvg-convert"
  /// Twice the width a mail shows, for screens of twice the points.
  private static let width = 1_168
  /// Seconds for one chart, of which it needs a twentieth.
  private static let patience = 20.0
  /// A picture of more makes a mail too heavy.
  private static let most = 400_000

  private let executable: String

  /// nil where `PATH` has no such program.
  init?(environment: [String: String]) {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    guard
      let path = folders.map({ $0 + "/" + Self.program }).first(where: FileManager.default.isExecutableFile(atPath:))
    else { return nil }
    executable = path
  }

  /// PNGs by id; a drawing the program could not convert is missing, with a note.
  func pictures(of drawings: [(id: String, svg: String)]) -> (pictures: [String: [UInt8]], notes: [String]) {
    var (pictures, notes): ([String: [UInt8]], [String]) = ([:], [])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("throughline-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for drawing in drawings {
        let source = folder.appendingPathComponent("chart.svg"), target = folder.appendingPathComponent("chart.png")
        try? FileManager.default.removeItem(at: target)
        try Data(drawing.svg.utf8).write(to: source)
        guard try run(["-w", "\(Self.width)", "-b", "white", "-o", target.path, source.path]),
          let png = FileManager.default.contents(atPath: target.path), png.starts(with: Self.signature),
          png.count <= Self.most
        else {
          notes.append("email.eml: \(Self.program) made no usable picture of \(drawing.id); the mail goes without it")
          continue
        }
        pictures[drawing.id] = Array(png)
      }
    } catch {
      notes.append("email.eml: without pictures: \(error.localizedDescription)")
    }
    return (pictures, notes)
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private func run(_ arguments: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    // It needs the fonts of the machine and nothing of the user's environment, which may hold secrets.
    process.environment = ["LC_ALL": "C", "HOME": NSTemporaryDirectory()]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let end = Date().addingTimeInterval(Self.patience)
    while process.isRunning && Date() < end { usleep(5_000) }
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
