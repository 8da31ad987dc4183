extension Exports {
  /// Writes who there is, and the catalogues: developers, companies, tokens, endpoints, changes, incidents.
  mutating func writeAccounts(_ world: World) throws {
    try writeCSV(
      "developers.csv",
      header: "developer_id,signed_up_at,company_id,channel,plan,country,sdk,github_stars,email,is_internal,is_test",
      rows: world.developers.filter { $0.signedUp < Timeline.end }.map { developer in
        [
          developer.id, Timeline.iso(developer.signedUp), developer.company.map { world.companies[$0].id } ?? "",
          Words.channels[developer.channel], Words.plans[developer.plan], Words.countries[developer.country],
          Words.sdks[developer.sdk], String(developer.stars), developer.email, String(developer.isInternal),
          String(developer.isTest),
        ]
      })
    try writeCSV(
      "companies.csv", header: "company_id,name,size,plan,industry",
      rows: world.companies.map { [$0.id, $0.name, Words.sizes[$0.size], Words.plans[$0.plan], $0.industry] })
    let listed = world.tokens.filter { !$0.isUnlisted && $0.created < Timeline.end }
    try writeCSV(
      "tokens.csv", header: "token,developer_id,company_id,created_at,revoked_at",
      rows: listed.sorted { ($0.created, $0.secret) < ($1.created, $1.secret) }.map { token in
        [
          token.secret, token.developer.map { world.developers[$0].id } ?? "",
          token.company.map { world.companies[$0].id } ?? "", Timeline.iso(token.created),
          token.revoked.map(Timeline.iso) ?? "",
        ]
      })
    try writeCSV("endpoints.csv", header: "method,path,class,tag,deprecated,owner", rows: Catalogue.rows)
    try writeCSV("changes.csv", header: Changes.header, rows: Changes.rows)
    try write("incidents.json", Incidents.json)
  }

  /// Writes what developers did: product events, documentation views, webhook deliveries.
  mutating func writeUsage(_ world: World, _ journeys: Journeys, _ traffic: Traffic) throws {
    try writeLines(
      "events.ndjson",
      journeys.events.lazy.map { event in
        #"{"ts":"\#(Timeline.iso(event.at))","name":"\#(event.name)","#
          + #""developer_id":"\#(world.developers[event.developer].id)"\#(event.properties)}"#
      })
    try writeLines(
      "doc_views.ndjson.gz", gzip: true,
      DocViews(world).rows.lazy.map { view in
        let developer = view.developer.map { world.developers[$0].id } ?? ""
        return #"{"ts":"\#(Timeline.iso(view.at))","page":"\#(view.page)","developer_id":"\#(developer)"}"#
      })
    try writeLines("webhooks.ndjson", Webhooks.lines(world, traffic))
  }

  /// Writes money and moods: invoices, tickets, surveys.
  mutating func writeBusiness(_ world: World, liveCalls: [[Int]]) throws {
    try writeCSV(
      "revenue.csv", header: "date,company_id,amount,currency,kind", rows: Revenue.rows(world, liveCalls))
    try writeCSV(
      "tickets.csv", header: "created_at,ticket_id,developer_id,company_id,topic,endpoint,subject",
      rows: Tickets(world).rows)
    try writeCSV(
      "surveys.csv", header: "responded_at,documentation,reliability,support,ease,comment,developer_id",
      rows: Surveys.rows(world))
  }
}
