import Charts
import Foundation
import Metrics
import Narrative
package import ReportModel

extension ReportPipeline {
  /// What separates those who stayed from those who left, in words and with the YAML to paste; no report is written.
  ///
  /// - Throws: as `run`.
  package func valueMoment(progress: (any ProgressReporter)? = nil) throws -> (
    search: ValueMomentSearch, notes: [String]
  ) {
    let loaded = try LoadedMonth.load(options, progress: progress)
    let month = MonthFacts(world: loaded.world, window: loaded.window)
    var search = Self.valueMoment(month)
    if loaded.verdict.level != .publish { search.cautions += loaded.verdict.reasons }
    return (search, loaded.notes)
  }

  static func valueMoment(_ month: MonthFacts) -> ValueMomentSearch {
    var search = ValueMomentWords(ValueMomentFinder(month: month, filter: .withoutSecrets).find()).written()
    if let best = search.best, let sentence = search.sentence {
      search.yaml = ValueMomentYAML.text(best.signal, sentence: sentence)
    }
    return search
  }

  /// Draws retention with and without the best candidate as a file; false where there is nothing to draw.
  package static func writeChart(_ search: ValueMomentSearch, to path: String) throws(OutputError) -> Bool {
    guard let retention = search.retention, let svg = RetentionChart(retention).chart.svg(.standalone) else {
      return false
    }
    let place = URL(fileURLWithPath: path)
    try ReportWriter.write(
      [OutputFile(path: place.lastPathComponent, text: svg)], into: place.deletingLastPathComponent().path)
    return true
  }
}
