import ReportModel

extension ReportConfiguration.ValueMoment {
  /// For people and for a stable order: `transaction.success with mode = test`, `3rd successful call`.
  var label: String {
    switch signal {
    case .event(let name, let conditions):
      let which = count == 1 ? name : "\(Self.ordinal(count)) \(name)"
      guard !conditions.isEmpty else { return which }
      return which + " with " + conditions.map { "\($0.property) \($0.comparison.words)" }.joined(separator: ", ")
    case .call(let endpoint): return "\(Self.ordinal(count)) success of \(endpoint)"
    case .anyCall: return "\(Self.ordinal(count)) successful call"
    }
  }

  /// Simple things first: of two that the same developers did, the one that is easier to log.
  var order: Int {
    switch signal {
    case .event(_, let conditions): conditions.isEmpty ? (count == 1 ? 0 : 4) : 1
    case .call: 2
    case .anyCall: 3
    }
  }

  var plain: ValueMomentSearch.Signal {
    switch signal {
    case .event(let name, let conditions):
      let pairs = conditions.map { ($0.property, $0.comparison.written) }
      return .init(event: name, where: Dictionary(pairs) { first, _ in first }, count: count)
    case .call(let endpoint): return .init(call: endpoint, count: count)
    case .anyCall: return .init(count: count)
    }
  }

  private static func ordinal(_ count: Int) -> String {
    let suffix =
      switch (count % 10, count % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return count == 1 ? "first" : "\(count)\(suffix)"
  }
}

extension ReportConfiguration.PropertyCondition.Comparison {
  /// For people.
  var words: String {
    switch self {
    case .equals(let text): "= \(text)"
    case .less, .lessOrEqual, .greater, .greaterOrEqual: written.replacing("<=", with: "≤").replacing(">=", with: "≥")
    }
  }

  /// As a configuration has it: `test`, `>= 0.995`.
  var written: String {
    func number(_ limit: Double) -> String { Int(exactly: limit).map(String.init) ?? String(limit) }
    return switch self {
    case .equals(let text): text
    case .less(let limit): "< " + number(limit)
    case .lessOrEqual(let limit): "<= " + number(limit)
    case .greater(let limit): "> " + number(limit)
    case .greaterOrEqual(let limit): ">= " + number(limit)
    }
  }
}
