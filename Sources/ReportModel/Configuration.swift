/// Everything `throughline.yaml` may say, with its defaults; the keys are those of the contract.
package struct ReportConfiguration: Hashable, Sendable {
  package var product = "API"
  /// IANA name.
  package var timezone = "UTC"
  package var currency = "USD"
  package var valueMoment: ValueMoment?
  /// Documentation pages that count as the quickstart; nil = pages named `quickstart` or `getting-started`.
  package var quickstart: [String]?
  package var activation = Activation()
  /// `METHOD template`; nil = any call.
  package var helloWorld: String?
  package var timeoutStatuses: Set<Int> = [0, 408, 504, 522, 524, 598, 599]
  /// Successful calls in some 7 days from which a developer is scaling.
  package var scalingCallsPer7Days = 1_000
  package var depth = Depth()
  package var dxs = DXS()
  /// Report-currency units per unit of another currency, by upper-case code.
  package var rates: [String: Double] = [:]
  /// Steps between sign-up and the value moment, in their order; nil = inferred from those who arrived.
  package var frictionSteps: [FrictionStep]?
  package var minN = 30
  package var maxBadRows = 0.01
  /// Sources that are not named by the convention, by table.
  package var sources: [String: Source] = [:]
  /// Where the store of calls is; nil = the usual place.
  package var state: State?
  /// Who looks after what.
  package var owners = OwnerMap()
  /// Where the reports' folder is published, without a slash at its end: links of the mail go there.
  package var baseURL: String?
  package var look = Look()
  package var mail = Mail()
  package var privacy = Privacy()

  package init() {}

  package struct ValueMoment: Hashable, Sendable {
    package var description: String?
    package var signal: Signal
    /// The `count`-th signal at or after sign-up is the moment.
    package var count = 1

    package init(description: String? = nil, signal: Signal, count: Int = 1) {
      self.description = description
      self.signal = signal
      self.count = count
    }
  }

  /// Something a developer did that the exports show.
  package enum Signal: Hashable, Sendable {
    /// An event by name; every property condition must hold.
    case event(name: String, conditions: [PropertyCondition])
    /// A successful call of `METHOD template`.
    case call(endpoint: String)
    /// A successful call of anything.
    case anyCall
  }

  package struct PropertyCondition: Hashable, Sendable {
    package var property: String
    package var comparison: Comparison

    package init(property: String, comparison: Comparison) {
      self.property = property
      self.comparison = comparison
    }

    package enum Comparison: Hashable, Sendable {
      case equals(String)
      case less(Double)
      case lessOrEqual(Double)
      case greater(Double)
      case greaterOrEqual(Double)
    }
  }

  package struct Activation: Hashable, Sendable {
    package var withinDays = 7
    package var milestone: Milestone = .valueMoment

    package init() {}

    /// The window as elapsed time; a hundred years stand for whatever is longer.
    package var window: Int64 { Int64(min(max(withinDays, 0), 36_525)) * Duration.day }
  }

  package enum Milestone: Hashable, Sendable {
    case valueMoment
    /// The `count`-th signal at or after sign-up.
    case reached(Signal, count: Int)
  }

  /// One thing a developer does on the way to the value moment.
  package struct FrictionStep: Hashable, Sendable {
    package enum Sign: Hashable, Sendable {
      case did(Signal)
      /// The first view of a documentation page.
      case viewed(page: String)
    }

    /// As the report calls it; nil = after what it is.
    package var name: String?
    package var sign: Sign

    package init(name: String? = nil, sign: Sign) {
      self.name = name
      self.sign = sign
    }
  }

  package struct Depth: Hashable, Sendable {
    package var volumeWeight = 0.5
    package var coverageWeight = 0.3
    package var featureWeight = 0.2
    package var callsReference = 100_000.0
    /// Depth from which a developer is *building*, and from which *scaling*.
    package var cuts: [Double] = [25, 60]

    package init() {}
  }

  /// Limits on the 4–40 scale.
  package struct DXS: Hashable, Sendable {
    package var strong = 34.0
    package var attention = 25.0

    package init() {}
  }

  package enum State: Hashable, Sendable {
    /// Every file is read in each run.
    case none
    /// As written, below the configuration file's folder.
    case folder(String)
  }

  package struct Source: Hashable, Sendable {
    /// Glob below the data folder.
    package var files: String
    /// Format id, nil = detect.
    package var format: String?
    /// Of calls: column of the contract → the header or member that holds it.
    package var columns: [String: String]
    /// Of the mapped latencies: `ms`, `s`, `us`, `ns`.
    package var latencyUnit: String?
    /// Of calls in a text log: how its server was told to write a line.
    package var pattern: String?

    package init(
      files: String, format: String? = nil, columns: [String: String] = [:], latencyUnit: String? = nil,
      pattern: String? = nil
    ) {
      self.files = files
      self.format = format
      self.columns = columns
      self.latencyUnit = latencyUnit
      self.pattern = pattern
    }
  }
}
