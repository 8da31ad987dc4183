package import ReportModel

/// The lines of `throughline.yaml` that make a candidate the value moment.
package enum ValueMomentYAML {
  /// - Parameter sentence: its description.
  package static func text(_ signal: ValueMomentSearch.Signal, sentence: String) -> String {
    func quoted(_ text: String) -> String { InitialConfiguration.quoted(text) }
    var lines = ["value_moment:", "  description: " + quoted(sentence)]
    if let event = signal.event { lines.append("  event: " + quoted(event)) }
    let pairs = signal.conditions.sorted { $0.key < $1.key }.map { "\(quoted($0)): \(quoted($1))" }
    if !pairs.isEmpty { lines.append("  where: { \(pairs.joined(separator: ", ")) }") }
    if let call = signal.call { lines.append("  call: " + quoted(call)) }
    if signal.count > 1 || signal.event == nil && signal.call == nil { lines.append("  count: \(signal.count)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
