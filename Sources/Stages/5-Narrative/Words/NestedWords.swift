import ReportModel

/// Where most of a part's own move sits.
struct NestedWords {
  let inner: CauseWords
  let outer: CauseWords

  /// `Within it, calls on the free plan account for +0.08 of the +0.1 points: their own rate went from 6 % to 21 %.`
  var sentence: RichText {
    let view = inner.subject.view
    guard let amount = inner.cause.addsWithin, let whole = outer.cause.contribution,
      let unit = inner.subject.metric?.unit
    else { return "" }
    let closer = inner.cause.segment.filter { outer.cause.segment[$0.key] == nil }
    let anchor = inner.subject.partsAnchor
    let inside = inner.inside.map { RichText.of(": ", $0) } ?? ""
    return .of(
      "Within ", outer.owner.text, ", ", inner.subject.words.phrase(closer).text, " account for ",
      view.cited(view.formatChange(amount, unit), anchor), " of ", view.cited(view.formatChange(whole, unit), anchor),
      inside, ".")
  }
}
