extension Phrasebook {
  static let onboarding: [String: MetricPhrase] = [
    "signups": MetricPhrase(
      "Sign-ups", noun: "sign-ups", plural: true, of: .developers,
      worse: "Fewer developers signed up", better: "More developers signed up"),
    "ttfc.median": MetricPhrase(
      "Time to first call, median", noun: "the median time to first call", of: .developers,
      worse: "New developers take longer to get to their first call",
      better: "New developers get to their first call faster"),
    "ttfc.p90": MetricPhrase(
      "Time to first call, P90", noun: "the 90th percentile of the time to first call", of: .developers,
      worse: "The slowest new developers take longer to get to their first call",
      better: "The slowest new developers get to their first call faster"),
    "ttfc.median_all": MetricPhrase(
      "Time to first call, median over all sign-ups",
      noun: "the median time to first call over all sign-ups", of: .developers,
      worse: "New developers take longer to get to their first call",
      better: "New developers get to their first call faster"),
    "ttfc.p90_all": MetricPhrase(
      "Time to first call, P90 over all sign-ups",
      noun: "the 90th percentile of the time to first call over all sign-ups", of: .developers,
      worse: "The slowest new developers take longer to get to their first call",
      better: "The slowest new developers get to their first call faster"),
    "ttfc.never": MetricPhrase(
      "Sign-ups without a first call", noun: "the share of sign-ups without a first call", of: .developers,
      worse: "A larger share of sign-ups has yet to make a first call",
      better: "A smaller share of sign-ups is left without a first call"),
    "ttfhw.median": MetricPhrase(
      "Time to first hello world, median", noun: "the median time to first hello world", of: .developers,
      worse: "New developers take longer to get to hello world",
      better: "New developers get to hello world faster"),
    "ttfhw.p90": MetricPhrase(
      "Time to first hello world, P90", noun: "the 90th percentile of the time to first hello world",
      of: .developers, worse: "The slowest new developers take longer to get to hello world",
      better: "The slowest new developers get to hello world faster"),
    "doc_completion.rate": MetricPhrase(
      "Quickstart readers with a call inside a day",
      noun: "the share of quickstart readers with a call inside a day", of: .developers,
      worse: "A smaller share of quickstart readers gets a call through inside a day",
      better: "A larger share of quickstart readers gets a call through inside a day"),
    "activation.rate": MetricPhrase(
      "Activation rate", noun: "the activation rate", of: .developers,
      worse: "A smaller share of new developers reaches the activation milestone",
      better: "A larger share of new developers reaches the activation milestone"),
    "ttv.median": MetricPhrase(
      "Time to value, median", noun: "the median time to value", of: .developers,
      worse: "New developers take longer to reach the value moment",
      better: "New developers reach the value moment faster"),
    "ttv.p75": MetricPhrase(
      "Time to value, P75", noun: "the 75th percentile of the time to value", of: .developers,
      worse: "The slower new developers take longer to reach the value moment",
      better: "The slower new developers reach the value moment faster"),
    "ttv.within_7d": MetricPhrase(
      "Reached the value moment in 7 days", noun: "the share of sign-ups that reached the value moment in 7 days",
      of: .developers, worse: "A smaller share of new developers reaches the value moment in the first week",
      better: "A larger share of new developers reaches the value moment in the first week"),
    "ttv.median_retained": MetricPhrase(
      "Time to value of those who stayed, median", noun: "the median time to value of developers who stayed",
      of: .developers, worse: "Developers who stayed took longer to reach the value moment",
      better: "Developers who stayed reached the value moment faster"),
    "ttv.first_session": MetricPhrase(
      "Reached the value moment in the first session",
      noun: "the share of sign-ups that reached the value moment in the first session", of: .developers,
      worse: "A smaller share of new developers reaches the value moment in the first session",
      better: "A larger share of new developers reaches the value moment in the first session"),
    "ttv.return_without": MetricPhrase(
      "Came back without the value moment",
      noun: "the share that came back after a first session without the value moment", of: .developers,
      worse: "A smaller share of developers comes back after a first session without the value moment",
      better: "A larger share of developers comes back after a first session without the value moment"),
  ]
}
