import CScan
import ReportModel

/// The texts of a group as C has them, which are the same in memory.
extension CallGroup {
  /// Rows that there is room for.
  @inline(__always)
  var room: UInt32 { UInt32(truncatingIfNeeded: CallGroup.size &- count) }

  @inline(__always)
  static func texts(_ texts: UnsafePointer<CallText>) -> UnsafePointer<throughline_text> {
    UnsafeRawPointer(texts).assumingMemoryBound(to: throughline_text.self)
  }

  @inline(__always)
  static func texts(_ texts: UnsafeMutablePointer<CallText>) -> UnsafeMutablePointer<throughline_text> {
    UnsafeMutableRawPointer(texts).assumingMemoryBound(to: throughline_text.self)
  }
}
