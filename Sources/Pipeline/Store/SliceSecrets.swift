import Loaders
import Rollup

extension RollupSlice {
  /// Whether no name in it looks like a token or an e-mail address; a slice with one is not kept.
  var isFreeOfSecrets: Bool {
    let hashed: Set<String> = ["token", "developer"]
    return tables.values.allSatisfy { table in
      if table.name == SliceTable.met.rawValue { return Self.endpointsAreFree(table) }
      // Endpoints of tables by developer are among those met.
      guard !table.columns.contains(where: { hashed.contains($0.name) }) else { return true }
      return table.strings.allSatisfy { SecretMask.mask($0) == $0 }
    }
  }

  private static func endpointsAreFree(_ met: IntegerTable) -> Bool {
    var isFree = true
    met.forEachRow { row in
      guard row.last == Int64(MetKind.endpoint.rawValue) else { return }
      let name = met.strings[Int(row[row.startIndex])]
      isFree = isFree && SecretMask.mask(name) == name
    }
    return isFree
  }
}
