import Foundation
import ReportModel

/// A report as its JSON, so that every text of it is met: a field added tomorrow is not forgotten.
indirect enum TextTree: Codable, Equatable {
  /// What is no list and no object.
  case leaf(Cell)
  case list([TextTree])
  case object([String: TextTree])

  static func text(_ text: String) -> TextTree { .leaf(.text(text)) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let leaf = try? container.decode(Cell.self) {
      self = .leaf(leaf)
    } else if let list = try? container.decode([TextTree].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: TextTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .leaf(let leaf): try container.encode(leaf)
    case .list(let list): try container.encode(list)
    case .object(let fields): try container.encode(fields)
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
    case .leaf(.text(let text)): .text(transform(text, path))
    case .list(let list): .list(list.map { $0.mapTexts(path, transform) })
    case .object(let fields):
      .object(
        Dictionary(uniqueKeysWithValues: fields.map { key, value in (key, value.mapTexts(path + [key], transform)) }))
    default: self
    }
  }
}
