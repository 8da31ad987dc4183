/// How a metric is spoken of in sentences.
struct MetricPhrase: Hashable, Sendable {
  /// What a segment of the metric consists of.
  enum Population: String, Sendable {
    case developers, calls, tokens, companies, customers, responses, tickets, deliveries, incidents
  }

  /// Subject of a sentence, beginning small: `the median time to first call`.
  var noun: String
  var isPlural = false
  /// Row label of the five numbers and title under *Why*: `Time to first call, median`.
  var label: String
  /// The headline's claim where the metric got worse, a clause without its stop.
  var worse: String
  var better: String
  var population: Population

  init(
    _ label: String, noun: String, plural: Bool = false, of population: Population, worse: String, better: String
  ) {
    self.label = label
    self.noun = noun
    self.isPlural = plural
    self.population = population
    self.worse = worse
    self.better = better
  }
}
