import ReportModel
import Statistics

extension FactChecks {
  /// A top company whose volume per comparable day fell beyond noise while it still calls.
  func fading(top: Int, by part: Double) -> Observation {
    let judged = facts.companies.filter { min($0.callsRank ?? .max, $0.revenueRank ?? .max) <= top }
    guard !judged.isEmpty else { return .unavailable("needs company_id in calls, tokens or developers") }
    let found = judged.compactMap { company -> (company: CompanyFacts, fall: Double, text: String)? in
      guard isActive(company), let volume = CompanyVolume(company, month: month, floor: part),
        volume.change <= -part, volume.p <= FactChecks.level / Double(judged.count)
      else { return nil }
      return (company, volume.change, "\(name(company)): \(relative(volume.change)) calls per comparable day")
    }.sorted { ($0.fall, $0.company.id) < ($1.fall, $1.company.id) }
    guard !found.isEmpty else {
      return Observation(
        state: .quiet,
        text: "\(judged.count) of the largest companies looked at: none fell beyond noise and still calls")
    }
    return Observation(
      state: .holds, text: told(found.map(\.text)),
      subjects: found.map { subject($0.company, $0.text) })
  }

  /// A company that holds much of all 429s while its own volume grows or lies flat.
  func rateLimited(share: Double, rate: Double) -> Observation {
    guard !facts.companies.isEmpty else { return .unavailable("needs company_id in calls, tokens or developers") }
    let all = facts.companies.reduce(0) { $0 + $1.rateLimited.current.numerator }
    let found = facts.companies.compactMap { company -> (company: CompanyFacts, count: Double, text: String)? in
      let limited = company.rateLimited.current
      guard limited.numerator >= Double(minN), limited.numerator >= share * all, (limited.value ?? 0) >= rate,
        !hasFallen(company)
      else { return nil }
      let part = NumberFormat.percent(limited.numerator / all, decimals: 0)
      return (
        company, limited.numerator,
        "\(name(company)): \(percent(limited.value)) of its calls rate-limited, \(part) of all 429s of companies"
      )
    }.sorted { ($1.count, $0.company.id) < ($0.count, $1.company.id) }
    guard !found.isEmpty else {
      return Observation(
        state: .quiet, text: "\(NumberFormat.count(all)) calls of companies were rate-limited: no company stands out")
    }
    return Observation(
      state: .holds, text: told(found.map(\.text)),
      subjects: found.map { subject($0.company, $0.text) })
  }

  private func hasFallen(_ company: CompanyFacts) -> Bool {
    guard let volume = CompanyVolume(company, month: month, floor: 0.1) else { return false }
    return volume.change <= -0.1 && volume.p <= FactChecks.level
  }

  /// Still calling in the last seven days there are data for.
  private func isActive(_ company: CompanyFacts) -> Bool {
    company.currentDaily.sorted { $0.day < $1.day }.suffix(7).contains { $0.count > 0 }
  }

  private func subject(_ company: CompanyFacts, _ evidence: String) -> SignalSubject {
    SignalSubject(
      kind: .company, id: company.id, name: name(company), evidence: evidence,
      reach: company.developers.map { Double(max(1, $0)) } ?? 1)
  }

  private func name(_ company: CompanyFacts) -> String {
    PlainName.of(dimension: "company_id", value: company.id, name: company.name)
  }

  private func relative(_ change: Double) -> String { NumberFormat.relativeChange(change) }
}

/// A company's calls this month against last month's level on this month's weekdays.
struct CompanyVolume {
  /// Relative, per comparable day.
  let change: Double
  let p: Double

  /// nil where the days of either month are missing, or last month had none.
  init?(_ company: CompanyFacts, month: Month, floor: Double) {
    guard
      let plan = WeekdayExpectation(current: company.currentDaily, baseline: company.baselineDaily, month: month),
      plan.expected > 0, plan.base > 0
    else { return nil }
    change = plan.observed / plan.expected - 1
    let variance = CountRate.variance(
      expected: plan.expected, days: plan.exposure, baseDays: plan.baseExposure,
      dispersion: DailyNoise.dispersion(company.baselineDaily), variation: FactChecks.companyVariation)
    p = Normal.twoSided((plan.observed - plan.expected) / variance.squareRoot())
  }
}
