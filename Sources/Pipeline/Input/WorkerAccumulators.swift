import Foundation
import Rollup

/// Where workers get their accumulators, and leave them.
///
/// They begin as one, of which each worker's first write makes a copy: but for the last of them, as nobody else holds it.
final class WorkerAccumulators: @unchecked Sendable {
  private let lock = NSLock()
  private var accumulators: [CallAccumulator?]

  /// - Parameter count: at least one.
  init(_ empty: consuming CallAccumulator, count: Int) {
    accumulators = [CallAccumulator?](repeating: empty, count: count)
  }

  /// The accumulator of a worker, which is the worker's alone until it puts it back.
  func take(_ number: Int) -> CallAccumulator {
    guard let accumulator = lock.withLock({ accumulators[number].take() }) else {
      preconditionFailure("a worker takes its accumulator once")
    }
    return accumulator
  }

  func put(_ number: Int, _ accumulator: CallAccumulator) { lock.withLock { accumulators[number] = accumulator } }

  /// All of them in one, in the order of their numbers; they are gone then.
  func merged() -> CallAccumulator {
    let merged = lock.withLock { () -> CallAccumulator? in
      var whole: CallAccumulator?
      for number in accumulators.indices {
        guard let next = accumulators[number].take() else { continue }
        whole == nil ? whole = next : whole?.merge(next)
      }
      return whole
    }
    guard let merged else { preconditionFailure("there is one worker at least") }
    return merged
  }
}
