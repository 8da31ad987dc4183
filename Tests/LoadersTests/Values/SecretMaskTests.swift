import Testing

@testable import Loaders

@Suite struct SecretMaskTests {
  static let cases: [(text: String, masked: String)] = [
    (#"{"token":"abc","status":200}"#, #"{"token":"***","status":200}"#),
    (#"{"api_key" : "a\"b c", "x": 1}"#, #"{"api_key" : "***", "x": 1}"#),
    (#"{"password":12345,"x":1}"#, #"{"password":***,"x":1}"#),
    (#"{"secrets":{"a":"b"},"x":1}"#, #"{"secrets":***"#),
    ("/v1/x?api_key=abc&limit=5", "/v1/x?api_key=***&limit=5"),
    ("Authorization: Bearer abc.def", "Authorization: ***"),
    ("sent Bearer abc.def now", "sent Bearer *** now"),
    ("Basic dXNlcjpwYXNz", "Basic ***"),
    ("the Basic plan", "the Basic plan"),
    ("lk_live_9f8e7d", "***"),
    ("key sk_abc, next", "key ***, next"),
    ("id 0123456789abcdef ok", "id *** ok"),
    ("id 123e4567-e89b-12d3-a456-426614174000", "id ***"),
    ("letters-only-are-not-a-key 12345678901234567890", "letters-only-are-not-a-key 12345678901234567890"),
    ("ada@example.com wrote", "*** wrote"),
    ("user=ada%40example.com", "user=***"),
    ("zoë@example.org", "***"),
    ("2026-10-01T09:30:15Z GET /v1/charges 200", "2026-10-01T09:30:15Z GET /v1/charges 200"),
    ("token=", "token="),
    ("x-api-key:abc", "x-api-key:***"),
  ]

  @Test("Secrets are replaced and the rest stays", arguments: cases)
  func masks(text: String, masked: String) { #expect(SecretMask.mask(text) == masked) }

  @Test("A row's excerpt masks by column, drops control characters and is short")
  func excerpts() {
    let row = Row(
      line: 3,
      [
        "token": .text("short"), "contact_email": .text("nobody"), "name": .text("a\u{202E}b\nc\u{7}"),
        "empty": nil, "n": .number("5"),
      ])
    #expect(
      row.excerpt == #"{"token": "***", "contact_email": "***", "name": "a\#u{FFFD}b c\#u{FFFD}", "n": "5"}"#)
    let long = Row(line: 1, ["comment": .text(String(repeating: "é", count: 5_000))])
    #expect(long.excerpt.count == 200)
    #expect(long.excerpt.hasSuffix("…"))
  }

  @Test("A key cut off by the excerpt's end does not show its beginning")
  func cutKey() {
    let key = String(repeating: "k1Q", count: 21)
    let text = String(repeating: ".", count: 54) + String(repeating: key + " ", count: 20)
    let bytes = Array(text.utf8)
    let excerpt = bytes.withUnsafeBytes { SecretMask.excerpt($0) }
    #expect(excerpt == String(repeating: ".", count: 54) + String(repeating: "*** ", count: 15))
  }
}
