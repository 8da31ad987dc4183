import Crypto
import Foundation

/// A part of a message, or the tree of them.
indirect enum MIMEPart {
  /// Text in quoted-printable.
  case text(subtype: String, String)
  /// A PNG shown inside the text that names its content id.
  case picture(id: String, [UInt8])
  /// `type` is the first part's, which RFC 2387 asks of `related`.
  case multipart(subtype: String, type: String?, [MIMEPart])

  /// Headers and body, lines ended by CR LF.
  func bytes() throws(RenderError) -> [UInt8] {
    switch self {
    case .text(let subtype, let text):
      return head([
        "Content-Type: text/\(subtype); charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
      ]) + QuotedPrintable.encode(text)
    case .picture(let id, let bytes):
      return head([
        "Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-ID: <\(id)>",
        "Content-Disposition: inline; filename=\"\(id.prefix { $0 != "@" }).png\"",
      ]) + Self.base64(bytes)
    case .multipart(let subtype, let type, let parts):
      var bodies: [[UInt8]] = []
      for part in parts { bodies.append(try part.bytes()) }
      let boundary = try Self.boundary(of: bodies)
      var bytes = head([
        "Content-Type: multipart/\(subtype);" + (type.map { " type=\"\($0)\";" } ?? ""), " boundary=\"\(boundary)\"",
      ])
      for body in bodies { bytes += Array("--\(boundary)\r\n".utf8) + body + [13, 10] }
      return bytes + Array("--\(boundary)--\r\n".utf8)
    }
  }

  private func head(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let options: Data.Base64EncodingOptions = [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ]
    return Array(Data(bytes).base64EncodedData(options: options)) + [13, 10]
  }

  /// From the content, so that the same mail is the same bytes, and in none of its parts.
  private static func boundary(of bodies: [[UInt8]]) throws(RenderError) -> String {
    // `=_` occurs in no quoted-printable and no base64 (RFC 2045, section 6.7).
    let boundary = "=_" + digest(bodies).prefix(32)
    let mark = Array(("--" + boundary).utf8)
    guard !bodies.contains(where: { Data($0).range(of: Data(mark)) != nil }) else {
      throw RenderError(file: "email.eml", message: "a part of the mail holds its own boundary")
    }
    return boundary
  }

  /// SHA-256 in base 16 over parts, each with its length.
  static func digest(_ parts: [[UInt8]]) -> String {
    var hash = SHA256()
    for part in parts {
      hash.update(data: Data("\(part.count):".utf8))
      hash.update(data: Data(part))
    }
    return hash.finalize().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }
}
