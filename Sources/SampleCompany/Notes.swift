extension Exports {
  /// Writes interview notes; two of October's say what is wrong with the token step.
  mutating func writeNotes(_ world: World, _ journeys: Journeys) throws {
    let refused = Set(journeys.calls.filter { $0.status == 401 }.compactMap { world.tokens[$0.token].developer })
    let met401 = refused.sorted().map { world.developers[$0] }.filter { developer in
      guard developer.isAffected, let first = developer.firstSuccess else { return false }
      return first < Timeline.moment(2026, 10, 20)
    }
    let python = [met401.first, met401.dropFirst().first]
    let throttled = world.companies.first { $0.role == .throttled }
    let fading = world.companies.first { $0.role == .fading }
    for (name, front, text) in [
      (
        "2026-10-21-first-day-with-python.md", id(python[0], "2026-10-21", "[onboarding, auth, python]"),
        """
        Signed up in the morning and followed the Python quickstart. The **token step** failed with a `401`: the page
        still shows `api_key=`, the 4.0 client wants a client id and a secret. Found the answer in the changelog
        much later. "I was about to try the other provider."
        """
      ),
      (
        "2026-10-27-python-backend-team.md", id(python[1], "2026-10-27", "[onboarding, auth, python]"),
        """
        Backend developer, second project with us. `POST /v1/token` answered `401` without saying which header is
        missing. After the token step everything was quick.
        """
      ),
      (
        "2026-10-15-growing-and-throttled.md", id(throttled, "2026-10-15", "[rate-limits, growth]"),
        """
        Volume is up since they opened two more countries. They now see `429` every day and built a queue of
        their own. They would pay for a higher limit if the pricing page said how.
        """
      ),
      (
        "2026-08-12-quarterly-call.md", id(fading, "2026-08-12", "[account]"),
        """
        Content with reliability. Compares prices with a second provider before the next contract.
        """
      ),
      (
        "2026-06-18-node-onboarding.md", "---\ndate: 2026-06-18\ntags: [onboarding, node]\n---\n",
        """
        First call within twenty minutes. Liked the test cards; wants an example for partial capture.
        """
      ),
      (
        "2026-03-24-partner-workshop.md", "---\ndate: 2026-03-24\ntags: [partner]\n---\n",
        """
        Three agencies in one room. They integrate for many customers and would like a key for each of them.
        """
      ),
    ] {
      try write("notes/\(name)", front + "\n" + text + "\n")
    }
  }

  private func id(_ developer: Developer?, _ date: String, _ tags: String) -> String {
    "---\ndate: \(date)\ntags: \(tags)\ndeveloper_id: \(developer?.id ?? "")\n---\n"
  }

  private func id(_ company: Company?, _ date: String, _ tags: String) -> String {
    "---\ndate: \(date)\ntags: \(tags)\ncompany_id: \(company?.id ?? "")\n---\n"
  }

  /// Writes the configuration; limits that speak of volume follow the size of the sample.
  mutating func writeConfiguration(_ options: SampleOptions) throws {
    try write(
      "throughline.yaml",
      """
      # Configuration of the sample company. Every key but `product` has a default.
      product: Larkspur Payments API
      timezone: UTC
      currency: USD
      value_moment:
        description: A developer successfully completes a test transaction with our API
        event: transaction.success
        where: { mode: test }
      quickstart: [/docs/quickstart]
      activation: { within_days: 7, milestone: value_moment }
      hello_world: { call: "GET /v1/ping" }
      scaling: { calls_per_7d: \(max(10, options.calls / 20_000)) }
      depth: { calls_ref: \(max(100, options.calls / 500)) }
      rates: { EUR: 1.1 }
      owners:
        endpoints: { /v1/charges: Payments, /v1/refunds: Payments, /v1/payouts: Payouts, /v1/token: Identity }
        topics: { auth: Identity, webhooks: Platform }
        families: { onboarding: Onboarding }
        segments: { sdk: { python: SDK team }, channel: { paid_search: Growth } }

      """)
  }
}
