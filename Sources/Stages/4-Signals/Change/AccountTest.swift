import ReportModel
import Statistics

/// Amounts by account, resampled by account: the rows of one account move together.
///
/// What is asked is whether the whole moved beyond its ordinary movement. Resampling the accounts as they are would
/// count the one customer that left as noise about itself; moves beyond three robust standard deviations (Hampel, "The
/// influence curve and its role in robust estimation", JASA 69, 1974) are therefore replaced by a move of one before
/// resampling, and what the whole does from month to month is added from its history. Drawn in to three, they would
/// still weigh as nine ordinary moves each, and a change made by the largest accounts would be measured against itself.
struct AccountTest {
  let values: ComparedValues
  let accounts: [AccountAmounts]
  let form: ChangeEvidence.AccountForm
  let floor: ChangeFloor
  let history: [MetricResult.HistoryPoint]
  /// Seeds the draws, so that the same metric is resampled alike everywhere.
  let metric: String
  /// Variance between months of all measures, in what is assumed of them (`Variation.usual`).
  var usual = 1.0

  static let leastAccounts = 8
  /// Above this the draws would take longer than they tell; the normal formula agrees there.
  static let mostDrawn = 4_000
  /// A ratio over a year moves less from month to month than a total.
  static let assumedVariationOfRatio = 0.01

  func run() -> ChangeTest {
    guard accounts.count >= AccountTest.leastAccounts else {
      return .untested("too few accounts (\(accounts.count))", effect: values.change)
    }
    let ordinary = AccountTest(
      values: values, accounts: AccountTest.ordinary(accounts), form: form, floor: floor, history: history,
      metric: metric)
    guard let change = statistic(accounts.indices), let middle = ordinary.statistic(accounts.indices),
      var sampling = ordinary.sampling(around: middle)
    else {
      return .untested("not measurable in both months", effect: values.change)
    }
    sampling = Interval(low: sampling.low - middle + change, high: sampling.high - middle + change)
    let scale = change != 0 && values.change != 0 ? values.change / change : 1
    let ends = [values.change + (sampling.low - change) * scale, values.change + (sampling.high - change) * scale]
    let scaled = Interval(low: min(ends[0], ends[1], values.change), high: max(ends[0], ends[1], values.change))
    let error = scaled.width / (2 * Normal.twoSidedQuantile(0.95))
    let relative = values.previous != 0 ? error / abs(values.previous) : 0
    let reading = Variation(
      history, scale: .logarithm, sampling: relative * relative,
      assumed: form == .ratio ? AccountTest.assumedVariationOfRatio : Variation.assumed)
    var test = ChangeTest.normal(
      effect: values.change, sampling: scaled, variation: reading.deviation(usual: usual) * abs(values.previous),
      floor: floor.size(from: values.previous))
    test.variation = reading
    if form == .ratio, let p = test.p {
      let part = existingP(variation: reading.deviation(usual: usual))
      test.p = JoinedTest.p(p, parts: [part], share: 0.5)
    }
    return test
  }

  /// Robust standard deviations beyond which an account's move is no ordinary one.
  static let mostOrdinary = 3.0

  /// The same accounts with an ordinary move in place of those beyond it.
  private static func ordinary(_ accounts: [AccountAmounts]) -> [AccountAmounts] {
    func moved(_ account: AccountAmounts) -> Double? {
      account.now > 0 && account.before > 0 ? account.now / account.before - 1 : nil
    }
    let spread = Dispersion.scaledMAD(accounts.compactMap(moved)) ?? 0
    return accounts.map { account in
      var account = account
      let change = account.now - account.before
      let size = max(abs(account.now), abs(account.before))
      if abs(change) > AccountTest.mostOrdinary * spread * size {
        account.now = account.before + (change > 0 ? spread : -spread) * size
      }
      return account
    }
  }

  /// p of what the same accounts pay now against last month; nil where that is less than half of the change.
  ///
  /// A ratio to a year ago moves with last month's and this month's payments, and with those of both months a year ago.
  /// The former are the news, and vary half as much.
  private func existingP(variation: Double) -> Double? {
    let existing = accounts.filter { $0.nowBase > 0 && $0.beforeBase > 0 }.map {
      AccountAmounts(account: $0.account, now: $0.now, before: $0.before, nowBase: $0.before, beforeBase: $0.before)
    }
    guard existing.count >= AccountTest.leastAccounts else { return nil }
    func delta(_ accounts: [AccountAmounts]) -> AccountTest {
      AccountTest(
        values: values, accounts: accounts, form: .ratio, floor: floor, history: [], metric: metric, usual: usual)
    }
    let ordinary = delta(AccountTest.ordinary(existing))
    guard let change = delta(existing).statistic(existing.indices),
      let middle = ordinary.statistic(existing.indices), let sampling = ordinary.sampling(around: middle)
    else { return nil }
    guard change * values.change > 0, abs(change * values.previous) >= JoinedTest.leastPart * abs(values.change) else {
      return 1
    }
    let error = sampling.width / (2 * Normal.twoSidedQuantile(0.95))
    return Normal.twoSided(change / (error * error + variation * variation).squareRoot())
  }

  private func sampling(around change: Double) -> Interval? {
    if accounts.count > AccountTest.mostDrawn { return linearised(around: change) }
    return Bootstrap(
      count: accounts.count, seed: SplitMix64(name: metric), statistic: { statistic($0) })?.interval
  }

  private func statistic(_ indices: some Sequence<Int>) -> Double? {
    var now = 0.0
    var before = 0.0
    var nowBase = 0.0
    var beforeBase = 0.0
    for index in indices {
      let account = accounts[index]
      now += account.now
      before += account.before
      nowBase += account.nowBase
      beforeBase += account.beforeBase
    }
    switch form {
    case .total: return now - before
    case .ratio: return nowBase != 0 && beforeBase != 0 ? now / nowBase - before / beforeBase : nil
    }
  }

  /// The delta method: the statistic is nearly a sum of each account's influence.
  private func linearised(around change: Double) -> Interval? {
    let sums = accounts.reduce(into: (now: 0.0, before: 0.0, nowBase: 0.0, beforeBase: 0.0)) { sums, account in
      sums.now += account.now
      sums.before += account.before
      sums.nowBase += account.nowBase
      sums.beforeBase += account.beforeBase
    }
    let influences: [Double]
    switch form {
    case .total:
      influences = accounts.map { $0.now - $0.before }
    case .ratio:
      guard sums.nowBase != 0, sums.beforeBase != 0 else { return nil }
      let rate = sums.now / sums.nowBase
      let earlier = sums.before / sums.beforeBase
      influences = accounts.map {
        ($0.now - rate * $0.nowBase) / sums.nowBase - ($0.before - earlier * $0.beforeBase) / sums.beforeBase
      }
    }
    let variance = WelchTest.meanAndVariance(influences).variance * Double(accounts.count)
    let reach = Normal.twoSidedQuantile(0.95) * variance.squareRoot()
    return Interval(low: change - reach, high: change + reach)
  }
}
