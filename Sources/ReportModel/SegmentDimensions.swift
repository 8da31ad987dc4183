/// The dimensions a segment can be named by, in the contract's order.
package enum SegmentDimensions {
  package static let all = [
    "endpoint", "api_version", "sdk", "plan", "channel", "region", "country", "company_size", "github_stars",
    "company_id", "topic", "tier", "status",
  ]
}
