import ReportModel
import Rollup

/// Who everybody was when a file was read: key of a developer or token → digest of all that the counts depend on.
struct Roster: Codable, Equatable {
  var developers: [String: String] = [:]
  var tokens: [String: String] = [:]

  init(identity: Identity, anchors: [DeveloperAnchors], tokens table: [TokenRecord], folder: StateFolder) {
    for (index, developer) in identity.developers.enumerated() {
      let anchor = anchors[index]
      developers[folder.names.developer(developer.id)] = folder.digest(
        "\(identity.standing(index)) \(anchor.signUp) \(anchor.firstTouch) \(anchor.firstQuickstartView)")
    }
    for token in table where tokens[folder.names.token(token.token)] == nil {
      tokens[folder.names.token(token.token)] = folder.digest("\(token.developerID ?? "") \(token.companyID ?? "")")
    }
  }

  func digest(_ folder: StateFolder) -> String {
    let lines = (developers.map { "d \($0) \($1)" } + tokens.map { "t \($0) \($1)" }).sorted()
    return folder.digest(lines.joined(separator: "\n"))
  }

  /// Whether a slice that was counted with `old` would be counted the same with this one.
  ///
  /// Somebody new matters only where a row had the id or the token; somebody who changed, only where a row led there.
  func serves(_ slice: RollupSlice, from old: Roster, unknownKey: (String) -> String?) -> Bool {
    // A token that changed its owner may be in any row that counted for the old one.
    guard old.tokens.allSatisfy({ tokens[$0] == $1 }) else { return false }
    guard let met = slice.tables[.met] else { return false }
    var fits = true
    let newUnknown = Set(developers.keys.filter { old.developers[$0] == nil }.compactMap(unknownKey))
    met.forEachRow { row in
      guard fits, let kind = row.last.flatMap({ MetKind(rawValue: Int($0)) }) else { return }
      let key = met.strings[Int(row[row.startIndex])]
      switch kind {
      case .developer: fits = developers[key] == old.developers[key] && developers[key] != nil
      case .unknownDeveloper: fits = !newUnknown.contains(key)
      case .unknownToken: fits = tokens[key] == nil
      case .endpoint: break
      }
    }
    return fits
  }
}
