/// What became of an action of an earlier report.
package struct FollowUp: Codable, Hashable, Sendable {
  package var action: String
  /// `worked`, `did not`, `too early`, `not measurable`.
  package var verdict: String
  package var statement: String
  package var title: String?
  package var owner: String?
  /// What was looked at: the metric, and where; nil = everywhere.
  package var metric: String?
  package var segment: [String: String]?
  /// ISO date.
  package var doneOn: String?
  /// The metric there before and after that day, in its own unit.
  package var before: Double?
  package var after: Double?
  /// The change beyond what moved everywhere, with its 95 % interval.
  package var effect: Effect?
  /// What to do about it, such as to stop.
  package var suggestion: String?

  /// A change held against a control.
  package struct Effect: Codable, Hashable, Sendable {
    /// In `scale`.
    package var value: Double
    /// 95 %, `[low, high]`.
    package var interval: [Double]
    /// `absolute`: in the metric's unit; `share`: of units that are slower than half (or the quantile) was before;
    /// `relative`: of the level before.
    package var scale: Scale
    /// `rest`: the same metric outside the segment over the same days; `scatter`: how much it moves from month to
    /// month anyway.
    package var control: Control
    /// The change of the control, in the same scale; nil for `scatter`.
    package var controlChange: Double?

    package enum Scale: String, Codable, Hashable, Sendable { case absolute, share, relative }
    package enum Control: String, Codable, Hashable, Sendable { case rest, scatter }

    enum CodingKeys: String, CodingKey {
      case value, interval, scale, control
      case controlChange = "control_change"
    }

    package init(value: Double, interval: [Double], scale: Scale, control: Control, controlChange: Double? = nil) {
      self.value = value
      self.interval = interval
      self.scale = scale
      self.control = control
      self.controlChange = controlChange
    }
  }

  enum CodingKeys: String, CodingKey {
    case action, verdict, statement, title, owner, metric, segment, before, after, effect, suggestion
    case doneOn = "done_on"
  }

  package init(action: String, verdict: String, statement: String) {
    self.action = action
    self.verdict = verdict
    self.statement = statement
  }
}

/// What last month's report expected of an action, beside what came.
package struct ExpectedOutcome: Codable, Hashable, Sendable {
  package var action: String
  package var title: String
  package var metric: String
  package var segment: [String: String]?
  package var direction: String
  package var target: Double?
  package var by: Month
  /// What the metric was when the action was proposed.
  package var then: Double?
  /// What it is this month.
  package var now: Double?
  /// `met`, `not met` once its month is over, `open` before; `unknown` where it cannot be measured.
  package var state: String

  package init(
    action: String, title: String, metric: String, segment: [String: String]?, direction: String, target: Double?,
    by: Month, then: Double?, now: Double?, state: String
  ) {
    self.action = action
    self.title = title
    self.metric = metric
    self.segment = segment
    self.direction = direction
    self.target = target
    self.by = by
    self.then = then
    self.now = now
    self.state = state
  }
}

/// Actions of the ledger that are not proposed this month, and why.
package struct RestingAction: Codable, Hashable, Sendable {
  package var id: String
  package var title: String
  /// `declined`, `quiet`, `done`.
  package var state: String
  /// The reason somebody gave, or since when its signal is quiet.
  package var why: String

  package init(id: String, title: String, state: String, why: String) {
    self.id = id
    self.title = title
    self.state = state
    self.why = why
  }
}

/// A published figure that today's data give otherwise.
package struct Revision: Codable, Hashable, Sendable {
  /// The report it stands in.
  package var month: Month
  package var metric: String
  package var old: Double?
  package var new: Double?
  /// Why, as far as the files tell.
  package var why: String

  package init(month: Month, metric: String, old: Double?, new: Double?, why: String) {
    self.month = month
    self.metric = metric
    self.old = old
    self.new = new
    self.why = why
  }
}

/// A definition, threshold or value moment that is not what it was in the last report.
package struct DefinitionChange: Codable, Hashable, Sendable {
  package var key: String
  package var old: String?
  package var new: String?
  /// The last report that was made under the old one.
  package var since: Month

  package init(key: String, old: String?, new: String?, since: Month) {
    self.key = key
    self.old = old
    self.new = new
    self.since = since
  }
}

/// What of a report is somebody's.
package struct OwnerView: Codable, Hashable, Sendable {
  package var owner: String
  /// Ranks.
  package var findings: [Int]
  /// Ids.
  package var actions: [String]
  package var followups: [String]

  package init(owner: String, findings: [Int] = [], actions: [String] = [], followups: [String] = []) {
    self.owner = owner
    self.findings = findings
    self.actions = actions
    self.followups = followups
  }

  package var isEmpty: Bool { findings.isEmpty && actions.isEmpty && followups.isEmpty }
}
