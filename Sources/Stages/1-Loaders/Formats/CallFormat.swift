import ReportModel

/// How one vendor's gateway writes a call, as a JSON object or a line of text: which member or variable is which column,
/// and in what unit. All data; `DeclaredCalls` and `PatternCalls` execute it.
///
/// A unit belongs to the format, never to the name of a member: `duration` is seconds in one, nanoseconds in the next.
package struct CallFormat: Sendable {
  package let id: String
  /// For people.
  package let title: String
  /// Members that together tell the format; dots lead into objects. A text log is told by its lines.
  let signature: [String]
  /// Several members of one column are tried in this order; `-` and nothing are no value.
  let fields: [Field]
  /// What some values of other members mean.
  var marks: [Mark] = []
  /// Of a text log, how its lines are written, the usual way first; a field's path is then a variable.
  var lines: [LogPattern] = []
  /// A line as the vendor writes it, and what must come of it: the format's own test.
  let sample: String
  let expected: [CallColumn: String]
  /// Declared in a configuration, for delimited text as well.
  var isMapped = false

  /// Columns that a call of the format may fill, a bit each.
  var columns: UInt32 {
    let marked: [CallColumn] = marks.compactMap { mark in
      switch mark.meaning {
      case .timedOut: .timedOut
      case .aborted: .status
      case .noCall: nil
      }
    }
    return (fields.map(\.column) + marked).reduce(0) { $0 | $1.bit }
  }

  struct Field: Sendable {
    let column: CallColumn
    /// `request.headers.User-Agent`; of an array the first element counts.
    let path: String
    /// Of a latency.
    var unit = LatencyParser.Unit.milliseconds

    init(_ column: CallColumn, _ path: String, _ unit: LatencyParser.Unit = .milliseconds) {
      self.column = column
      self.path = path
      self.unit = unit
    }
  }

  struct Mark: Sendable {
    enum Meaning: Sendable {
      case timedOut
      /// The client left: counted as 499, in no error rate.
      case aborted
      /// The line is about something else, and is passed over.
      case noCall
    }

    enum Test: Sendable {
      case isOne(of: [String])
      case isNone(of: [String])
      /// One of the values stands in it, between commas.
      case lists([String])
      /// It begins with one of these.
      case begins([String])
    }

    let path: String
    let test: Test
    let meaning: Meaning

    init(_ path: String, _ test: Test, _ meaning: Meaning) {
      self.path = path
      self.test = test
      self.meaning = meaning
    }
  }
}

extension CallFormat: Hashable {
  package static func == (left: CallFormat, right: CallFormat) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
