import ReportModel
import TestSupport
import Testing

@testable import Renderers

/// Title, logo, colours and sections as a user sets them.
@Suite struct LookTests {
  /// With everything that can be switched off.
  private static let report: Report = {
    var report = SampleReport.october
    report.owners = [OwnerView(owner: "Identity", findings: [1], actions: report.actions.prefix(1).map(\.id))]
    report.revisions = [Revision(month: report.month.previous, metric: "wat", old: 1, new: 2, why: "more rows")]
    return report
  }()

  private func files(_ settings: RenderSettings) throws -> [String: String] {
    var files: [String: String] = [:]
    for type in RendererCatalog.all {
      for file in try type.init(templates: .builtIn, settings: settings).render(Self.report) {
        files[file.path] = String(decoding: file.bytes, as: UTF8.self)
      }
    }
    return files
  }

  @Test func `title, logo and colours are where they are seen`() throws {
    var settings = RenderSettings()
    (settings.title, settings.logo) = ("Monthly <Lark>", "data:image/png;base64,AAAA")
    (settings.accent, settings.accentDark) = ("#123456", "#abcdef")
    let files = try files(settings)
    let page = try #require(files["index.html"])
    #expect(page.contains("<img class=\"logo\" src=\"data:image/png;base64,AAAA\" alt=\"\"/>"))
    #expect(page.contains("{:root{--link:#123456 }}") && page.contains("{:root{--link:#abcdef }}"))
    for name in ["index.html", "email.html"] {
      #expect(files[name]?.contains("Monthly &lt;Lark&gt;") == true, "\(name)")
    }
    let mail = try #require(files["email.html"])
    #expect(mail.contains("bgcolor=\"#123456\"") && !mail.contains("data:"))
    #expect(files["report.json"]?.contains("Larkspur Payments API") == true)
  }

  @Test(arguments: ReportSection.allCases)
  func `a section that is off is nowhere, and nothing points at it`(section: ReportSection) throws {
    var settings = RenderSettings()
    settings.hidden = [section]
    let all = try files(RenderSettings()), less = try files(settings)
    let page = try #require(less["index.html"])
    #expect(page.count < all["index.html"]?.count ?? 0)
    let ids = Set(page.attribute("id"))
    let dangling = page.attribute("href").filter { $0.hasPrefix("#") && !ids.contains(String($0.dropFirst())) }
    #expect(dangling.isEmpty, "\(dangling.prefix(3))")
    if section == .charts {
      // Bridges belong to the findings they explain.
      #expect(less.keys.filter { $0.hasPrefix("charts/") && !$0.contains("bridge") } == [])
      #expect(!page.contains("<h2 id=\"charts\">"))
    }
    if section == .actions { #expect(less["report.md"]?.contains("What next") == false) }
  }
}
