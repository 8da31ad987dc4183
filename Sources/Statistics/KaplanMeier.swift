import Foundation

/// The product-limit estimate of how many are still waiting, where some were only watched for a while.
///
/// Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958. At equal times events come
/// before censorings: whoever was watched until t was at risk at t.
package struct KaplanMeier: Hashable, Sendable {
  /// One time at which something happened.
  package struct Step: Hashable, Sendable {
    package let time: Double
    package let atRisk: Int
    package let events: Int
    /// S(t) from this time on.
    package let survival: Double
    /// Greenwood's Σ d/(n(n−d)) up to and with this time; infinite once S is 0.
    package let greenwood: Double
  }

  /// Ascending by time; times with censorings alone make no step.
  package let steps: [Step]
  package let count: Int

  /// The estimate over `(time, happened)`: the time of the event, or the end of watching.
  package init(_ observations: [(time: Double, happened: Bool)]) {
    let sorted = observations.sorted { $0.time < $1.time }
    var steps: [Step] = []
    var survival = 1.0
    var greenwood = 0.0
    var index = 0
    while index < sorted.count {
      let time = sorted[index].time
      let atRisk = sorted.count - index
      var events = 0
      while index < sorted.count, sorted[index].time == time {
        if sorted[index].happened { events += 1 }
        index += 1
      }
      guard events > 0 else { continue }
      let remaining = Double(atRisk - events)
      survival *= remaining / Double(atRisk)
      greenwood += Double(events) / (Double(atRisk) * remaining)
      steps.append(Step(time: time, atRisk: atRisk, events: events, survival: survival, greenwood: greenwood))
    }
    self.steps = steps
    count = sorted.count
  }

  /// The smallest t with S(t) ≤ 1 − q, or nil where S never falls that low.
  package func quantile(_ q: Double) -> Double? { steps.first { $0.survival <= 1 - q + 1e-9 }?.time }

  /// S(t): the share still waiting after t.
  package func survival(at time: Double) -> Double { lastStep(at: time)?.survival ?? 1 }

  /// An interval of S(t) that stays inside 0–1.
  ///
  /// Greenwood's variance on the log(−log S) scale (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time
  /// Data, 1.4). Before the first event it is 1–1; once S is 0 the variance is not defined and the result is nil.
  package func interval(at time: Double, confidence: Double = 0.95) -> Interval? {
    guard let step = lastStep(at: time) else { return Interval(low: 1, high: 1) }
    return KaplanMeier.interval(step, z: Normal.twoSidedQuantile(confidence))
  }

  /// The interval of a quantile: the times at which the interval of S holds 1 − q.
  ///
  /// Brookmeyer and Crowley, "A confidence interval for the median survival time", Biometrics 38, 1982. `high` is
  /// infinite where the upper limit never falls to 1 − q; nil where there was no event.
  package func quantileInterval(_ q: Double, confidence: Double = 0.95) -> Interval? {
    let level = 1 - q + 1e-9
    let z = Normal.twoSidedQuantile(confidence)
    func first(_ limit: (Interval) -> Double) -> Double? {
      steps.first { step in
        (KaplanMeier.interval(step, z: z).map(limit) ?? step.survival) <= level
      }?.time
    }
    guard let low = first({ $0.low }) else { return nil }
    return Interval(low: low, high: first { $0.high } ?? .infinity)
  }

  private func lastStep(at time: Double) -> Step? {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : steps[low - 1]
  }

  private static func interval(_ step: Step, z: Double) -> Interval? {
    guard step.survival > 0 else { return nil }
    guard step.survival < 1 else { return Interval(low: 1, high: 1) }
    let logarithm = log(step.survival)
    let reach = z * step.greenwood.squareRoot() / abs(logarithm)
    return Interval(low: exp(logarithm * exp(reach)), high: exp(logarithm * exp(-reach)))
  }
}
