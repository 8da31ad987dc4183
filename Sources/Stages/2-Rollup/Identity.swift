package import ReportModel

/// Who a call belongs to: token → developer → company, by the rules of metrics.md ("Who counts").
///
/// Dense indices throughout: developers in table order (their ids are unique, the loader keeps the first row), companies
/// and tokens as they are met.
package struct Identity: Sendable {
  package let developers: [DeveloperRecord]
  var developerIDs = ByteInterner()
  private(set) var standings: [Standing] = []

  var tokens = TokenTable()

  var companies = ByteInterner()

  /// Tokens of the table; later indices were met only in calls.
  private(set) var knownTokens = 0
  /// Token → its owner by the table, where the owner signs up only at or after as_of.
  private var ownerToBe: [Int: Int] = [:]
  /// Hashes of ids that no developer has, at most `unknownLimit`.
  private(set) var unknownDevelopers = KeySet()
  static let unknownLimit = 100_000

  /// What a call's counts need to know of a developer, in one place of memory.
  struct Standing {
    /// −1 = none.
    var company: Int32
    var exists: Bool
    var isExcluded: Bool
    /// A row had the id or a token, counted or not: what a stored slice depends on.
    var isMet = false
  }

  /// Developers who sign up at or after `asOf` do not exist yet: their calls fall back to the token, then to nobody.
  /// Internal ones are known whenever they signed up, so that their calls are always left out.
  package init(
    developers: [DeveloperRecord], companies: [CompanyRecord], tokens: [TokenRecord], asOf: Instant = .max
  ) {
    self.developers = developers
    developerIDs.reserve(developers.count)
    standings.reserveCapacity(developers.count)
    // By place: a record that is lent has all its texts retained.
    for index in developers.indices {
      _ = developerIDs.intern(developers[index].id)
      let isExcluded = developers[index].isExcluded
      standings.append(
        Standing(
          company: developers[index].companyID.map { Int32(self.companies.intern($0)) } ?? -1,
          exists: isExcluded || developers[index].signedUpAt < asOf, isExcluded: isExcluded))
    }
    for index in companies.indices { _ = self.companies.intern(companies[index].id) }
    self.tokens.reserve(tokens.count)
    for place in tokens.indices {
      let known = self.tokens.count
      let index = self.tokens.intern(tokens[place].token)
      guard index == known else { continue }
      let owner = tokens[place].developerID.map { developerIDs.find($0) } ?? -1
      let exists = owner >= 0 && standings[owner].exists
      if owner >= 0, !exists { ownerToBe[index] = owner }
      let company = tokens[place].companyID.map { Int32(self.companies.intern($0)) }
      self.tokens[index] = TokenTable.Holder(
        developer: exists ? Int32(owner) : -1, company: company ?? -1, marks: company == nil ? [] : .namesCompany)
    }
    knownTokens = self.tokens.count
  }

  func isMet(_ developer: Int) -> Bool { standings[developer].isMet }
  /// Whether there were too many unknown ids to remember them.
  var hasManyUnknown: Bool { unknownDevelopers.count >= Self.unknownLimit }

  /// Who a developer is, as far as the counts of a call depend on it.
  package func standing(_ developer: Int) -> String {
    let record = developers[developer]
    return "\(standings[developer].exists) \(record.isExcluded) \(record.companyID ?? "") \(record.plan ?? "")"
  }

  mutating func noteMet(_ other: Identity) {
    for index in standings.indices where other.standings[index].isMet { standings[index].isMet = true }
    unknownDevelopers.reserve(unknownDevelopers.count + other.unknownDevelopers.count)
    other.unknownDevelopers.forEach { unknownDevelopers.insert($0) }
  }

  /// The hash an unknown id is remembered by.
  package static func hash(_ id: UnsafeRawBufferPointer) -> UInt64 {
    let hash = ByteInterner.hash(id)
    return hash == .max ? 0 : hash
  }

  @inline(never)
  mutating func noteUnknown(hash: UInt64) {
    if unknownDevelopers.count < Self.unknownLimit { unknownDevelopers.insert(hash == .max ? 0 : hash) }
  }

  /// Whether a developer is internal or a test account.
  @inline(__always)
  package func isExcluded(_ developer: Int) -> Bool { standings[developer].isExcluded }
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
  package func company(ofDeveloper index: Int) -> Int { Int(standings[index].company) }
  /// The developer a token belongs to, −1 = nobody.
  package func owner(ofToken index: Int) -> Int { Int(tokens[index].developer) }
  /// The company of a token by the tokens table, −1 = none.
  package func company(ofToken index: Int) -> Int {
    tokens[index].marks.contains(.namesCompany) ? Int(tokens[index].company) : -1
  }

  /// Indices of one call; −1 where there is none.
  package struct Resolved {
    package var developer = -1
    package var token = -1
    package var company = -1
  }

  package mutating func resolve(_ row: CallRow) -> Resolved {
    var result = Resolved()
    let (token, developer, company) = (row[.token], row[.developerID], row[.companyID])
    if token.count > 0 { result.token = tokens.intern(token) }
    var named = -1
    if developer.count > 0 {
      named = developerIDs.find(developer)
      if named < 0 { noteUnknown(hash: ByteInterner.hash(developer)) }
    }
    if company.count > 0 { result.company = companies.intern(company) }
    settle(&result, named: named)
    return result
  }

  /// Finds developer and company of a call whose texts are looked up: the developer it names, else its token's; the
  /// company it names, else its token's, else its developer's.
  @inline(__always)
  mutating func settle(_ who: inout Resolved, named: Int) {
    if named >= 0 {
      meet(named)
      if standings[named].exists { who.developer = named }
    }
    if who.token >= 0 {
      let holder = tokens[who.token]
      if who.developer < 0 {
        who.developer = Int(holder.developer)
        if who.developer >= 0 {
          meet(who.developer)
        } else if !ownerToBe.isEmpty, let owner = ownerToBe[who.token] {
          meet(owner)
        }
      }
      if who.company < 0 { who.company = company(ofToken: who.token) }
    }
    if who.company < 0, who.developer >= 0 { who.company = Int(standings[who.developer].company) }
  }

  /// Writes only what is new: most developers were met before.
  @inline(__always)
  private mutating func meet(_ developer: Int) {
    if !standings[developer].isMet { standings[developer].isMet = true }
  }

  /// The secret itself: only for merging, never for output.
  func tokenName(_ index: Int) -> String { tokens.name(index) }

  mutating func token(named name: String) -> Int {
    tokens.intern(name)
  }

  mutating func company(named name: String) -> Int { companies.intern(name) }

  /// Ids of another identity's tokens and companies in this one, which gets those it lacks.
  mutating func adopt(_ other: Identity) -> (tokens: [Int], companies: [Int]) {
    (tokens.adopt(other.tokens), companies.adopt(other.companies))
  }
}
