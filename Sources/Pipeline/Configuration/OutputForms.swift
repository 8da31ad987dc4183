import ReportModel
import Renderers

/// Keys on the outputs: how they look, who gets the mail, whom they name.
enum OutputForms {
  static var keys: [ConfigurationKey<ReportConfiguration>] {
    [
      .init("base_url", "Where the folder of the reports is published; links of the mail go there.", .webAddress) {
        $0.baseURL = $1
      },
      .init("report", "The report's face: title, logo, colours, sections.", look) { $0.look = $1 },
      .init("mail", "Header fields of email.eml.", mail) { $0.mail = $1 },
      .init("privacy", "Whom the outputs name.", privacy) { $0.privacy = $1 },
    ]
  }

  private static var look: ConfigurationForm<ReportConfiguration.Look> {
    .section(
      [
        .init("title", "In place of the product's name.", .headerText) { $0.title = $1 },
        .init("logo", "A PNG, JPEG or GIF of at most 200 KB, from this file's folder; on the page alone.", .text) {
          $0.logo = $1
        },
        .init("colours", "Colours as #rrggbb.", colours) { ($0.accent, $0.accentDark) = ($1.accent, $1.accentDark) },
        .init("sections", "Sections that are left out: false.", sections) { $0.hidden = $1 },
      ], initial: .init())
  }

  private static var colours: ConfigurationForm<ReportConfiguration.Look> {
    .section(
      [
        .init("accent", "Of links and rules, on a light page and in the mail.", .colour, default: "#005a9c") {
          $0.accent = $1
        },
        .init("accent_dark", "The same on a dark page.", .colour, default: "#8cc8ff") { $0.accentDark = $1 },
      ], initial: .init())
  }

  private static var sections: ConfigurationForm<Set<ReportSection>> {
    .section(
      ReportSection.allCases.map { section in
        .init(section.rawValue, section.about, .flag, default: true) { hidden, isShown in
          if isShown { hidden.remove(section) } else { hidden.insert(section) }
        }
      }, initial: [])
  }

  private static var mail: ConfigurationForm<ReportConfiguration.Mail> {
    let one = ConfigurationForm<String>.address
    let list = ConfigurationForm<[String]>.list(of: one, isEmptyAllowed: false)
    let addresses = ConfigurationForm<[String]>(.object([("anyOf", [list.schema, one.schema])])) {
      value, context throws(ConfigurationError) in
      if case .scalar = value.content { return [try one.read(value, context)] }
      return try list.read(value, context)
    }
    return .section(
      [
        .init("from", "The sender's address.", .address) { $0.from = $1 },
        .init("from_name", "The sender's name; the report's title without it.", .headerText) { $0.fromName = $1 },
        .init("to", "Who gets the mail.", addresses) { $0.to = $1 },
        .init("reply_to", "Where answers go.", .address) { $0.replyTo = $1 },
        .init("list_id", "The list's name, by which mail clients sort.", .listID) { $0.listID = $1 },
        .init(
          "subject", "With {product}, {month} and {headline} for the report's.", .subject,
          default: .text(ReportConfiguration.Mail().subject)
        ) { $0.subject = $1 },
      ], initial: .init())
  }

  private static var privacy: ConfigurationForm<ReportConfiguration.Privacy> {
    let words = ReportConfiguration.Privacy.Naming.allCases.map(\.rawValue)
    let naming = ConfigurationForm<String>.oneOf(words, what: "how customers are called").map { word in
      ReportConfiguration.Privacy.Naming(rawValue: word) ?? .none
    }
    let names = ConfigurationForm<[String: ReportConfiguration.Privacy.Naming]>.section(
      RendererCatalog.ids.map { id in
        .init(id, "In the output \(id).", naming, default: "name") { $0[id] = $1 }
      }, initial: [:])
    return .section(
      [
        .init("names", "By output: customers by name, by a code, or not at all (none).", names) { $0.names = $1 },
        .init("key", "Secret behind the codes, 16 characters or more; best from the environment.", .secret) {
          $0.key = $1
        },
        .init(
          "smallest_group", "Segments of fewer developers or tokens are folded into (other).", .integer(1...1_000),
          default: .number(String(ReportConfiguration.Privacy().smallestGroup))
        ) { $0.smallestGroup = $1 },
      ], initial: .init())
  }
}

extension ReportSection {
  fileprivate var about: String {
    switch self {
    case .keyNumbers: "The table of key numbers."
    case .notChanges: "Movements that are none."
    case .why: "The causes of each finding."
    case .actions: "What next, and the signals behind it."
    case .followups: "What became of last month's actions."
    case .owners: "Short lists by owner."
    case .revisions: "Figures of earlier reports and definitions that changed."
    case .timeToValue: "The way to the value moment in words."
    case .charts: "Charts."
    case .measures: "All measures."
    case .tables: "Tables."
    case .events: "Events of the month."
    case .notes: "Interview notes."
    case .blindSpots: "What the report cannot see."
    case .sources: "The files it was made from."
    }
  }
}

extension ConfigurationForm where Output == Bool {
  static var flag: ConfigurationForm {
    ConfigurationForm(.object([("type", "boolean")])) { value, context throws(ConfigurationError) in
      guard case .scalar(let scalar) = value.content, scalar.isPlain,
        let flag = ["true": true, "false": false, "on": true, "off": false, "yes": true, "no": false][
          scalar.text.lowercased()]
      else { throw context.error(value, expected: "true or false") }
      return flag
    }
  }
}

extension ConfigurationForm where Output == String {
  /// `#rrggbb`, lower case.
  static var colour: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("pattern", "^#[0-9A-Fa-f]{6}$")])) {
      value, context throws(ConfigurationError) in
      let text = try text.read(value, context).lowercased()
      guard text.utf8.count == 7, text.hasPrefix("#"), UInt32(text.dropFirst(), radix: 16) != nil,
        text.dropFirst().allSatisfy(\.isHexDigit)
      else { throw context.error(value, expected: "a colour such as \"#0b5fff\", in quotes") }
      return text
    }
  }

  /// A value that no message shows.
  static var secret: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("minLength", .number("16"))])) {
      value, context throws(ConfigurationError) in
      guard case .scalar(let scalar) = value.content, scalar.text.count >= 16 else {
        throw ConfigurationError(
          file: context.file, line: value.line, column: value.column, key: value.key,
          found: "a shorter value or none", expected: "a secret of at least 16 characters, such as ${THROUGHLINE_KEY}")
      }
      return scalar.text
    }
  }
}
