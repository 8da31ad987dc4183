import Foundation
import ReportModel
import Rollup

/// Remembers the request ids of all rows by block, to find out at the end which rows repeat one.
///
/// Eight bytes an id, written in the order of the rows and looked at once, in pieces that fit a cache: a set that
/// every row is looked up in would cost a cache miss each. Beyond `memoryLimit` ids they go to a temporary file.
/// Exact but for two different ids with one 64-bit hash: a chance of 3 in 10⁶ at ten million rows.
final class RequestIDLog: @unchecked Sendable {
  /// Ids kept in memory.
  static let memoryLimit = 32 << 20

  private let lock = NSLock()
  private let limit: Int
  private var segments: [CallQueue.Place: Segment] = [:]
  private var kept = 0
  private var file: SpillFile?
  private var isSpillBroken = false
  /// Block → places, among its rows with an id, of those that repeat one; nil = not known yet.
  private var repeated: [CallQueue.Place: [Int]]?

  private enum Segment {
    case memory(RequestIDs)
    case disk(offset: UInt64, count: Int)
  }

  init(memoryLimit: Int = RequestIDLog.memoryLimit) { limit = memoryLimit }

  @inline(__always)
  static func hash(_ id: CallText) -> UInt64 {
    let hash = ByteInterner.hash(id)
    return hash == .max ? 0 : hash
  }

  /// Notes the hashes of one block's ids, in the order of its rows; whether they have to stay in memory.
  func note(_ ids: RequestIDs, in place: CallQueue.Place) -> Bool {
    guard ids.count > 0 else { return false }
    return lock.withLock {
      guard repeated == nil else { return false }
      if kept + ids.count > limit, let offset = spill(ids) {
        segments[place] = .disk(offset: offset, count: ids.count)
        return false
      }
      kept += segments[place] == nil ? ids.count : 0
      segments[place] = .memory(ids)
      return true
    }
  }

  /// nil where the temporary folder cannot be written: then memory has to do.
  private func spill(_ ids: RequestIDs) -> UInt64? {
    if file == nil, !isSpillBroken { file = try? SpillFile() }
    do {
      if let offset = try ids.withHashes({ try file?.append($0) }) { return offset }
    } catch {}
    isSpillBroken = true
    return nil
  }

  /// Looks for repetitions after a pass; true where there are any and they were not left out yet.
  ///
  /// - Parameter all: where it is not nil and this is the first pass, gets every hash, in the order of their first byte.
  func findRepetitions(all: inout [UInt64]?) -> Bool {
    lock.withLock {
      guard repeated == nil else { return false }
      let places = segments.keys.sorted()
      let ids = RepeatedHashes.find({ body in for place in places { withIDs(place, body) } }, grouped: &all)
      guard ids.count > 0 else { return false }
      var found: [CallQueue.Place: [Int]] = [:]
      var seen = KeySet()
      for place in places {
        withIDs(place) { block in
          for (index, id) in block.enumerated() where ids.contains(id) && !seen.insert(id) {
            found[place, default: []].append(index)
          }
        }
      }
      repeated = found
      segments = [:]
      file = nil
      return true
    }
  }

  private func withIDs(_ place: CallQueue.Place, _ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    switch segments[place] {
    case nil: break
    case .memory(let ids): ids.withHashes(body)
    case .disk(let offset, let count): file?.read(at: offset, count: count).withUnsafeBufferPointer(body)
    }
  }

  /// The repetitions of one block; none while they are not known.
  func repetitions(in place: CallQueue.Place) -> Repetitions {
    lock.withLock { Repetitions(places: repeated?[place] ?? []) }
  }

  /// Ascending places, asked for in their order.
  struct Repetitions {
    private let places: [Int]
    private var next = 0

    init(places: [Int]) { self.places = places }

    @inline(__always)
    mutating func isNext(_ place: Int) -> Bool {
      guard next < places.count, places[next] == place else { return false }
      next += 1
      return true
    }
  }
}
