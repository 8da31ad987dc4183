package import ReportModel

/// Who a call belongs to: token → developer → company, by the rules of metrics.md ("Who counts").
///
/// Dense indices throughout: developers in table order (their ids are unique, the loader keeps the first row), companies
/// and tokens as they are met.
package struct Identity: Sendable {
  package typealias Slice = UnsafeRawBufferPointer

  package let developers: [DeveloperRecord]
  private var developerIDs = ByteInterner()
  private let exists: [Bool]
  private let excluded: [Bool]
  /// Developer → company index, −1 = none.
  private var developerCompany: [Int] = []

  private var tokens = ByteInterner()
  /// Token → developer index, −1 = nobody's; tokens met only in calls are nobody's.
  private(set) package var tokenOwner: [Int] = []
  /// Token → company index by the tokens table, −1 = none.
  private(set) package var tokenCompany: [Int] = []

  private var companies = ByteInterner()

  /// Tokens of the table; later indices were met only in calls.
  private(set) var knownTokens = 0
  /// Developers whose id or token a row had, counted or not: what a stored slice depends on.
  private var met: [Bool] = []
  /// Token → its owner by the table, where the owner signs up only at or after as_of.
  private var ownerToBe: [Int: Int] = [:]
  /// Hashes of ids that no developer has, at most `unknownLimit`.
  private(set) var unknownDevelopers: Set<UInt64> = []
  static let unknownLimit = 100_000

  /// Developers who sign up at or after `asOf` do not exist yet: their calls fall back to the token, then to nobody.
  /// Internal ones are known whenever they signed up, so that their calls are always left out.
  package init(
    developers: [DeveloperRecord], companies: [CompanyRecord], tokens: [TokenRecord], asOf: Instant = .max
  ) {
    self.developers = developers
    exists = developers.map { $0.isExcluded || $0.signedUpAt < asOf }
    excluded = developers.map(\.isExcluded)
    for developer in developers {
      _ = developerIDs.intern(developer.id)
      developerCompany.append(developer.companyID.map { self.companies.intern($0) } ?? -1)
    }
    for company in companies { _ = self.companies.intern(company.id) }
    for token in tokens {
      let index = self.tokens.intern(token.token)
      guard index == tokenOwner.count else { continue }
      let owner = token.developerID.map { developerIDs.find($0) } ?? -1
      tokenOwner.append(owner >= 0 && exists[owner] ? owner : -1)
      if owner >= 0, !exists[owner] { ownerToBe[index] = owner }
      tokenCompany.append(token.companyID.map { self.companies.intern($0) } ?? -1)
    }
    knownTokens = self.tokens.count
    met = [Bool](repeating: false, count: developers.count)
  }

  func isMet(_ developer: Int) -> Bool { met[developer] }
  /// Whether there were too many unknown ids to remember them.
  var hasManyUnknown: Bool { unknownDevelopers.count >= Self.unknownLimit }

  /// Who a developer is, as far as the counts of a call depend on it.
  package func standing(_ developer: Int) -> String {
    let record = developers[developer]
    return "\(exists[developer]) \(record.isExcluded) \(record.companyID ?? "") \(record.plan ?? "")"
  }

  mutating func noteMet(_ other: Identity) {
    for index in met.indices where other.met[index] { met[index] = true }
    unknownDevelopers.formUnion(other.unknownDevelopers)
  }

  @inline(never)
  private mutating func noteUnknown(_ id: Slice) {
    if unknownDevelopers.count < Self.unknownLimit { unknownDevelopers.insert(ByteInterner.hash(id)) }
  }

  /// Whether a developer is internal or a test account.
  @inline(__always)
  package func isExcluded(_ developer: Int) -> Bool { excluded[developer] }
  package var companyCount: Int { companies.count }
  package var tokenCount: Int { tokens.count }
  package func companyID(_ index: Int) -> String { companies.name(index) }
  package func developerIndex(_ id: String) -> Int? {
    let index = developerIDs.find(id)
    return index < 0 ? nil : index
  }
  package func companyIndex(_ id: String) -> Int? {
    let index = companies.find(id)
    return index < 0 ? nil : index
  }
  package func company(ofDeveloper index: Int) -> Int { developerCompany[index] }

  /// Indices of one call; −1 where there is none.
  package struct Resolved {
    package var developer = -1
    package var token = -1
    package var company = -1
  }

  @inline(__always)
  package mutating func resolve(_ row: borrowing CallRow) -> Resolved {
    var result = Resolved()
    if row.token.count > 0 {
      result.token = tokens.intern(row.token)
      growTokens()
    }
    if row.developerID.count > 0 {
      let found = developerIDs.find(row.developerID)
      if found >= 0 {
        met[found] = true
        if exists[found] { result.developer = found }
      } else {
        noteUnknown(row.developerID)
      }
    }
    if result.developer < 0, result.token >= 0 {
      result.developer = tokenOwner[result.token]
      if result.developer >= 0 {
        met[result.developer] = true
      } else if !ownerToBe.isEmpty, let owner = ownerToBe[result.token] {
        met[owner] = true
      }
    }
    if row.companyID.count > 0 {
      result.company = companies.intern(row.companyID)
    } else if result.token >= 0, tokenCompany[result.token] >= 0 {
      result.company = tokenCompany[result.token]
    } else if result.developer >= 0 {
      result.company = developerCompany[result.developer]
    }
    return result
  }

  /// The secret itself: only for merging, never for output.
  func tokenName(_ index: Int) -> String { tokens.name(index) }

  mutating func token(named name: String) -> Int {
    let index = tokens.intern(name)
    growTokens()
    return index
  }

  mutating func company(named name: String) -> Int { companies.intern(name) }

  /// Ids of another identity's tokens and companies in this one, which gets those it lacks.
  mutating func adopt(_ other: Identity) -> (tokens: [Int], companies: [Int]) {
    let tokens = self.tokens.adopt(other.tokens)
    growTokens()
    return (tokens, companies.adopt(other.companies))
  }

  /// Tokens met only in calls belong to nobody.
  @inline(__always)
  private mutating func growTokens() {
    while tokenOwner.count < tokens.count {
      tokenOwner.append(-1)
      tokenCompany.append(-1)
    }
  }
}
