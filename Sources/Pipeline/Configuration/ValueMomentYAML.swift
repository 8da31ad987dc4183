package import ReportModel

/// The lines of `throughline.yaml` that make a candidate the value moment.
package enum ValueMomentYAML {
  /// - Parameter sentence: its description.
  package static func text(_ signal: ValueMomentSearch.Signal, sentence: String) -> String {
    func quoted(_ text: String) -> String { InitialConfiguration.quoted(text) }
    var lines = ["value_moment:", "  description: " + quoted(sentence)]
    if let event = signal.event { lines.append("  event: " + quoted(event)) }
    if let property = signal.property, let value = signal.value {
      lines.append("  where: { \(quoted(property)): \(quoted(value)) }")
    }
    if let call = signal.call { lines.append("  call: " + quoted(call)) }
    if signal.count > 1 || signal.event == nil && signal.call == nil { lines.append("  count: \(signal.count)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
