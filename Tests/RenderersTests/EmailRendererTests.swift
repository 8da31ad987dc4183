import ReportModel
import TestSupport
import Testing

@testable import Renderers

@Suite struct EmailRendererTests {
  @Test func `the golden of the text holds`() throws {
    let text = try Rendered.october.get().file("email.txt")
    let difference = Golden.difference(text, from: "email.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// What mail clients do not show (caniemail, 2026-06).
  @Test func `the mail uses nothing that clients drop`() throws {
    let html = try Rendered.october.get().file("email.html")
    #expect(html.utf8.allSatisfy { $0 < 0x80 })
    #expect(html.utf8.count < 70_000)
    for word in [
      "<svg", "data:", "var(", "rem;", "calc(", "rgba(", "flex", "grid", "position:", "<picture", "srcset", "<img",
    ] {
      #expect(!html.contains(word), "\(word) is in the mail")
    }
    for element in html.matches(of: /<([a-z0-9]+)[^>]* style="([^"]*)"/) where element.2.contains("padding") {
      #expect(["td", "th", "body"].contains(String(element.1)), "padding on \(element.1)")
    }
  }

  @Test func `the preheader is the headline, hidden, before all else`() throws {
    let html = try Rendered.october.get().file("email.html")
    let body = try #require(html.split(separator: "<body", maxSplits: 1).last)
    let first = try #require(body.firstMatch(of: /<div[^>]* style="display:none[^>]*>([^<]*)</))
    #expect(first.1.hasPrefix("New developers are getting through the door more slowly"))
  }

  @Test func `bars are cells as long as their part`() throws {
    let html = try Rendered.october.get().file("email.html")
    #expect(html.contains("<td width=\"100.0%\" bgcolor=\"#0072b2\""))
    #expect(html.contains("<td width=\"64.1%\" bgcolor=\"#b9c2cb\""))
    #expect(!html.contains("width=\"0.0%\""))
  }

  @Test func `no line of the text is longer than 76 columns`() throws {
    for text in ["x"] + Hostile.texts {
      let longest = try Hostile.rendered(text).file("email.txt").split(separator: "\n").map(\.count).max() ?? 0
      #expect(longest <= 76)
    }
  }

  @Test(arguments: Hostile.texts)
  func `a hostile text changes no element of the mail`(text: String) throws {
    let hostile = try Hostile.rendered(text).file("email.html"), harmless = try Hostile.harmless().file("email.html")
    #expect(hostile.elements == harmless.elements)
    #expect(hostile.attributeNames == harmless.attributeNames)
  }

  @Test(arguments: [
    ("aaa bbb ccc", "aaa bbb\nccc\n"), ("- aaa bbb ccc", "- aaa\n  bbb\n  ccc\n"),
    ("10. aaa bbb", "10. aaa\n    bbb\n"),
    ("abcdefghijk", "abcdefgh\nijk\n"), ("a\n\n\n\nb\n\n", "a\n\nb\n"), ("\n\na", "a\n"),
    ("1\u{A0}h 2\u{202F}%", "1 h 2 %\n"),
    ("👩‍👩‍👧 👩‍👩‍👧", "👩‍👩‍👧\n👩‍👩‍👧\n"),
    ("   - aaa bbb", "   - aaa\n     bbb\n"), ("see http://x.example", "see\nhttp://x.example\n"),
  ])
  func `lines wrap under their words`(text: String, wrapped: String) {
    #expect(PlainText.wrapped(text, width: 8) == wrapped)
  }
}
