import Foundation
import ReportModel
import Renderers

/// The configuration's look as renderers take it: the logo read, the colours measured.
enum Appearance {
  private static let largestLogo = 200 << 10
  /// Contrast that WCAG 2 asks of text (AA).
  private static let leastContrast = 4.5
  /// Backgrounds of the page, light and dark.
  private static let light = "#ffffff"
  private static let dark = "#161616"

  /// - Throws: `RunError(.configuration)` where the logo cannot be used.
  static func settings(
    _ configuration: ReportConfiguration, options: RunOptions
  ) throws -> (settings: RenderSettings, notes: [String]) {
    let look = configuration.look
    var settings = RenderSettings()
    settings.title = look.title
    settings.logo = try look.logo.map { try logo($0, folder: folder(options)) }
    (settings.accent, settings.accentDark, settings.hidden) = (look.accent, look.accentDark, look.hidden)
    (settings.mail, settings.baseURL) = (configuration.mail, configuration.baseURL)
    return (settings, notes(look))
  }

  /// Paths of the configuration are seen from where it lies.
  private static func folder(_ options: RunOptions) -> String {
    guard let file = options.configuration else { return options.data }
    return URL(fileURLWithPath: file).deletingLastPathComponent().path
  }

  /// The picture as a `data:` URI; what it is, its first bytes say.
  private static func logo(_ path: String, folder: String) throws -> String {
    let place = path.hasPrefix("/") ? path : folder + "/" + path
    guard let data = FileManager.default.contents(atPath: place) else {
      throw RunError(.configuration, "report.logo: \(place) cannot be read")
    }
    guard data.count <= largestLogo else {
      throw RunError(
        .configuration, "report.logo: \(place) has \(data.count >> 10) KB, more than \(largestLogo >> 10) KB")
    }
    let kinds: [(type: String, signature: [UInt8])] = [
      ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), ("image/jpeg", [0xFF, 0xD8, 0xFF]),
      ("image/gif", Array("GIF8".utf8)),
    ]
    guard let kind = kinds.first(where: { data.starts(with: $0.signature) }) else {
      throw RunError(
        .configuration,
        "report.logo: \(place) is no PNG, JPEG or GIF (an SVG may hold scripts and links: convert it, for instance with "
          + "rsvg-convert -w 400 -o logo.png logo.svg)")
    }
    return "data:\(kind.type);base64," + data.base64EncodedString()
  }

  private static func notes(_ look: ReportConfiguration.Look) -> [String] {
    let pairs = [("accent", look.accent, light), ("accent_dark", look.accentDark, dark)]
    return pairs.compactMap { name, colour, background in
      guard let colour, let ratio = contrast(colour, background), ratio < leastContrast else { return nil }
      let shown = String((ratio * 10).rounded(.down) / 10)
      return
        "report.colours.\(name): \(colour) on \(background) has a contrast of \(shown) : 1; links need 4.5 : 1 to be read"
    }
  }

  /// WCAG 2's contrast of two colours, 1 to 21.
  static func contrast(_ first: String, _ second: String) -> Double? {
    guard let first = luminance(first), let second = luminance(second) else { return nil }
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private static func luminance(_ colour: String) -> Double? {
    guard let value = UInt32(colour.dropFirst(), radix: 16) else { return nil }
    let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { byte -> Double in
      let share = Double(byte) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
