import Loaders
package import ReportModel

/// The commented `throughline.yaml` that `throughline init` writes.
package enum InitialConfiguration {
  /// A configuration for exports that were looked at.
  ///
  /// What the exports show is filled in or named in comments; every other key stands switched off with its default, as
  /// `#key`, so that it takes one character to change. `folderName` stands for the product nobody named.
  package static func text(exports: Exports, folderName: String) -> String {
    let sections = [
      head, product(folderName), timezone, currency(exports), valueMoment(exports), quickstart(exports), activation,
      friction(exports), helloWorld(exports), limits, depth, rates(exports), catalogue(exports), owners, sources, face,
      mail, privacy,
    ]
    return sections.joined(separator: "\n")
  }

  private static let head = """
    # Configuration of throughline, as `throughline init` found the exports.
    # Every key has a default; remove the # in front of a key to switch it on. ${NAME} in a value is the variable NAME of
    # the environment. A JSON Schema for editors ships as docs/throughline.schema.json.

    """

  private static func product(_ folderName: String) -> String {
    let name = folderName.trimmedName.isEmpty ? "API" : folderName.trimmedName
    return """
      # The product's name, as the report's title says it.
      product: \(quoted(name))

      """
  }

  private static let timezone = """
    # Months, days and weeks begin in this zone (IANA name, such as Europe/Berlin).
    timezone: UTC

    """

  private static func currency(_ exports: Exports) -> String {
    let seen = Seen.currencies(exports)
    let main = seen.first?.name ?? "USD"
    var lines = ["# The report's currency." + (seen.isEmpty ? "" : " Seen in revenue: " + Seen.list(seen) + ".")]
    lines.append("currency: " + (ConfigurationForm<String>.isCurrency(main) ? main : "USD"))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func valueMoment(_ exports: Exports) -> String {
    let events = Seen.events(exports)
    var lines = [
      "# The value moment: the first thing that shows a developer got value out of the API. Without it neither time to",
      "# value nor activation can be measured.",
    ]
    if events.isEmpty {
      lines.append("# There are no events in the exports, so it has to be a call: the first success of an endpoint.")
    } else {
      lines.append("# Events seen, by developers:")
      lines += events.prefix(10).map { "#   \($0.shown) (\($0.rows) rows, \($0.developers) developers)" }
    }
    lines.append(
      "# `throughline value-moment` finds what separates those who stay from those who leave. `count: 3` means the third."
    )
    lines.append("#value_moment:")
    lines.append("#  description: A developer successfully completes a test transaction with our API")
    if let event = Seen.valueMoment(events) {
      lines.append("#  event: " + quoted(event.name))
    } else {
      lines.append("#  call: " + quoted(Seen.firstWrite(exports) ?? "POST /v1/charges"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quickstart(_ exports: Exports) -> String {
    let pages = Seen.quickstartPages(exports)
    var lines = [
      "# Documentation pages that count as the quickstart; by default those with quickstart or getting-started."
    ]
    if exports.docViews.isEmpty {
      lines.append("# There are no documentation views in the exports.")
    } else if pages.isEmpty {
      lines.append("# No page is named like that: without this key nothing can be said about the quickstart.")
    }
    let names = pages.isEmpty ? ["/docs/quickstart"] : pages
    lines.append("#quickstart: [" + names.map(quoted).joined(separator: ", ") + "]")
    return lines.joined(separator: "\n") + "\n"
  }

  private static let activation = """
    # A sign-up is activated when it reaches the milestone in this many days. Other milestones:
    #   { event: message.sent, count: 100 }, { call: "POST /v1/charges", count: 1 }, { count: 10 } (successful calls)
    #activation: { within_days: 7, milestone: value_moment }

    """

  private static func friction(_ exports: Exports) -> String {
    let call = Seen.firstWrite(exports) ?? "POST /v1/charges"
    return """
      # Steps between sign-up and the value moment, in their order; without the key they are inferred from what those who
      # arrived did. A step is an event (with where), a call or a page, and may have a name.
      #friction: { steps: [{ page: /docs/quickstart }, { event: api_key.created, name: created a key }, { call: \(quoted(call)) }] }

      """
  }

  private static func helloWorld(_ exports: Exports) -> String {
    let ping = exports.endpoints.first { $0.path.lowercased().hasSuffix("/ping") && $0.name.isOneLine }?.name
    return """
      # The call a newcomer makes first; without the key any successful call is one.
      #hello_world: { call: \(quoted(ping ?? "GET /v1/ping")) }

      """
  }

  private static let limits = """
    # Statuses that mean a timeout.
    #timeout_statuses: [0, 408, 504, 522, 524, 598, 599]

    # Successful calls in some seven days from which a developer is scaling.
    #scaling: { calls_per_7d: 1000 }

    # Limits of the developer experience score (4 to 40).
    #dxs: { strong: 34, attention: 25 }

    # A rate on fewer than this is marked as a small sample and fires no signal.
    #min_n: 30

    # Share of a file's rows that may be unreadable before the report carries a caveat.
    #max_bad_rows: 0.01

    """

  private static let depth = """
    # Integration depth, 0 to 100: the weights add up to 1, calls_ref is full volume, the cuts are building and scaling.
    #depth: { weights: { volume: 0.5, coverage: 0.3, features: 0.2 }, calls_ref: 100000, cuts: [25, 60] }

    """

  private static func rates(_ exports: Exports) -> String {
    let others = Seen.currencies(exports).dropFirst().filter { ConfigurationForm<String>.isCurrency($0.name) }
    guard !others.isEmpty else {
      return """
        # What one unit of another currency is in the report's; revenue in a currency without a rate is left out.
        #rates: { EUR: 1.1 }

        """
    }
    let names = others.map { $0.name + ": 1.0" }.joined(separator: ", ")
    return """
      # Revenue in these currencies is left out until they have a rate: put in what one unit is in the report's currency.
      #   \(Seen.list(Array(others)))
      #rates: { \(names) }

      """
  }

  private static func catalogue(_ exports: Exports) -> String {
    exports.endpoints.isEmpty
      ? """
      # There is no catalogue of endpoints: they are learned from the paths of the calls. With openapi.yaml or
      # endpoints.csv in the folder, coverage and unused endpoints can be told.

      """
      : "# The catalogue has \(exports.endpoints.count) endpoints.\n"
  }

  private static let owners = """
    # Who looks after what; each gets a short list in the report and the mail.
    #owners:
    #  endpoints: { "POST /v1/charges": Payments, /v1/payouts: Payouts }
    #  topics: { auth: Identity }
    #  families: { onboarding: Developer relations }
    #  segments: { sdk: { python: SDK team } }

    """

  private static let sources = """
    # Files that are not named by the convention, by table; * within a name, ** over folders.
    # A gateway's format is told from the content, or named: kong, aws-api-gateway … (format: kong). Calls under names
    # of their own, in CSV or JSON, need their columns:
    #sources:
    #  calls:
    #    files: "gateway/*.log.gz"
    #    columns: { ts: time, status: response.code, method: verb, path: request.uri, latency_ms: took }
    #    latency_unit: s
    # A text log is read by the pattern its server writes it with, nginx's log_format or Apache's LogFormat:
    # pattern: '$remote_addr - $remote_user [$time_local] "$request" $status $request_time $http_x_api_key'

    # What was counted is kept in .throughline beside this file, so that a file is read once. none keeps nothing; with a
    # folder named, months whose files are gone stay counted.
    #state: none

    """

  private static let face = """
    # The report's face. The logo stands on the page alone; a section that is false is left out of every output.
    #report:
    #  title: Larkspur Payments API, monthly
    #  logo: logo.png
    #  colours: { accent: "#005a9c", accent_dark: "#8cc8ff" }
    #  sections: { notes: false, sources: false }

    """

  private static let mail = """
    # Header fields of email.eml. Links of the mail go to the reports' folder as it is published.
    #base_url: https://docs.example.com/reports
    #mail:
    #  from: reports@example.com
    #  from_name: Developer relations
    #  to: [leads@example.com]
    #  reply_to: devrel@example.com
    #  list_id: api-report.example.com
    #  subject: "{product}, {month}: {headline}"

    """

  private static let privacy = """
    # Customers by name, by a code, or not at all (none), by output. Codes need a secret, or whoever knows the ids can
    # find out whose they are. Segments of fewer developers or tokens than smallest_group become (other).
    #privacy:
    #  names: { html: name, md: code, email: none, json: name }
    #  key: ${THROUGHLINE_KEY}
    #  smallest_group: 5

    """

  /// A double-quoted scalar; `${` would be taken for a variable.
  static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("${", with: "$${")
    return "\"" + escaped + "\""
  }
}

extension String {
  /// Without characters that a line of YAML cannot hold, as long as a title may be.
  fileprivate var trimmedName: String {
    let name = String(SecretMask.mask(plainText).prefix(80)).replacing("\u{FFFD}", with: " ")
    return name.split(separator: " ").joined(separator: " ")
  }
}
