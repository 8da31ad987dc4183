import CScan
import ReportModel

/// The texts of a group as C has them, which are the same in memory.
extension CallGroup {
  /// The next row's cell of the first column; that of the next column is `CallGroup.stride` places farther on.
  @inline(__always)
  var nextTexts: UnsafeMutablePointer<throughline_text> { CallGroup.texts(target(.time) + count) }

  @inline(__always)
  var nextRecords: UnsafeMutablePointer<throughline_text> { CallGroup.texts(records + count) }

  /// Rows that there is room for.
  @inline(__always)
  var room: UInt32 { UInt32(truncatingIfNeeded: CallGroup.size &- count) }

  /// How far behind the first column's cells those of a column stand; nil = of none.
  static func distance(of column: CallColumn?) -> UInt32 {
    UInt32((column?.rawValue ?? CallColumn.ignored) * CallGroup.stride)
  }

  @inline(__always)
  static func texts(_ texts: UnsafePointer<CallText>) -> UnsafePointer<throughline_text> {
    UnsafeRawPointer(texts).assumingMemoryBound(to: throughline_text.self)
  }

  @inline(__always)
  private static func texts(_ texts: UnsafeMutablePointer<CallText>) -> UnsafeMutablePointer<throughline_text> {
    UnsafeMutableRawPointer(texts).assumingMemoryBound(to: throughline_text.self)
  }
}
