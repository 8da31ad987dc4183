import Foundation

/// Writes a planted month as the exports a company would have: calls and small tables, with decoys among the changes.
struct PlantedExports {
  var world: PlantedWorld
  let scenario: Scenario
  let folder: String
  var dice: Dice
  var requests = 0
  var text: CallText
  var events = "ts,name,developer_id,mode\n"
  var views = "ts,page,developer_id\n"

  init(world: PlantedWorld, scenario: Scenario, folder: String, seed: UInt64) {
    self.world = world
    self.scenario = scenario
    self.folder = folder
    text = CallText(calendar: world.calendar)
    dice = Dice(seed: seed &+ 77)
  }

  var calendar: PlantedCalendar { world.calendar }
  var effects: Effects { scenario.effects }
  /// Seconds at which the export ends.
  var last: Double { Double(effects.end ?? calendar.days) * 86_400 }
  /// First second of the report's month.
  var monthStart: Double { Double(calendar.report.lowerBound) * 86_400 }

  /// Every table in a fixed order, since all draw from the same dice.
  mutating func write() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    addCampaign()
    bunchSignUps()
    for index in world.developers.indices { onboard(index) }
    for day in 0..<calendar.days where Double(day) * 86_400 < last { traffic(day) }
    try Data(text.bytes).write(to: URL(fileURLWithPath: folder + "/calls.ndjson"))
    try put("events.csv", events)
    try put("doc_views.csv", views)
    try put("throughline.yaml", configuration)
    try writePeople()
    try put("revenue.csv", revenue())
    try put("tickets.csv", tickets())
    try put("surveys.csv", surveys())
    try put("incidents.csv", incidents())
    try put("changes.csv", changes())
  }

  func put(_ name: String, _ text: String) throws {
    if name == effects.missingFile { return }
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  private var configuration: String {
    """
    product: Planted API
    value_moment: { event: transaction.success, where: { mode: test } }
    quickstart: [/docs/quickstart]

    """
  }
}
