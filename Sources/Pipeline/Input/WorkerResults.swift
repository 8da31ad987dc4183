import Foundation
import Rollup

/// Where workers leave their accumulators.
final class WorkerResults: @unchecked Sendable {
  private let lock = NSLock()
  private var accumulators: [CallAccumulator?]

  init(count: Int) { accumulators = [CallAccumulator?](repeating: nil, count: count) }

  func set(_ number: Int, _ accumulator: CallAccumulator) { lock.withLock { accumulators[number] = accumulator } }

  /// All of them in one, in the order of their numbers; they are gone then.
  func merged() -> CallAccumulator? {
    lock.withLock {
      var whole: CallAccumulator?
      for number in accumulators.indices {
        guard let next = accumulators[number].take() else { continue }
        whole == nil ? whole = next : whole?.merge(next)
      }
      return whole
    }
  }
}
