/// Rows of the small tables, as loaders hand them on. Optional = the cell was absent, empty or unreadable.

package struct DeveloperRecord: Hashable, Sendable {
  package var id: String
  package var signedUpAt: Instant
  package var companyID: String?
  package var channel: String?
  package var plan: String?
  package var country: String?
  package var sdk: String?
  package var githubStars: Int?
  /// `is_internal` or `is_test`.
  package var isExcluded: Bool

  package init(
    id: String, signedUpAt: Instant, companyID: String? = nil, channel: String? = nil, plan: String? = nil,
    country: String? = nil, sdk: String? = nil, githubStars: Int? = nil, isExcluded: Bool = false
  ) {
    self.id = id
    self.signedUpAt = signedUpAt
    self.companyID = companyID
    self.channel = channel
    self.plan = plan
    self.country = country
    self.sdk = sdk
    self.githubStars = githubStars
    self.isExcluded = isExcluded
  }
}

package struct CompanyRecord: Hashable, Sendable {
  package var id: String
  package var name: String?
  package var size: String?
  package var plan: String?
  package var industry: String?

  package init(id: String, name: String? = nil, size: String? = nil, plan: String? = nil, industry: String? = nil) {
    self.id = id
    self.name = name
    self.size = size
    self.plan = plan
    self.industry = industry
  }
}

/// The token itself is a secret: it is compared, never printed and never stored.
package struct TokenRecord: Hashable, Sendable {
  package var token: String
  package var developerID: String?
  package var companyID: String?

  package init(token: String, developerID: String? = nil, companyID: String? = nil) {
    self.token = token
    self.developerID = developerID
    self.companyID = companyID
  }
}

package struct EventRecord: Hashable, Sendable {
  package var time: Instant
  package var name: String
  package var developerID: String?
  /// Every further column, as text; booleans are `true`/`false`, numbers as written.
  package var properties: [String: String]

  package init(time: Instant, name: String, developerID: String? = nil, properties: [String: String] = [:]) {
    self.time = time
    self.name = name
    self.developerID = developerID
    self.properties = properties
  }
}

package struct DocViewRecord: Hashable, Sendable {
  package var time: Instant
  package var page: String
  package var developerID: String?

  package init(time: Instant, page: String, developerID: String? = nil) {
    self.time = time
    self.page = page
    self.developerID = developerID
  }
}

package struct RevenueRecord: Hashable, Sendable {
  package var time: Instant
  package var companyID: String
  /// Major units of its currency; a refund counts as −|amount|.
  package var amount: Double
  /// Upper-case code; nil = the report's.
  package var currency: String?
  package var kind: String?

  package init(time: Instant, companyID: String, amount: Double, currency: String? = nil, kind: String? = nil) {
    self.time = time
    self.companyID = companyID
    self.amount = amount
    self.currency = currency
    self.kind = kind
  }
}

package struct TicketRecord: Hashable, Sendable {
  package var createdAt: Instant
  package var id: String?
  package var developerID: String?
  package var companyID: String?
  package var topic: String?
  package var endpoint: String?
  package var subject: String?

  package init(
    createdAt: Instant, id: String? = nil, developerID: String? = nil, companyID: String? = nil,
    topic: String? = nil, endpoint: String? = nil, subject: String? = nil
  ) {
    self.createdAt = createdAt
    self.id = id
    self.developerID = developerID
    self.companyID = companyID
    self.topic = topic
    self.endpoint = endpoint
    self.subject = subject
  }
}

package struct SurveyRecord: Hashable, Sendable {
  package var respondedAt: Instant
  package var documentation: Double?
  package var reliability: Double?
  package var support: Double?
  package var ease: Double?
  package var comment: String?
  package var developerID: String?

  package init(
    respondedAt: Instant, documentation: Double? = nil, reliability: Double? = nil, support: Double? = nil,
    ease: Double? = nil, comment: String? = nil, developerID: String? = nil
  ) {
    self.respondedAt = respondedAt
    self.documentation = documentation
    self.reliability = reliability
    self.support = support
    self.ease = ease
    self.comment = comment
    self.developerID = developerID
  }
}

package struct IncidentRecord: Hashable, Sendable {
  package var startedAt: Instant
  /// nil = still open.
  package var resolvedAt: Instant?
  /// Lower case: none, minor, major, critical, maintenance; nil where the export does not say.
  package var impact: String?
  package var title: String?
  package var components: String?

  package init(
    startedAt: Instant, resolvedAt: Instant? = nil, impact: String? = nil, title: String? = nil,
    components: String? = nil
  ) {
    self.startedAt = startedAt
    self.resolvedAt = resolvedAt
    self.impact = impact
    self.title = title
    self.components = components
  }
}

package struct WebhookRecord: Hashable, Sendable {
  package var triggeredAt: Instant
  package var deliveredAt: Instant?
  package var endpoint: String?
  package var status: Int?

  package init(triggeredAt: Instant, deliveredAt: Instant? = nil, endpoint: String? = nil, status: Int? = nil) {
    self.triggeredAt = triggeredAt
    self.deliveredAt = deliveredAt
    self.endpoint = endpoint
    self.status = status
  }
}

/// Something the company did on a day; an empty scope means everything.
package struct ChangeRecord: Hashable, Sendable {
  package var day: Day
  package var title: String
  package var kind: String?
  package var url: String?
  /// Segment key → value, for the keys endpoint, api_version, sdk, plan, channel, region, company_id, metric.
  package var scope: [String: String]

  package init(day: Day, title: String, kind: String? = nil, url: String? = nil, scope: [String: String] = [:]) {
    self.day = day
    self.title = title
    self.kind = kind
    self.url = url
    self.scope = scope
  }
}

package struct EndpointRecord: Hashable, Sendable {
  /// Upper case.
  package var method: String
  /// Path template, without trailing slash, query or fragment.
  package var path: String
  package var latencyClass: String?
  /// First tag where several.
  package var tag: String?
  package var deprecated: Bool
  package var owner: String?

  /// `METHOD template`, its name everywhere.
  package var name: String { method + " " + path }

  package init(
    method: String, path: String, latencyClass: String? = nil, tag: String? = nil, deprecated: Bool = false,
    owner: String? = nil
  ) {
    self.method = method
    self.path = path
    self.latencyClass = latencyClass
    self.tag = tag
    self.deprecated = deprecated
    self.owner = owner
  }
}

/// An interview note: Markdown with front matter.
package struct NoteRecord: Hashable, Sendable {
  package var file: String
  package var day: Day?
  package var tags: [String]
  package var developerID: String?
  package var companyID: String?
  package var title: String?
  /// Markdown without the front matter.
  package var body: String

  package init(
    file: String, day: Day? = nil, tags: [String] = [], developerID: String? = nil, companyID: String? = nil,
    title: String? = nil, body: String
  ) {
    self.file = file
    self.day = day
    self.tags = tags
    self.developerID = developerID
    self.companyID = companyID
    self.title = title
    self.body = body
  }
}
