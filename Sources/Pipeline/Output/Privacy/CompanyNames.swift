import Crypto
import Foundation
package import ReportModel
import Rollup
import Signals

/// Every company of the exports, with what an output may call it.
package struct CompanyNames {
  private let ids: [String]
  /// By the number in a company's token.
  private let idByNumber: [UInt64: String]
  /// Made fit for a sentence; an id stands for a company without a name.
  private let nameByID: [String: String]
  private let key: SymmetricKey

  /// - Parameters:
  ///   - ids: all ids that a sentence may speak of; others are found in `records`.
  ///   - key: the configured secret; without it whoever knows an id can make its code.
  package init(records: [CompanyRecord], ids: some Sequence<String>, key: String?) {
    let known = Set(ids).union(records.map(\.id))
    self.ids = known.sorted()
    idByNumber = Dictionary(known.map { (CompanyToken.number(of: $0), $0) }) { min($0, $1) }
    nameByID = records.reduce(into: [:]) { names, record in
      guard let name = record.name, !name.isEmpty else { return }
      names[record.id] = PlainName.of(name)
    }
    self.key = SymmetricKey(data: SHA256.hash(data: Data((key ?? "throughline").utf8)))
  }

  func id(ofToken token: String) -> String? { CompanyToken.number(in: token).flatMap { idByNumber[$0] } }

  func name(_ id: String) -> String { nameByID[id] ?? PlainName.of(id) }

  /// Names that a text may hold, with their ids, in the order of the ids.
  var written: [(id: String, name: String)] { ids.compactMap { id in nameByID[id].map { (id, $0) } } }

  /// `C-7F3K9Q2M`: the first 40 bits of HMAC-SHA256 over the id, in Crockford's letters, which hold no vowels to make a
  /// word. The same in every month and output of one key.
  func code(_ id: String) -> String {
    let digest = Array(HMAC<SHA256>.authenticationCode(for: Data(("company " + id).utf8), using: key).prefix(5))
    let bits = digest.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    return "C-" + String((0..<8).map { letters[Int(bits >> UInt64(35 - 5 * $0)) & 31] })
  }
}

extension CompanyNames {
  /// A text with every token in it opened, for a file that is no output: the action ledger.
  func opened(_ text: String, as naming: ReportConfiguration.Privacy.Naming) -> String {
    CompanyList.tokens(in: text).reduce(text) { text, token in
      guard let id = id(ofToken: token) else { return text.replacing(token, with: ReportNaming.nobody) }
      let called =
        switch naming {
        case .name: name(id)
        case .code: code(id)
        case .none: ReportNaming.nobody
        }
      return text.replacing(token, with: called)
    }
  }
}

extension LoadedMonth {
  /// Every company that the report may speak of; many thousands may be, so ask once a run.
  var companyNames: CompanyNames {
    let ids =
      peoplesCompanies + exports.revenue.map(\.companyID) + exports.tickets.compactMap(\.companyID)
      + exports.notes.compactMap(\.companyID)
    return CompanyNames(records: exports.companies, ids: ids, key: configuration.privacy.key)
  }

  /// The companies of developers and tokens, which the calls' identity holds once each, with those of the calls.
  private var peoplesCompanies: [String] {
    guard let identity = rollup?.identity else {
      return exports.developers.compactMap(\.companyID) + exports.tokens.compactMap(\.companyID)
    }
    return (0..<identity.companyCount).map(identity.companyID)
  }
}
