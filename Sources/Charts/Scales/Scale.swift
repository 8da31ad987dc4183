import Foundation

/// Maps values to places on the drawing; what lies outside the domain is held at its ends.
struct Scale: Sendable {
  let domain: ClosedRange<Double>
  /// Place of the domain's lower end and of its upper end.
  let from: Double
  let to: Double
  let isLogarithmic: Bool

  static func linear(_ domain: ClosedRange<Double>, from: Double, to: Double) -> Scale {
    Scale(domain: domain, from: from, to: to, isLogarithmic: false)
  }

  /// The domain must lie above zero.
  static func logarithmic(_ domain: ClosedRange<Double>, from: Double, to: Double) -> Scale {
    Scale(domain: domain, from: from, to: to, isLogarithmic: true)
  }

  func callAsFunction(_ value: Double) -> Double {
    let held = min(max(value, domain.lowerBound), domain.upperBound)
    let (low, high, place) =
      isLogarithmic
      ? (log(domain.lowerBound), log(domain.upperBound), log(held)) : (domain.lowerBound, domain.upperBound, held)
    guard high > low else { return (from + to) / 2 }
    return from + (to - from) * (place - low) / (high - low)
  }
}
