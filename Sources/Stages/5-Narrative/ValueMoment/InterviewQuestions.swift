import ReportModel

/// What to ask developers where the data do not decide on a value moment.
extension ValueMomentWords {
  static let opening =
    "Ask three to five developers who integrated successfully: “What was the moment you knew this was going to work?” "
    + "Their answers tend to name one or two things."

  /// Empty where one candidate stands alone.
  func interviewQuestions(_ search: ValueMomentSearch) -> [String] {
    guard search.best != nil else { return undecided(search) }
    guard let first = search.rivals.first, let best = search.best else { return [] }
    let (one, other) = (DataText.name(best.label), DataText.name(first.label))
    return [
      Self.opening,
      "On the first day you did both “\(one)” and “\(other)”: which of the two told you that it works, and what did you "
        + "still doubt after the other?",
      "If you had got only one of them to work that day, would you have come back?",
    ]
  }

  private func undecided(_ search: ValueMomentSearch) -> [String] {
    let logged = "Is that moment in the logs or the events? If it is not, log it: one event is enough."
    guard search.obstacle == nil, !search.candidates.isEmpty else { return [Self.opening, logged] }
    return [
      Self.opening,
      "Ask two who left in their first weeks: “What did you want to see work before you would build on it, and how far "
        + "did you get?”", logged,
    ]
  }
}
