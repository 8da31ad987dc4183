import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Renderers

@Suite struct MailMessageTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 7, count: 300)

  private static var settings: RenderSettings {
    var settings = RenderSettings()
    settings.baseURL = "https://docs.example/reports"
    settings.mail.from = "reports@larkspur.example"
    settings.mail.fromName = "Larkspür, \"API\""
    settings.mail.to = ["a@larkspur.example", "b@larkspur.example"]
    settings.mail.replyTo = "devrel@larkspur.example"
    settings.mail.listID = "api.larkspur.example"
    return settings
  }

  private func message(pictures: Bool = true, _ report: Report = SampleReport.october) throws -> String {
    let renderer = try EmailRenderer(templates: .builtIn, settings: Self.settings)
    let drawings = renderer.drawings(of: report)
    let made = Dictionary(uniqueKeysWithValues: drawings.map { ($0.id, Self.png) })
    let files = try renderer.render(report, pictures: pictures ? made : [:]).files
    return String(decoding: try #require(files.first { $0.path == "email.eml" }).bytes, as: UTF8.self)
  }

  @Test func `text and HTML are alternatives, and pictures belong to the HTML`() throws {
    let message = try message()
    let kinds = message.matches(of: /Content-Type: ([a-z]+\/[a-z]+)/).map { String($0.1) }
    #expect(kinds.prefix(4) == ["multipart/alternative", "text/plain", "multipart/related", "text/html"])
    #expect(kinds.count > 4 && kinds.dropFirst(4).allSatisfy { $0 == "image/png" })
    let ids = message.matches(of: /Content-ID: <([^>]+)>/).map { String($0.1) }
    let page = message.replacing("=\r\n", with: "")
    #expect(page.matches(of: /src=3D"cid:([^"]+)"/).map { String($0.1) } == ids)
    let bare = try self.message(pictures: false)
    #expect(!bare.contains("image/png") && !bare.contains("multipart/related") && !bare.contains("cid:"))
  }

  @Test func `lines are short, ASCII and ended by CR LF; boundaries are told from every part`() throws {
    for text in ["x"] + Hostile.texts {
      let message = try message(Hostile.report(text))
      #expect(message.utf8.allSatisfy { $0 < 0x80 && ($0 >= 0x20 || $0 == 13 || $0 == 10) })
      let lines = message.components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.utf8.contains(10) && !$0.utf8.contains(13) })
      let boundaries = message.matches(of: /boundary="([^"]+)"/).map { String($0.1) }
      #expect(boundaries.count == 2 && Set(boundaries).count == 2)
      for boundary in boundaries {
        #expect(lines.count { $0 == "--" + boundary + "--" } == 1)
        #expect(lines.count { $0.contains(boundary) } >= 4)
      }
      // Only what we wrote is a header: the first empty line ends them.
      let names = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
      #expect(
        names == [
          "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "Auto-Submitted",
          "X-Auto-Response-Suppress", "MIME-Version", "Content-Type",
        ])
    }
  }

  @Test func `the headers come from settings and report, never from a clock`() throws {
    let first = try message()
    #expect(try message() == first)
    let head = first.components(separatedBy: "\r\n\r\n")[0]
    #expect(head.contains("To: a@larkspur.example, b@larkspur.example\r\n"))
    #expect(head.contains("From: =?utf-8?b?TGFya3Nww7xyLCAiQVBJIg==?= <reports@larkspur.example>\r\n"))
    #expect(head.contains("Date: Sun, 01 Nov 2026 00:00:00 +0000\r\n"))
    #expect(head.contains("List-Id: <api.larkspur.example>\r\n"))
    #expect(head.firstMatch(of: /Message-ID: <2026-10\.[0-9a-f]{16}@larkspur\.example>/) != nil)
    #expect(head.contains("Subject: Larkspur Payments API, October 2026: New developers are getting"))
    var other = SampleReport.october
    other.narrative.lead = "Other words."
    let ids = try [first, message(other)].map { try #require($0.firstMatch(of: /Message-ID: (\S+)/)).1 }
    #expect(ids[0] != ids[1])
  }

  @Test func `without settings no server takes the mail further`() throws {
    let files = try EmailRenderer(templates: .builtIn).render(SampleReport.october)
    let text = String(decoding: try #require(files.first { $0.path == "email.eml" }).bytes, as: UTF8.self)
    #expect(text.hasPrefix("From: Larkspur Payments API <report@throughline.invalid>\r\nSubject: "))
    #expect(!text.contains("\r\nTo: "))
  }

  @Test func `links go to the page where it is published`() throws {
    let renderer = try EmailRenderer(templates: .builtIn, settings: Self.settings)
    for file in try renderer.render(SampleReport.october) where file.path != "email.eml" {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(text.contains("https://docs.example/reports/2026-10/index.html"), "\(file.path)")
    }
  }

  @Test func `a mail of a large company tells less, and stays whole`() throws {
    var report = SampleReport.october
    let why = try #require(report.narrative.why.first), action = try #require(report.actions.first)
    let long = RichText(String(repeating: "A long reason that somebody gave. ", count: 30))
    report.narrative.why = (0..<60).map { index in
      var why = why
      why.finding = index + 1
      why.points = (0..<6).map { _ in .init(rung: .reported, text: long) }
      return why
    }
    report.actions = Array(repeating: action, count: 60)
    let (files, notes) = try EmailRenderer(templates: .builtIn).render(report, pictures: [:])
    let html = String(decoding: try #require(files.first { $0.path == "email.html" }).bytes, as: UTF8.self)
    #expect(QuotedPrintable.encode(html).count < EmailRenderer.warning)
    #expect(notes == [] && html.contains("Shortened: the rest stands in the report."))
    report.narrative.lead = RichText((0..<60).map { _ in .init(String(repeating: "&<x ", count: 400)) })
    #expect(throws: RenderError.self) { try EmailRenderer(templates: .builtIn).render(report) }
  }

  @Test(arguments: [
    ("a=b", "a=3Db"), ("a \nb\t", "a=20\r\nb=09"), ("é", "=C3=A9"), (".x\n..", "=2Ex\r\n=2E."), ("", ""),
    (String(repeating: "x", count: 76), String(repeating: "x", count: 76)),
    (String(repeating: "x", count: 77), String(repeating: "x", count: 75) + "=\r\nxx"),
    (String(repeating: "x", count: 74) + "é", String(repeating: "x", count: 74) + "=\r\n=C3=A9"),
    ("a\rb\0", "a=0Db=00"),
  ])
  func `quoted-printable is that of RFC 2045`(text: String, encoded: String) {
    #expect(String(decoding: QuotedPrintable.encode(text), as: UTF8.self) == encoded)
  }

  @Test(arguments: [
    ("plain words", "X: plain words\r\n"), ("é", "X: =?utf-8?b?w6k=?=\r\n"),
    ("=?utf-8?b?w6k=?=", "X: =?utf-8?b?PT91dGYtOD9iP3c2az0/PQ==?=\r\n"),
    ("a\r\nBcc: evil@x.example", "X: a Bcc: evil@x.example\r\n"),
  ])
  func `header text is one line, encoded where it is not plain`(text: String, line: String) {
    #expect(MailHeader.text("X", text).lines == line)
  }

  @Test func `encoded words are short and cut no character`() throws {
    let text = String(repeating: "ä😀", count: 60)
    let words = MailHeader.text("Subject", text).lines.components(separatedBy: "\r\n ").map {
      $0.replacing("Subject: ", with: "").replacing("\r\n", with: "")
    }
    #expect(words.count > 3 && words.allSatisfy { $0.count <= 75 })
    let decoded = words.compactMap { word in
      word.firstMatch(of: /^=\?utf-8\?b\?(.*)\?=$/).flatMap { Data(base64Encoded: String($0.1)) }
        .flatMap { String(data: $0, encoding: .utf8) }
    }
    #expect(decoded.joined() == text)
  }
}
