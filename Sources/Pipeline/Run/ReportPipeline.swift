import Foundation
import Loaders
import Metrics
import Narrative
package import ReportModel
import Renderers
import Signals

/// The run on one page: read, count, measure, judge, tell, render, write.
package struct ReportPipeline {
  let options: RunOptions

  /// Renderer ids that `--format` takes.
  package static var formats: [String] { RendererCatalog.ids }

  /// The action ledger's file in the folder of the reports.
  package static var ledgerName: String { LedgerFile.name }

  package init(_ options: RunOptions) { self.options = options }

  package struct Outcome {
    /// As `report.json` tells it.
    package var report: Report
    /// The file to open.
    package var mainFile: String
    /// For standard error.
    package var notes: [String]
  }

  /// The main job. The report is written whatever the verdict on the data.
  ///
  /// - Throws: `RunError`, `ConfigurationError`, `LoadError`, `OutputError`, or a template's or signal table's error.
  package func run(progress: (any ProgressReporter)? = nil) throws -> Outcome {
    // What the user can get wrong in text files is found before the long work.
    let configuration = try ConfigurationFile.load(options)
    let renderers = try RendererSet(options: options, configuration: configuration)
    let signals = try SignalFile.load(beside: options)
    let ledger = try LedgerFile.load(options)
    let loaded = try LoadedMonth.load(options, progress: progress)
    let companies = loaded.companyNames
    var (report, update) = assemble(loaded, companies: companies, signals: signals, ledger: ledger)
    report.previousReport = Archive.months(below: options.out).last { $0 < report.month }
    var rendering = try renderers.render(report, companies: companies)
    if let rejects = RejectsFile.make(loaded.rejects, companies: companies, privacy: configuration.privacy) {
      rendering.files.append(rejects)
    }
    let directory = options.out + "/" + report.month.description
    try ReportWriter.write(rendering.files, as: directory)
    try ledger.write(update)
    try Archive.update(
      below: options.out, with: rendering.report, templates: renderers.templates, privacy: configuration.privacy)
    let main = ["index.html", "report.md", "email.html", "report.json"].first { name in
      rendering.files.contains { $0.path == name }
    }
    return Outcome(
      report: rendering.report, mainFile: directory + "/" + (main ?? "report.json"),
      notes: loaded.notes + rendering.notes)
  }

  package struct CheckOutcome {
    package var text: String
    package var verdict: DataVerdict
    package var notes: [String]
  }

  /// Reads everything and judges the data; writes no report.
  package func check(progress: (any ProgressReporter)? = nil) throws -> CheckOutcome {
    let loaded = try LoadedMonth.load(options, progress: progress)
    let metrics = MetricEngine(world: loaded.world, window: loaded.window).measure().map(\.result)
    return CheckOutcome(
      text: CheckText(loaded: loaded, metrics: metrics).text(), verdict: loaded.verdict, notes: loaded.notes)
  }

  /// One metric with where its change sits, when it began and what fits; no report is written.
  ///
  /// - Throws: as `run`; `RunError` where there is no such metric.
  package func explain(
    metric id: String, progress: (any ProgressReporter)? = nil
  ) throws -> (report: Report, finding: Finding) {
    guard MetricCatalog.all.contains(where: { $0.id == id }) else {
      let nearest = NearestName.of(id, among: MetricCatalog.all.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
      throw RunError(.usage, "there is no metric '\(id)'\(nearest)")
    }
    let loaded = try LoadedMonth.load(options, progress: progress)
    let engine = MetricEngine(world: loaded.world, window: loaded.window)
    let (report, assessed, facts) = measured(loaded, engine)
    let input = MonthContext.findingInput(loaded, month: engine.month, assessed: assessed, facts: facts)
    let finding = assessed.first { $0.result.id == id }.map { FindingBuilder.explain($0, input) }
    var sealed = report
    sealed.findings = [finding ?? Finding(rank: 1, metric: id, verdict: .unavailable, statement: "")]
    let told = try ReportNaming(companies: loaded.companyNames, naming: .name, keepsIDs: true).apply(to: sealed)
    return (told, told.findings[0])
  }

  /// Writes the calls' tables as the folder `out`; a folder that is no rollup is not replaced.
  package func rollup(out: String, progress: (any ProgressReporter)? = nil) throws {
    let isThere = (try? FileManager.default.contentsOfDirectory(atPath: out))?.isEmpty == false
    if isThere, !FileManager.default.fileExists(atPath: out + "/" + RollupManifest.file) {
      throw OutputError(path: out, detail: "the folder is there and holds no rollup")
    }
    try ReportWriter.write(try LoadedMonth.rollup(options, progress: progress), as: out)
  }

  /// A commented configuration for a folder, for `throughline init`.
  package static func initialConfiguration(data: String) throws -> String {
    let folder = try ExportFolder.scan(directory: data, sources: [:])
    guard !folder.files.isEmpty else { throw RunError(.noInput, "\(data): no exports found to look at") }
    let tables = TableLoader.load(folder: folder, configuration: ReportConfiguration(), zone: .utc)
    let name = URL(fileURLWithPath: data).standardizedFileURL.lastPathComponent
    return InitialConfiguration.text(exports: tables.exports, folderName: name)
  }

  /// Everything between the exports and the finished report.
  private func assemble(
    _ loaded: LoadedMonth, companies: CompanyNames, signals: SignalTable, ledger: LedgerFile
  ) -> (report: Report, update: LedgerUpdate) {
    let engine = MetricEngine(world: loaded.world, window: loaded.window)
    var (report, assessed, facts) = measured(loaded, engine)
    report.tables = TableBuilder(month: engine.month, names: .withoutSecrets).build()
    report.charts = ChartSeries(month: engine.month, metrics: assessed).build()
    report.sources = loaded.sources
    report.exclusions = Exclusions(
      developers: loaded.exports.developers.count { $0.isExcluded },
      currencies: engine.world.currenciesLeftOut.keys.sorted())
    let past = PastReports.load(before: report.month, below: options.out)
    compare(&report, with: past, signals: signals, loaded: loaded, engine: engine)
    var update = LedgerUpdate()
    if loaded.verdict.level != .refuse {
      report.tables["value_moment_candidates"] =
        ValueMomentFinder(month: engine.month, filter: .withoutSecrets).find().rows
      let outcomes = judge(
        &report, month: engine.month, assessed: assessed, facts: facts, signals: signals, loaded: loaded)
      update = MonthActions(
        loaded: loaded, companies: companies, engine: engine, assessed: assessed, facts: facts, ledger: ledger,
        past: past
      ).fill(&report, outcomes)
      let owners = OwnerViews(map: loaded.configuration.owners).views(of: report)
      report.owners = owners.isEmpty ? nil : owners
    }
    report.narrative = Narrator(report: report).write()
    return (report, update)
  }

  /// What the reports before said under which definitions.
  private func compare(
    _ report: inout Report, with past: PastReports, signals: SignalTable, loaded: LoadedMonth, engine: MetricEngine
  ) {
    report.definitions = Definitions.record(loaded.configuration, signals: signals)
    let changes = Definitions.changes(report.definitions ?? [:], since: past.reports.first)
    report.definitionChanges = changes.isEmpty ? nil : changes
    let revisions = Revisions(
      engine: engine, past: past, sources: loaded.sources, changes: changes, report: report
    ).find()
    report.revisions = revisions.isEmpty ? nil : revisions
  }

  /// The judged metrics, in a report that holds nothing else yet.
  private func measured(
    _ loaded: LoadedMonth, _ engine: MetricEngine
  ) -> (report: Report, assessed: [MeasuredMetric], facts: SignalFacts) {
    let (configuration, window) = (loaded.configuration, loaded.window)
    let facts = SignalFactsBuilder(month: engine.month).build()
    let assessed = ChangeAssessor(
      month: window.month, verdict: loaded.verdict, facts: facts, minN: configuration.minN,
      currency: configuration.currency
    ).assess(engine.measure())
    var report = Report(
      product: configuration.product, month: window.month, currency: configuration.currency,
      window: .init(
        start: ZoneTable.iso(window.start), end: ZoneTable.iso(window.end), timezone: configuration.timezone,
        asOf: ZoneTable.iso(window.asOf)), verdict: loaded.verdict)
    report.metrics = assessed.map(\.result)
    return (report, assessed, facts)
  }

  /// Findings and signals.
  private func judge(
    _ report: inout Report, month: MonthFacts, assessed: [MeasuredMetric], facts: SignalFacts, signals: SignalTable,
    loaded: LoadedMonth
  ) -> [SignalOutcome] {
    let (window, configuration) = (loaded.window, loaded.configuration)
    let input = MonthContext.findingInput(loaded, month: month, assessed: assessed, facts: facts)
    let (findings, events, notes) = FindingBuilder.findings(input)
    report.findings = findings
    report.events = events
    report.notes = notes
    let outcomes = SignalEngine(
      month: window.month, verdict: loaded.verdict, minN: configuration.minN, currency: configuration.currency
    ).evaluate(signals, metrics: assessed, facts: facts)
    report.signals = outcomes.map(\.result)
    return outcomes
  }
}

extension LoadedMonth {
  var world: World {
    World(exports: exports, rollup: rollup, configuration: configuration, zone: window.zone, coverage: coverage)
  }
}
