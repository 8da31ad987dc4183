import Loaders
import Rollup

extension RollupSlice {
  /// Whether no name in it looks like a token or an e-mail address; a slice with one is not kept. Those of tokens and
  /// developers are hashed.
  var isFreeOfSecrets: Bool {
    let plain: [NameKind] = [.endpoint, .version, .sdk, .region, .environment, .plan, .company]
    let names = plain.flatMap { self.names[$0] ?? [] } + met(.endpoint)
    return names.allSatisfy { SecretMask.mask($0) == $0 }
  }
}
