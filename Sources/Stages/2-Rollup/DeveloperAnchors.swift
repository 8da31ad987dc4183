package import ReportModel

extension DeveloperAnchors {
  /// Sign-up, first touch and first quickstart view of each developer of an export, in the table's order.
  ///
  /// - Parameter quickstart: pages that count as the quickstart, compared exactly; nil = those whose path contains
  ///   `quickstart` or `getting-started`.
  package static func all(in exports: Exports, quickstart: [String]?) -> [DeveloperAnchors] {
    var anchors = exports.developers.map {
      DeveloperAnchors(signUp: $0.signedUpAt, firstTouch: $0.signedUpAt, firstQuickstartView: .max)
    }
    guard !exports.docViews.isEmpty else { return anchors }
    let index = exports.developerIndex
    for view in exports.docViews {
      guard let id = view.developerID, let developer = index[id] else { continue }
      anchors[developer].firstTouch = min(anchors[developer].firstTouch, view.time)
      let isQuickstart =
        quickstart?.contains(view.page)
        ?? (view.page.contains("quickstart") || view.page.contains("getting-started"))
      if isQuickstart {
        anchors[developer].firstQuickstartView = min(anchors[developer].firstQuickstartView, view.time)
      }
    }
    return anchors
  }
}
