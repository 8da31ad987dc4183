import ReportModel

/// Tests and checks as a condition's signature has them.
///
/// Swift's own descriptions, which reports have always held the fingerprint of, written out: reflection took a fiftieth
/// of a whole run.
extension SignalCondition.MetricTest {
  var signature: String {
    "Signals.SignalCondition.MetricTest."
      + {
        switch self {
        case .verdict(let verdicts):
          "verdict([" + verdicts.map { "ReportModel.MetricVerdict." + $0.rawValue }.joined(separator: ", ") + "])"
        case .moved(let isUp): "moved(isUp: \(isUp))"
        case .below(let limit): "below(\(limit))"
        case .above(let limit): "above(\(limit))"
        case .missesTarget: "missesTarget"
        case .crosses(let borders): "crosses([" + borders.map { "\($0)" }.joined(separator: ", ") + "])"
        case .running(let isUp, let months, let part): "running(isUp: \(isUp), months: \(months), by: \(part))"
        case .times(let other, let limit): "times(of: \(other.debugDescription), above: \(limit))"
        }
      }()
  }
}

extension SignalCheck {
  var signature: String {
    switch self {
    case .endpointErrors(let server, let all): "endpointErrors(serverTarget: \(server), errorTarget: \(all))"
    case .ticketTopicSpike(let least, let times): "ticketTopicSpike(least: \(least), times: \(times))"
    case .companyFading(let top, let part): "companyFading(top: \(top), by: \(part))"
    case .rateLimitedCompany(let share, let rate): "rateLimitedCompany(share: \(share), rate: \(rate))"
    case .churnByTier(let tiers): "churnByTier([" + tiers.map(\.debugDescription).joined(separator: ", ") + "])"
    case .firstCallWithinDay: "firstCallWithinDay"
    case .firstCallersNotUp: "firstCallersNotUp"
    }
  }
}
