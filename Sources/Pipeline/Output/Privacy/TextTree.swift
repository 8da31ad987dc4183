import Foundation
import ReportModel

/// A report as its JSON, so that every text of it is met: a field added tomorrow is not forgotten.
indirect enum TextTree: Equatable {
  case text(String)
  /// A number, a flag or nothing, as written.
  case other(ArraySlice<UInt8>)
  case list([TextTree])
  case object([String: TextTree])

  init(_ report: Report) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    self = try TextTreeReader.read(Array(encoder.encode(report)))
  }

  func report() throws -> Report {
    var json = JSONWriter()
    write(to: &json)
    return try JSONDecoder().decode(Report.self, from: Data(json.bytes))
  }

  private func write(to json: inout JSONWriter) {
    switch self {
    case .text(let text): json.cell(.text(text))
    case .other(let written): json.raw(written)
    case .list(let list): json.list(count: list.count) { json, place in list[place].write(to: &json) }
    case .object(let fields): json.object(Array(fields.keys)) { json, name in fields[name]?.write(to: &json) }
    }
  }

  /// The spans of every sentence replaced.
  func mapSpans(_ transform: ([TextTree]) -> [TextTree]) -> TextTree {
    switch self {
    case .list(let list): return .list(list.map { $0.mapSpans(transform) })
    case .object(let fields):
      if case .list(let spans)? = fields["spans"] { return .object(["spans": .list(transform(spans))]) }
      return .object(fields.mapValues { $0.mapSpans(transform) })
    default: return self
    }
  }

  /// Every text replaced; `transform` gets it with the names of the objects it lies in, outermost first.
  func mapTexts(_ path: [String] = [], _ transform: (String, [String]) -> String) -> TextTree {
    switch self {
    case .text(let text): .text(transform(text, path))
    case .list(let list): .list(list.map { $0.mapTexts(path, transform) })
    case .object(let fields):
      .object(
        Dictionary(uniqueKeysWithValues: fields.map { key, value in (key, value.mapTexts(path + [key], transform)) }))
    default: self
    }
  }
}
