/// Writes a page as HTML5, in ASCII: everything beyond it becomes a numeric reference, which no charset on the way can
/// spoil.
struct HTMLSerialiser {
  /// Elements that HTML closes by itself and that hold nothing.
  static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]
  /// Elements whose text HTML takes as it stands.
  private static let raw: Set<String> = ["style", "script"]

  static func html(_ page: MarkupPage) -> String {
    var writer = HTMLSerialiser()
    if page.hasDoctype { writer.output = "<!DOCTYPE html>\n" }
    writer.write(page.root, inDrawing: false)
    return writer.output + "\n"
  }

  private var output = ""

  private mutating func write(_ element: MarkupElement, inDrawing: Bool) {
    let inDrawing = inDrawing || element.name == "svg"
    output += "<" + element.name
    for attribute in element.attributes {
      output += " " + attribute.name + "=\"" + Self.attribute(attribute.value) + "\""
    }
    if Self.void.contains(element.name) && !inDrawing {
      output += ">"
      return
    }
    if inDrawing && element.children.isEmpty {
      output += "/>"
      return
    }
    output += ">"
    for child in element.children {
      switch child {
      case .element(let child): write(child, inDrawing: inDrawing)
      case .text(let text): output += Self.raw.contains(element.name) ? text : Self.text(text)
      case .comment(let comment): output += "<!--" + comment + "-->"
      }
    }
    output += "</" + element.name + ">"
  }

  static func text(_ text: String) -> String { ascii(text, escaping: ["&": "&amp;", "<": "&lt;", ">": "&gt;"]) }

  static func attribute(_ text: String) -> String {
    // A line break in a value is one only as a reference.
    ascii(text, escaping: ["&": "&amp;", "\"": "&quot;", "<": "&lt;", ">": "&gt;", "\n": "&#10;", "\t": "&#9;"])
  }

  private static func ascii(_ text: String, escaping escapes: [Unicode.Scalar: String]) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let escape = escapes[scalar] {
        result += escape
      } else if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result += "&#\(scalar.value);"
      }
    }
    return result
  }
}
