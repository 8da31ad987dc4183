package import ReportModel

/// Holds a month's drafts against the ledger: which actions are known, which rest, which are new.
///
/// An action is known by its signal, its title in the table and its segment, and keeps its id while people have not
/// closed it. A declined one is not proposed again unless the metric it is about got worse by a quarter of what it was
/// when it was proposed; a done one not before its signal was quiet in between. A month older than an entry leaves
/// that entry alone.
package struct LedgerRound {
  let month: Month
  /// First day that lies after as_of: what was done later is not done yet.
  let lastDay: Day
  let entries: [LedgerEntry]
  /// For what people wrote: it may hold what must not be published.
  let clean: (String) -> String
  /// Names of companies in place of what stands for them in a draft: what the ledger may say.
  let open: (String) -> String

  /// Part of the value when proposed by which it must have got worse for a declined action to come back.
  static let clearlyWorse = 0.25
  /// Months open without a due date from which the report asks for one.
  static let longOpen = 3
  /// Months for which a quiet signal is still told.
  static let quietTold = 3

  package init(
    month: Month, lastDay: Day, entries: [LedgerEntry], clean: @escaping (String) -> String = { $0 },
    open: @escaping (String) -> String = { $0 }
  ) {
    self.open = open
    self.month = month
    self.lastDay = lastDay
    self.entries = entries
    self.clean = clean
  }

  package struct Settled {
    /// Best score first.
    package var actions: [Action]
    package var resting: [RestingAction]
    package var update: LedgerUpdate
  }

  package func settle(_ drafts: [ActionDraft], outcomes: [SignalOutcome]) -> Settled {
    var taken = Set(entries.map(\.id))
    var seen: Set<String> = []
    var proposed: [(action: Action, draft: ActionDraft, isNew: Bool)] = []
    var resting: [RestingAction] = []
    for draft in drafts {
      guard let entry = entry(for: draft), !seen.contains(entry.id) else {
        var action = draft.action
        action.id = free(action.id, draft.short, &taken)
        action.title = PlainName.of(action.title, limit: 300)
        action.owner = action.owner.map { PlainName.of(clean($0)) }
        proposed.append((opened(action, since: month, status: .proposed), draft, true))
        continue
      }
      seen.insert(entry.id)
      if entry.isDone(before: lastDay) { continue }
      if entry.status == .declined {
        guard let worse = worse(entry, draft) else {
          resting.append(rest(entry, "declined", entry.reason.map(clean) ?? "no reason given"))
          continue
        }
        var action = known(draft, entry)
        action.suggestion = worse
        proposed.append((action, draft, false))
        continue
      }
      proposed.append((known(draft, entry), draft, false))
    }
    let chosen = chosen(of: proposed.map(\.action))
    let ids = Set(chosen.map(\.id))
    var update = LedgerUpdate()
    update.added = proposed.filter { $0.isNew && ids.contains($0.action.id) && !isKnownLater($0.draft) }.map(newEntry)
    for entry in entries where entry.since <= month {
      let state = state(entry, isSeen: seen.contains(entry.id), outcomes)
      update.seen[entry.id] = state
      if let since = state.quietSince, since <= month, month.distance(from: since) < LedgerRound.quietTold,
        entry.status != .declined, !entry.isDone(before: lastDay)
      {
        resting.append(rest(entry, "quiet", "its signal has been quiet since \(since.name)"))
      }
    }
    return Settled(actions: chosen, resting: resting, update: update)
  }

  // MARK: Known or new

  /// The entry a draft continues; the newest where an action was done, and came back.
  private func entry(for draft: ActionDraft) -> LedgerEntry? {
    let earlier = entries.filter { $0.since <= month && $0.signal == draft.action.signal }
    let same = earlier.filter {
      $0.isSame(signal: draft.action.signal, proposal: draft.proposal, segment: draft.segment)
    }
    if let newest = same.max(by: { ($0.since, $0.id) < ($1.since, $1.id) }) {
      let cameBack = newest.isDone(before: lastDay) && (newest.quietSince.map { $0 <= month } ?? false)
      return cameBack ? nil : newest
    }
    // No segment stands out any more: that is still the action somebody works on.
    guard draft.segment.isEmpty else { return nil }
    let open = earlier.filter {
      ($0.proposal ?? $0.title) == draft.proposal && $0.quietSince == nil && $0.status != .declined
        && !$0.isDone(before: lastDay)
    }
    return open.count == 1 ? open[0] : nil
  }

  /// A later report knows it already: this one, made again, adds nothing.
  private func isKnownLater(_ draft: ActionDraft) -> Bool {
    entries.contains {
      $0.since > month && $0.isSame(signal: draft.action.signal, proposal: draft.proposal, segment: draft.segment)
    }
  }

  private func free(_ id: String, _ short: String, _ taken: inout Set<String>) -> String {
    var id = id
    var number = 1
    while taken.contains(id) {
      id = "\(month)-\(short)-\(number)"
      number += 1
    }
    taken.insert(id)
    return id
  }

  private func newEntry(_ new: (action: Action, draft: ActionDraft, isNew: Bool)) -> LedgerEntry {
    var entry = LedgerEntry(id: new.action.id, title: open(new.action.title), signal: new.action.signal, since: month)
    entry.proposal = new.draft.proposal == new.action.title ? nil : new.draft.proposal
    entry.segment = new.draft.segment
    entry.openFor = 1
    entry.owner = new.action.owner
    entry.expect = new.action.expect
    return entry
  }

  private func state(_ entry: LedgerEntry, isSeen: Bool, _ outcomes: [SignalOutcome]) -> LedgerUpdate.Seen {
    let isChecked = outcomes.contains { $0.row.id == entry.signal && $0.result.unavailable == nil }
    var lastSeen = entry.lastSeen
    var quiet = entry.quietSince
    if isSeen {
      lastSeen = max(lastSeen, month)
      if let since = quiet, since <= month { quiet = nil }
    } else if isChecked, month > lastSeen {
      quiet = min(quiet ?? month, month)
    }
    return .init(lastSeen: lastSeen, openFor: lastSeen.distance(from: entry.since) + 1, quietSince: quiet)
  }

  // MARK: For the report

  private func known(_ draft: ActionDraft, _ entry: LedgerEntry) -> Action {
    var action = draft.action
    action.id = entry.id
    // A title nobody changed is the draft's: each output names companies in its own way.
    let title = PlainName.of(action.title, limit: 300)
    action.title = open(title) == entry.title ? title : PlainName.of(clean(entry.title), limit: 300)
    action.owner = entry.owner.map { PlainName.of(clean($0)) } ?? action.owner
    if let effort = entry.effort, effort != action.rice.effort {
      let rice = action.rice
      action.rice = Action.RICE(
        reach: rice.reach, impact: rice.impact, confidence: rice.confidence, effort: effort, unit: rice.unit,
        because: (rice.because ?? []) + ["effort \(NumberFormat.factor(effort)): from the ledger"])
    }
    action.expect = entry.expect ?? action.expect
    action.due = entry.due.map(Civil.iso)
    action.note = entry.note.map { PlainName.of(clean($0), limit: 400) }
    let status: ActionStatus = entry.status == .done ? .accepted : entry.status
    return opened(action, since: entry.since, status: status)
  }

  private func opened(_ action: Action, since: Month, status: ActionStatus) -> Action {
    var action = action
    action.status = status
    action.since = since
    let months = month.distance(from: since) + 1
    action.openMonths = months
    if let due = action.due.flatMap({ Civil.day(iso: $0) }) {
      if due < lastDay { action.suggestion = "its due date has passed: set a new one, or close it" }
    } else if months >= LedgerRound.longOpen {
      action.suggestion = "open for \(months) months without a due date: set one, or decline it"
    }
    return action
  }

  /// Why a declined action comes back; nil while its reason stands.
  private func worse(_ entry: LedgerEntry, _ draft: ActionDraft) -> String? {
    guard let then = entry.expect?.value, let expect = draft.action.expect, expect.metric == entry.expect?.metric,
      let now = expect.value
    else { return nil }
    let change = expect.direction == "down" ? now - then : then - now
    guard then != 0, change >= LedgerRound.clearlyWorse * abs(then) else { return nil }
    return "declined (\(entry.reason.map { PlainName.of(clean($0), limit: 200) } ?? "no reason given")), and proposed "
      + "again: what it is about is \(NumberFormat.percent(change / abs(then), decimals: 0)) worse than then"
  }

  private func rest(_ entry: LedgerEntry, _ state: String, _ why: String) -> RestingAction {
    RestingAction(
      id: entry.id, title: PlainName.of(clean(entry.title), limit: 300), state: state,
      why: PlainName.of(why, limit: 400))
  }

  /// What people accepted, then the best action of every signal before second ones: what touches few accounts is not
  /// crowded out by what touches every developer a little.
  private func chosen(of open: [Action]) -> [Action] {
    var counts: [String: Int] = [:]
    let allowed = open.filter { action in
      counts[action.signal, default: 0] += 1
      return action.status == .accepted || counts[action.signal, default: 0] <= ActionPlanner.mostPerSignal
    }.sorted { ($1.rice.score, $0.id) < ($0.rice.score, $1.id) }
    var seen: Set<String> = []
    let accepted = allowed.filter { $0.status == .accepted }
    seen.formUnion(accepted.map(\.signal))
    let firsts = allowed.filter { $0.status != .accepted && seen.insert($0.signal).inserted }
    let kept = accepted + firsts.prefix(max(0, ActionPlanner.most - accepted.count))
    let ids = Set(kept.map(\.id))
    let others = allowed.filter { !ids.contains($0.id) }.prefix(max(0, ActionPlanner.most - kept.count))
    let all = ids.union(others.map(\.id))
    return allowed.filter { all.contains($0.id) }
  }
}

extension LedgerEntry {
  /// Done, and not only after the last day that is believed.
  package func isDone(before lastDay: Day) -> Bool { isDone && (doneOn.map { $0 < lastDay } ?? true) }
}
