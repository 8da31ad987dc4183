/// How names out of the exports are written for readers; everything that programs read keeps the export's own spelling.
package enum DisplayName {
  /// Languages as their communities write them; any other name stays as the export has it.
  package static func value(_ value: String, of dimension: String) -> String {
    dimension == "sdk" ? languages[value.lowercased()] ?? value : value
  }

  /// A dimension before its value, or at the head of a column: `SDK`, `API version`.
  package static func dimension(_ dimension: String) -> String {
    dimensions[dimension] ?? dimension.replacing("_", with: " ")
  }

  private static let dimensions = [
    "sdk": "SDK", "api_version": "API version", "company_id": "company", "github_stars": "GitHub stars",
  ]

  private static let languages = [
    "python": "Python", "node": "Node", "nodejs": "Node.js", "node.js": "Node.js", "javascript": "JavaScript",
    "typescript": "TypeScript", "deno": "Deno", "java": "Java", "kotlin": "Kotlin", "scala": "Scala",
    "android": "Android", "swift": "Swift", "ios": "iOS", "objective-c": "Objective-C", "flutter": "Flutter",
    "dart": "Dart", "ruby": "Ruby", "elixir": "Elixir", "go": "Go", "golang": "Go", "rust": "Rust", "php": "PHP",
    "perl": "Perl", "dotnet": ".NET", ".net": ".NET", "csharp": "C#", "c#": "C#", "cpp": "C++", "c++": "C++",
    "unity": "Unity",
  ]
}
