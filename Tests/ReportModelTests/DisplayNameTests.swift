import ReportModel
import Testing

@Suite struct DisplayNameTests {
  @Test(arguments: [
    ("python", "Python"), ("Python", "Python"), ("php", "PHP"), ("nodejs", "Node.js"), ("csharp", "C#"),
    ("larkspur-python", "larkspur-python"), ("(unknown)", "(unknown)"),
  ])
  func `languages are written as their communities write them, other names as the export has them`(
    name: String, words: String
  ) {
    #expect(DisplayName.value(name, of: "sdk") == words)
    #expect(DisplayName.value(name, of: "channel") == name)
  }

  @Test func `a dimension is written in words`() {
    #expect(DisplayName.dimension("sdk") == "SDK")
    #expect(DisplayName.dimension("company_size") == "company size")
  }
}
