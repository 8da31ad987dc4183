import Testing

@testable import bench

@Suite struct PlantedCalendarTests {
  @Test func `October's export begins in July and the report's month is its last`() {
    let calendar = PlantedCalendar.october2026
    #expect(calendar.date(0) == "2026-07-01")
    #expect(calendar.months.map(\.count) == [31, 31, 30, 31])
    #expect(calendar.date(calendar.day(1)) == "2026-10-01")
    #expect(calendar.time(Double(calendar.day(31)) * 86_400 + 86_399) == "2026-10-31T23:59:59Z")
    #expect(calendar.time(-1) == "2026-06-30T23:59:59Z")
    #expect(calendar.time(-86_400) == "2026-06-30T00:00:00Z")
    #expect(calendar.time(-86_401) == "2026-06-29T23:59:59Z")
  }

  @Test func `a year's end and February are crossed`() {
    let calendar = PlantedCalendar.february2026
    #expect(calendar.date(0) == "2025-11-01")
    #expect(calendar.report.count == 28)
    #expect(calendar.date(calendar.days - 1) == "2026-02-28")
  }

  @Test func `the calendar trap is shorter and has more weekend days`() {
    let calendar = PlantedCalendar.november2025
    #expect(calendar.months[3].count < calendar.months[2].count)
    #expect(calendar.months[2].count(where: calendar.isWeekend) == 8)
    #expect(calendar.months[3].count(where: calendar.isWeekend) == 10)
  }
}
