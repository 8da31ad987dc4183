import Narrative
import ReportModel
import Testing

@Suite struct `Months read whole` {
  private func reading(_ report: Report) -> String { Narrator(report: report).write().reading }

  @Test func `a worse month says where, when and what hides under the average`() {
    #expect(reading(SyntheticMonths.worse) == Readings.worse)
  }

  @Test func `good news is told as soberly as bad`() {
    #expect(reading(SyntheticMonths.better) == Readings.better)
  }

  @Test func `a quiet month is short`() {
    #expect(reading(SyntheticMonths.quiet) == Readings.quiet)
  }

  @Test func `a baseline month gives levels and no changes`() {
    #expect(reading(SyntheticMonths.baseline) == Readings.baseline)
  }

  @Test func `a month the data do not carry says so and shows no figures`() {
    #expect(reading(SyntheticMonths.refused) == Readings.refused)
  }

  @Test func `three sign-ups are too few to tell`() {
    #expect(reading(SyntheticMonths.tiny) == Readings.tiny)
  }

  @Test func `a month without any number says what is missing`() {
    #expect(reading(SyntheticMonths.unmeasured) == Readings.unmeasured)
  }
}
