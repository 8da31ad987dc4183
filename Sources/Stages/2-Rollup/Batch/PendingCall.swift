import ReportModel

/// A call whose texts have become numbers, between reading its row and counting it.
struct PendingCall {
  var time: Instant = 0
  /// A hash of method and path, for the last call of a developer's first week.
  var pathKey: UInt64 = 0
  /// The token it names, where that is a short one.
  var shortToken = TokenTable.ShortToken()
  var day: Int32 = 0
  var endpoint: Int32 = 0
  /// Id of `ClientTable`, −1 on days without a cube.
  var client: Int32 = -1
  /// Latency buckets, −1 = none.
  var latency: Int16 = -1
  var clientLatency: Int16 = -1
  var status: Int16 = 0
  var outcome = CallOutcome.other
  var marks: Marks = []
  /// −1 = none, or not looked up yet.
  var token: Int32 = -1
  var developer: Int32 = -1
  var company: Int32 = -1
  /// Id of its combination of dimensions, on days without a cube its endpoint: where the open day counts it.
  var place: Int32 = -1

  /// Takes the numbers of a row; whose it is and where it is counted is not known yet.
  @inline(__always)
  mutating func begin(_ row: CallRow, day: Int, outcome: CallOutcome, isKept: Bool) {
    (time, self.day, self.outcome) = (row.time, Int32(truncatingIfNeeded: day), outcome)
    status = Int16(truncatingIfNeeded: row.status)
    (latency, clientLatency) = (Self.bucket(row.latency), Self.bucket(row.clientLatency))
    marks = isKept ? .isKept : []
    shortToken = TokenTable.ShortToken()
    (token, developer, company, place) = (-1, -1, -1, -1)
  }

  /// The bucket of a latency in microseconds, −1 = none.
  @inline(__always)
  private static func bucket(_ latency: Int64) -> Int16 {
    latency < 0 ? -1 : Int16(truncatingIfNeeded: LatencyBuckets.bucket(of: latency))
  }

  struct Marks: OptionSet {
    let rawValue: UInt8
    static let namesDeveloper = Marks(rawValue: 1)
    static let namesToken = Marks(rawValue: 2)
    static let namesCompany = Marks(rawValue: 4)
    /// On one of the days that are kept by day.
    static let isKept = Marks(rawValue: 8)
    /// Whose it is has still to be looked up.
    static let isUnresolved = Marks(rawValue: 16)
    /// Of an internal or test developer.
    static let isInternal = Marks(rawValue: 32)
  }
}

/// The small dimensions of a call, as ids of `ComboTable`; 0 = empty.
struct CallValues: Hashable {
  var version: Int32 = 0
  var sdk: Int32 = 0
  var region: Int32 = 0
  var environment: Int32 = 0
}

/// Some hundred calls on their way into the tables.
///
/// Whose they are is looked up for all of them together: while one key is on its way from memory the next ones are
/// asked for already.
struct CallBatch: Sendable {
  static let size = 256
  /// Calls that are taken a step further to knowing whose they are together with those of the other steps.
  static let stage = 48

  /// Room for all calls; the first `count` are some.
  var calls = [PendingCall](repeating: PendingCall(), count: size + CallGroup.size)
  var count = 0
  /// Calls for whose tokens memory was asked; of those the ones whose tokens have their probable ids; and of those the
  /// ones that are settled where they can be.
  var (expected, located, settled) = (0, 0, 0)
  /// The keys of calls that have one, to be looked up together; short tokens stand in their calls.
  var longTokens = KeyBatch()
  var developers = KeyBatch()
  var companies = KeyBatch()
  /// Calls that may change what is known of their developer.
  var unsettled: [Int32] = []
  /// Calls whose endpoint is beyond those that a developer's row has bits for.
  var unusual: [Int32] = []

  @inline(__always)
  var isFull: Bool { count >= Self.size || longTokens.isHeavy || developers.isHeavy || companies.isHeavy }

  mutating func removeAll() {
    count = 0
    (expected, located, settled) = (0, 0, 0)
    longTokens.removeAll()
    developers.removeAll()
    companies.removeAll()
    unsettled.removeAll(keepingCapacity: true)
    unusual.removeAll(keepingCapacity: true)
  }
}
