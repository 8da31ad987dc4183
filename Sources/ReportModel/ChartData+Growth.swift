extension ChartData {
  /// Growth accounting of active tokens, week by week, 13 weeks, oldest first.
  ///
  /// `active` = the week before's `active` + `new` + `returned` − `lost`, for every week but the first.
  package struct GrowthWeek: Codable, Hashable, Sendable {
    /// Its Monday, ISO date.
    package var week: String
    /// Tokens with a call answered other than 401.
    package var active: Int
    /// Never seen before this week.
    package var new: Int
    /// Seen before, though not in the week before.
    package var returned: Int
    /// Active in the week before, not in this one; counted positive.
    package var lost: Int
    /// Belongs to the report's month.
    package var isCurrent: Bool

    enum CodingKeys: String, CodingKey {
      case week, active, new, returned, lost
      case isCurrent = "is_current"
    }

    package init(week: String, active: Int, new: Int, returned: Int, lost: Int, isCurrent: Bool) {
      self.week = week
      self.active = active
      self.new = new
      self.returned = returned
      self.lost = lost
      self.isCurrent = isCurrent
    }
  }
}
