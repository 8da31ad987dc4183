import Foundation
import Testing

@Suite("templates, mail and look as the user's own")
struct OutputSettingsTests {
  @Test("init --templates copies all templates once, and report takes them back unchanged")
  func ownTemplates() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    let folder = workspace.root.appendingPathComponent("templates").path
    let copied = try Binary.run(["init", "--templates", folder])
    #expect(copied.status == 0, "\(copied.error)")
    #expect(copied.output.contains(folder + "/email.html.mustache\n"))
    #expect(try Binary.run(["init", "--templates", folder]).status == 64)
    #expect(try workspace.report().status == 0)
    let plain = try workspace.outputs()
    #expect(try workspace.report(["--templates", folder]).status == 0)
    #expect(try workspace.outputs() == plain)
  }

  @Test(
    "A fault in a template is told with file, line and nearest name, before anything is written",
    arguments: [
      (
        "report.html.mustache", "<html>\n<p>{{prodct}}</p></html>",
        "report.html.mustache:2:4: there is no value called prodct here; did you mean product?"
      ),
      ("archive.html.mustache", "<html>\n<p>a<br></p></html>", "archive.html.mustache:2:"),
      ("rich.html.mustache", "{{#spans}}\n<b>{{text}}</i>{{/spans}}", "rich.html.mustache:2:"),
      ("feed.xml.mustache", "{{months}}", "feed.xml.mustache:1:1: months is not a text"),
      ("email.css.mustache", "p:hover{color:red}", "the selector 'p:hover' cannot be inlined"),
      (
        "report.md.mustache", "{{> raport.css}}",
        "there is no template called raport.css.mustache; did you mean report.css.mustache?"
      ),
      (
        "emial.txt.mustache", "x",
        "emial.txt.mustache: no template is called so, and none uses it as a partial; did you mean email.txt.mustache?"
      ),
    ])
  func faults(file: String, text: String, message: String) throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    let folder = workspace.root.appendingPathComponent("templates")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appendingPathComponent(file))
    let result = try workspace.report(["--templates", folder.path, "--format", "json"])
    #expect(result.status == 78)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(try workspace.outputs().isEmpty)
  }

  @Test(
    "What could end a header field or an address is refused with its place",
    arguments: [
      #"mail: { from: "a@x.example\r\nBcc: b@x.example" }"#, #"mail: { from: "A <a@x.example>" }"#,
      #"mail: { to: [ok@x.example, "a@x.example\nRCPT TO:<b@x.example>"] }"#,
      #"mail: { from_name: "a\0b" }"#, #"mail: { subject: "a\r\nBcc: b@x.example" }"#,
      #"mail: { subject: "{produkt}" }"#,
      #"mail: { list_id: "a b" }"#, #"mail: { reply_to: nobody }"#, #"base_url: "javascript:alert(1)""#,
      #"report: { title: "a\nb" }"#, #"report: { colours: { accent: "red" } }"#,
      #"report: { sections: { whi: false } }"#,
      #"report: { logo: "missing.png" }"#, #"privacy: { names: { html: initials } }"#, #"privacy: { key: xyzzy }"#,
    ])
  func refused(_ line: String) throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try workspace.write("throughline.yaml", "product: X\n" + line + "\n")
    let result = try workspace.report()
    #expect(result.status == 78, "\(result.error)")
    #expect(line.contains("logo") || result.error.contains("throughline.yaml:2:"), "\(result.error)")
    #expect(!result.error.contains("xyzzy"))
    #expect(try workspace.outputs().isEmpty)
  }

  @Test("The logo is what its first bytes say, and stands in the page alone; pale colours are told of")
  func logo() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try workspace.write(
      "throughline.yaml", "report: { logo: logo.bin, colours: { accent: '#ffcc00', accent_dark: '#8cc8ff' } }\n")
    let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0..<9_000).map { UInt8($0 % 251) })
    try workspace.write("logo.bin", png)
    let result = try workspace.report()
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("report.colours.accent: #ffcc00 on #ffffff has a contrast of 1.5 : 1"))
    #expect(!result.error.contains("accent_dark"))
    let source = "data:image/png;base64," + png.base64EncodedString()
    for (path, data) in try workspace.outputs() {
      #expect(String(decoding: data, as: UTF8.self).contains(source) == (path == "2026-10/index.html"), "\(path)")
    }
    let bad = [
      (Data("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), "is no PNG, JPEG or GIF"),
      (png + Data(count: 300_000), "more than 200 KB"),
    ]
    for (bytes, message) in bad {
      try workspace.write("logo.bin", bytes)
      let result = try workspace.report()
      #expect(result.status == 78 && result.error.contains(message), "\(result.error)")
    }
  }

  @Test("Customers are named as each output may: codes in the page, nobody in the mail, names in report.json")
  func names() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try workspace.write("companies.csv", "company_id,name\nc0,Kestrel Works\nc1,Norwind\nc2,Umbra\n")
    try workspace.write("changes.csv", "date,title\n2026-10-09,Moved norwind to v2\n")
    try workspace.write(
      "throughline.yaml",
      "privacy:\n  names: { html: code, md: code, email: none }\n  key: a secret for the tests\n")
    let result = try workspace.report()
    #expect(result.status == 0, "\(result.error)")
    for (path, data) in try workspace.outputs() where !path.hasSuffix("report.json") {
      let text = String(decoding: data, as: UTF8.self).lowercased()
      for name in ["kestrel", "norwind", "umbra"] { #expect(!text.contains(name), "\(name) in \(path)") }
    }
    let page = try #require(try workspace.outputs()["2026-10/index.html"])
    #expect(String(decoding: page, as: UTF8.self).firstMatch(of: /C-[0-9A-Z]{8}/) != nil)
    let json = try #require(try workspace.outputs()["2026-10/report.json"])
    #expect(String(decoding: json, as: UTF8.self).contains("Kestrel Works"))
  }

  @Test("Without rsvg-convert the mail goes without pictures, and says so")
  func noPictures() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    let result = try workspace.report(environment: ["PATH": "/nowhere"])
    #expect(result.status == 0)
    #expect(result.error.contains("email.eml: without charts, because there is no rsvg-convert"))
    let mail = String(decoding: try #require(try workspace.outputs()["2026-10/email.eml"]), as: UTF8.self)
    #expect(!mail.contains("image/png") && !mail.contains("cid:"))
  }
}
