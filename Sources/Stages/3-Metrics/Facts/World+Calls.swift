import ReportModel
import Rollup

extension World {
  /// The feature an endpoint belongs to: its tag, else the first path segment after the version.
  func tag(ofEndpoint index: Int) -> String {
    guard let rollup else { return "" }
    if index < rollup.catalogue.count, let tag = rollup.catalogue[index].tag { return tag }
    return Self.feature(ofPath: rollup.endpoints[index])
  }

  /// First literal path segment after the version: `charges` of `POST /v1/charges/{id}`.
  static func feature(ofPath name: String) -> String {
    let path = name.split(separator: " ").last.map(String.init) ?? name
    let segments = path.split(separator: "/").map(String.init)
    guard let first = segments.first else { return "" }
    let isVersion = first.count >= 2 && first.first == "v" && first.dropFirst().first?.isNumber == true
    return isVersion ? (segments.count > 1 ? segments[1] : "") : first
  }

  /// `retrieval` or `processing`: the catalogue's class, else by method.
  func latencyClass(ofEndpoint index: Int) -> String {
    guard let rollup else { return "" }
    if index < rollup.catalogue.count, let given = rollup.catalogue[index].latencyClass?.lowercased(),
      given == "retrieval" || given == "processing"
    {
      return given
    }
    let name = rollup.endpoints[index]
    return name.hasPrefix("GET ") || name.hasPrefix("HEAD ") || name == EndpointResolver.otherRetrievalName
      ? "retrieval" : "processing"
  }

  /// A developer's value of a segment dimension; nil = not known.
  package func attribute(_ dimension: String, ofDeveloper index: Int) -> String? {
    DeveloperDimension(rawValue: dimension).flatMap { attribute($0, ofDeveloper: index) }
  }

  func attribute(_ dimension: DeveloperDimension, ofDeveloper index: Int) -> String? {
    switch dimension {
    case .channel: developers[index].channel
    case .sdk: developers[index].sdk
    case .plan: developers[index].plan
    case .country: developers[index].country
    case .companySize: developers[index].companyID.flatMap { companies[$0]?.size }
    case .githubStars: developers[index].githubStars.map(Self.starBand)
    case .companyID: developers[index].companyID
    }
  }

  /// GitHub-star band of metrics.md.
  static func starBand(_ stars: Int) -> String {
    switch stars {
    case ..<1: "0"
    case ..<10: "1–9"
    case ..<100: "10–99"
    case ..<1000: "100–999"
    default: "1000+"
    }
  }

  /// What stands for a company's name: each output opens it in its own way, to the id where there is no name.
  package func companyName(_ id: String) -> String { CompanyToken.of(id) }

  package static let unknown = "(unknown)"
}

/// The segment dimensions of a developer, by the contract's names.
enum DeveloperDimension: String {
  case channel, sdk, plan, country
  case companySize = "company_size"
  case githubStars = "github_stars"
  case companyID = "company_id"
}
