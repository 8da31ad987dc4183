import ReportModel
import Statistics

/// An amount of money by account: the few accounts that carry most of the movement, and all others.
///
/// Arithmetic, without a test: accounts are not samples of anything. Accounts that moved with the change are named,
/// the largest first, until they carry 60 % of what moved in that direction and none of the others a quarter of the
/// change, three at most. Where most accounts move a little every month, only moves beyond that are weighed: the small
/// ones go both ways, and hundreds of them would outweigh the two that made the change.
struct AccountBridge {
  let values: ComparedValues

  static let enough = 0.6

  func bridge(_ table: LeafTable) -> Bridge {
    let changes = table.current.indices.map { leaf in
      (
        id: table.names[0][Int(table.codes[0][leaf])], now: table.current[leaf].numerator,
        before: table.previous[leaf].numerator
      )
    }
    let rises = values.change > 0
    let along = changes.filter { ($0.now > $0.before) == rises && $0.now != $0.before }
      .sorted { (abs($1.now - $1.before), $0.id) < (abs($0.now - $0.before), $1.id) }
    let ordinary = AccountBridge.ordinary(changes.map { ($0.now, $0.before) })
    let gross = along.filter { !ordinary($0.now, $0.before) }.reduce(0) { $0 + abs($1.now - $1.before) }
    var named: [Bridge.Part] = []
    var told = 0.0
    for account in along.prefix(Naming.most) {
      // An account with a quarter of the change is no rest of it, whatever those before it carry.
      let isMuch = abs(account.now - account.before) >= Naming.remainder * abs(values.change)
      guard isMuch || told < AccountBridge.enough * gross else { break }
      let moved = account.now - account.before
      guard abs(moved) >= 0.1 * gross, !PlainName.isAnonymous(account.id), !ordinary(account.now, account.before) else {
        break
      }
      named.append(
        Bridge.Part(
          segment: ["company_id": account.id], title: table.titles[account.id], effect: .account, contribution: moved,
          inside: Cause.Inside(previous: account.before, value: account.now), isLocated: false))
      told += abs(moved)
    }
    // Three that carry less than that, or less than half of the change, are no explanation of it.
    if told < AccountBridge.enough * gross || told < 0.5 * abs(values.change) { named = [] }
    for index in named.indices { named[index].isLocated = true }
    let others = values.change - named.reduce(0) { $0 + $1.contribution }
    let count = changes.count { $0.now != $0.before } - named.count
    if count > 0, others != 0 {
      let word = count == 1 ? "one other account" : "\(NumberFormat.count(count)) other accounts"
      named.append(
        Bridge.Part(
          title: named.isEmpty ? "\(NumberFormat.count(count)) accounts, none of them much by itself" : word,
          effect: .volume, contribution: others))
    }
    return Bridge(parts: named, table: table)
  }

  /// Whether a move is one as most accounts make every month: within three robust standard deviations of their relative
  /// moves (Hampel); none is where most do not move at all.
  private static func ordinary(_ accounts: [(now: Double, before: Double)]) -> (Double, Double) -> Bool {
    let moves = accounts.filter { $0.now > 0 && $0.before > 0 }.map { $0.now / $0.before - 1 }
    guard let middle = Quantile.median(moves), let spread = Dispersion.scaledMAD(moves) else {
      return { _, _ in false }
    }
    return { now, before in
      now > 0 && before > 0 && abs(now / before - 1 - middle) <= AccountTest.mostOrdinary * spread && spread > 0
    }
  }
}
