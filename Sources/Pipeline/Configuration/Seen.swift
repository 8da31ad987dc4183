import Loaders
import ReportModel

/// What exports show that a configuration speaks of.
enum Seen {
  struct Currency {
    let name: String
    let rows: Int
  }

  struct Event {
    let name: String
    /// For people.
    let shown: String
    let rows: Int
    let developers: Int
  }

  /// The most frequent first.
  static func currencies(_ exports: Exports) -> [Currency] {
    var rows: [String: Int] = [:]
    for row in exports.revenue { if let currency = row.currency { rows[currency, default: 0] += 1 } }
    return rows.map { Currency(name: $0.key, rows: $0.value) }.sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }
  }

  /// `USD (120 rows), EUR (3 rows)`.
  static func list(_ currencies: [Currency]) -> String {
    currencies.prefix(12).map { "\(SecretMask.mask($0.name.plainText)) (\($0.rows) rows)" }.joined(separator: ", ")
  }

  /// Events by the developers that have them; names that no line can hold, or that look like secrets, are left out.
  static func events(_ exports: Exports) -> [Event] {
    var rows: [String: Int] = [:]
    var developers: [String: Set<String>] = [:]
    for event in exports.events {
      rows[event.name, default: 0] += 1
      if let developer = event.developerID { developers[event.name, default: []].insert(developer) }
    }
    let events = rows.compactMap { name, rows -> Event? in
      guard name.isOneLine, SecretMask.mask(name) == name, name.count <= 80 else { return nil }
      return Event(name: name, shown: name, rows: rows, developers: developers[name]?.count ?? 0)
    }
    return events.sorted { ($1.developers, $1.rows, $0.name) < ($0.developers, $0.rows, $1.name) }
  }

  /// The event to propose: one that speaks of success, else the first that does not speak of arriving.
  static func valueMoment(_ events: [Event]) -> Event? {
    let arriving = [
      "signup", "sign_up", "sign-up", "signed", "login", "logged", "view", "seen", "email", "verif", "key",
    ]
    func speaks(_ event: Event, of words: [String]) -> Bool { words.contains { event.name.lowercased().contains($0) } }
    return events.first { speaks($0, of: ["success", "succeed"]) } ?? events.first { !speaks($0, of: arriving) }
      ?? events.first
  }

  /// Pages that look like the quickstart, sorted.
  static func quickstartPages(_ exports: Exports) -> [String] {
    let pages = Set(exports.docViews.map(\.page)).filter { page in
      let name = page.lowercased()
      return page.isOneLine && page.count <= 200 && SecretMask.mask(page) == page
        && ["quickstart", "quick-start", "getting-started", "get-started"].contains { name.contains($0) }
    }
    return Array(pages.sorted().prefix(10))
  }

  /// The first endpoint of the catalogue that makes something.
  static func firstWrite(_ exports: Exports) -> String? {
    exports.endpoints.first { $0.method == "POST" && !$0.deprecated && $0.name.isOneLine }?.name
  }
}

extension String {
  /// Nothing in it ends a line or is invisible.
  var isOneLine: Bool { plainText == self }
}
