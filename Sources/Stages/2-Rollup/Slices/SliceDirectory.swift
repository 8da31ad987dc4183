import ReportModel

/// How a slice writes down who called; the outside decides what is hashed, and with which key.
package struct SliceNames: Sendable {
  package let token: @Sendable (String) -> String
  package let developer: @Sendable (String) -> String

  package init(
    token: @escaping @Sendable (String) -> String, developer: @escaping @Sendable (String) -> String
  ) {
    self.token = token
    self.developer = developer
  }
}

/// The developers and tokens of this run's export, and what slices call them.
package struct SliceDirectory: Sendable {
  package let names: SliceNames
  /// By the number of the developer, and of the token in the table.
  package let developerNames: [String]
  package let tokenNames: [String]
  private let developers: [String: Int]
  private let tokens: [String: Int]

  /// - Parameter identity: one that has met no call, so that its tokens are those of the table.
  package init(_ identity: Identity, names: SliceNames) {
    self.names = names
    developerNames = identity.developers.map { names.developer($0.id) }
    tokenNames = (0..<identity.knownTokens).map { names.token(identity.tokenName($0)) }
    func numbers(_ names: [String]) -> [String: Int] {
      Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    }
    developers = numbers(developerNames)
    tokens = numbers(tokenNames)
  }

  package func developer(_ name: String) -> Int? { developers[name] }
  package func token(_ name: String) -> Int? { tokens[name] }
}
