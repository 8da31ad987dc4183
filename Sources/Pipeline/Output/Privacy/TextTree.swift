import Foundation

/// A report as its JSON, so that every text of it is met: a field added tomorrow is not forgotten.
indirect enum TextTree: Codable, Equatable {
  case text(String)
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case null
  case list([TextTree])
  case object([String: TextTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let list = try? container.decode([TextTree].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: TextTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .null: try container.encodeNil()
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
    case .text(let text): .text(transform(text, path))
    case .list(let list): .list(list.map { $0.mapTexts(path, transform) })
    case .object(let fields):
      .object(
        Dictionary(uniqueKeysWithValues: fields.map { key, value in (key, value.mapTexts(path + [key], transform)) }))
    default: self
    }
  }
}
