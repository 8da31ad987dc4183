import Foundation

/// Compares a text with the file beside the test that holds what it should be.
package enum Golden {
  /// nil where they agree; else what to do about it: the place, both lines, and the command that accepts the change.
  ///
  /// With `UPDATE_GOLDENS=1` in the environment the file is written instead. A file that is missing is a failure.
  package static func difference(
    _ actual: String, from name: String, folder: String = "Goldens", file: String = #filePath
  ) -> String? {
    let path = URL(filePath: file).deletingLastPathComponent().appending(path: folder).appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" { return write(actual, to: path) }
    let command = "UPDATE_GOLDENS=1 swift test, then look at the change with git diff"
    guard let data = try? Data(contentsOf: path) else {
      return "\(path.path): missing. To write it: \(command)"
    }
    let expected = String(decoding: data, as: UTF8.self)
    if expected == actual { return nil }
    let (lines, wanted) = (split(actual), split(expected))
    let line = zip(lines, wanted).firstIndex { $0 != $1 } ?? min(lines.count, wanted.count)
    return """
      \(path.path):\(line + 1): differs
        expected: \(wanted.indices.contains(line) ? wanted[line] : "(end of file)")
        found:    \(lines.indices.contains(line) ? lines[line] : "(end of text)")
      To accept it: \(command)
      """
  }

  private static func split(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func write(_ text: String, to path: URL) -> String? {
    do {
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: path)
      return nil
    } catch {
      return "\(path.path): cannot be written: \(error)"
    }
  }
}

extension Sequence {
  /// Position of the first element that fulfils the condition.
  fileprivate func firstIndex(where condition: (Element) -> Bool) -> Int? {
    for (index, element) in self.enumerated() where condition(element) { return index }
    return nil
  }
}
