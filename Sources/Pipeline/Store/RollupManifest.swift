import Crypto
import Foundation
import ReportModel
import Rollup

/// `manifest.json` of a rollup folder, written last: what the tables are and what they were made with.
struct RollupManifest: Codable {
  static let schema = "throughline.rollup/2"
  static let file = "manifest.json"

  var schema = Self.schema
  /// p of the latency buckets.
  var precision = LatencyBuckets.precision
  var zone: ZoneTable
  /// Timeout statuses, value moment, catalogue and the like, as `RollupPlan.sliceSettings` says them.
  var settings: [String]
  /// Digest of developers, tokens and their anchors; nil = the maker vouches for them.
  var people: String?
  var border: SliceBorder
  /// Table → rows.
  var tables: [String: Int]
  /// The files behind it: rows read, rejects by reason.
  var sources: [SourceSummary]
  /// Columns of calls that were there.
  var columns: [String]

  /// First 128 bits of SHA-256 in base 16: other engines have it too. No key, so a token that can be guessed can be
  /// confirmed by whoever has the folder.
  static func hashed(_ text: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = SHA256.hash(data: Data(text.utf8)).prefix(16)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Everybody the counts were resolved with.
  static func people(_ exports: Exports, identity: Identity, anchors: [DeveloperAnchors]) -> String {
    var lines: [String] = []
    for (index, developer) in identity.developers.enumerated() {
      let anchor = anchors[index]
      lines.append(
        "\(developer.id) \(identity.standing(index)) \(anchor.signUp) \(anchor.firstTouch) \(anchor.firstQuickstartView)"
      )
    }
    for token in exports.tokens {
      lines.append("\(token.token) \(token.developerID ?? "") \(token.companyID ?? "")")
    }
    return hashed(lines.joined(separator: "\n"))
  }
}
