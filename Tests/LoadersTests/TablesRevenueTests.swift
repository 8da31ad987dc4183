import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct RevenueTablesTests {
  static let amounts: [(text: String, hasDecimalComma: Bool, value: Double?)] = [
    ("1234.50", false, 1234.5), ("-3", false, -3), (" 7 ", false, 7), ("1,234.50", false, 1234.5),
    ("1,234", false, 1234),
    ("1,234,567", false, 1_234_567), ("€12", false, 12), ("12 €", false, 12), ("-€12.30", false, -12.3),
    ("€-12", false, -12),
    ("(40.00)", false, -40), ("($1,000.10)", false, -1000.1), ("\u{2212}5", false, -5), ("+5", false, 5),
    ("1'234.5", false, 1234.5),
    ("1 234.5", false, 1234.5), (".5", false, 0.5), ("1,23", false, nil), ("1.234,50", false, nil),
    ("12,34,567", false, nil),
    ("1.2.3", false, nil), ("€€1", false, nil), ("--1", false, nil), ("abc", false, nil), ("", false, nil),
    ("12 USD", false, nil),
    ("nan", false, nil), ("1e400", false, nil), ("٣", false, nil), ("1.", false, 1), ("1,", false, nil),
    ("(", false, nil),
    ("0,25", true, 0.25), ("1.234,50", true, 1234.5), ("1 234,5", true, 1234.5), ("12,5", true, 12.5),
    ("1234,567", true, nil),
    ("1,234", true, nil), ("0,125", true, 0.125), ("1.234.567", true, 1_234_567), ("1,234.50", true, 1234.5),
    ("99.5", true, 99.5),
    ("-€ 1.000,00", true, -1000),
  ]

  @Test(arguments: amounts) func anAmountIsReadWhereItCanMeanOneNumber(
    text: String, hasDecimalComma: Bool, value: Double?
  ) {
    #expect(Amount(text, hasDecimalComma: hasDecimalComma)?.value == value)
  }

  @Test func refundsCountNegativeWhateverTheirSign() throws {
    let tables = try loaded([
      "revenue.csv": """
      date,company_id,amount,currency,kind
      2026-10-01,c1,40.00,usd,payment
      2026-10-02,c1,40.00, eur ,Refund
      2026-10-03,c1,-40.00,,partial_refund
      2026-10-04,c1,5,,Credit Note
      2026-10-05,c1,6,,chargeback
      2026-10-06T10:00:00Z,c1,-7,,adjustment
      """
    ])
    #expect(tables.exports.revenue.map(\.amount) == [40, -40, -40, -5, -6, -7])
    #expect(tables.exports.revenue.map(\.currency) == ["USD", "EUR", nil, nil, nil, nil])
    #expect(tables.exports.revenue.last?.time == (try instant("2026-10-06T10:00:00Z")))
  }

  @Test func anAmountThatCannotBeReadIsLeftOut() throws {
    let tables = try loaded([
      "revenue.csv": "date,company_id,amount\n2026-10-01,c1,\n2026-10-01,c1,lots\n2026-10-01,c1,\"1,23\"\n"
    ])
    #expect(tables.exports.revenue.isEmpty)
    #expect(tables.summaries.first?.reasons == ["amount: missing": 1, "amount: unreadable number": 2])
  }

  @Test func aDecimalCommaIsReadBetweenSemicolonsOnly() throws {
    let tables = try loaded([
      "revenue.csv": "date;company_id;amount\n2025-12-31 14:30;c1;1.234,50\n2025-12-31;c1;0,25\n"
    ])
    #expect(tables.exports.revenue.map(\.amount) == [1234.5, 0.25])
  }

  @Test func aCurrencySignNamesTheCurrency() throws {
    let text = "date,company_id,amount\n2026-10-01,c1,€12\n2026-10-01,c1,$12\n2026-10-01,c1,¥12\n"
    let dollars = try loaded(["revenue.csv": text], currency: "CAD")
    #expect(dollars.exports.revenue.map(\.currency) == ["EUR", "CAD"])
    let euros = try loaded(["revenue.csv": text], currency: "EUR")
    #expect(euros.exports.revenue.map(\.currency) == ["EUR"])
    #expect(euros.summaries.first?.rejected == 2)
    let named = try loaded(["revenue.csv": "date,company_id,amount,currency\n2026-10-01,c1,$12,AUD\n"], currency: "EUR")
    #expect(named.exports.revenue.map(\.currency) == ["AUD"])
  }
}
