/// Names and their numbers, in the order in which they come.
package struct NameList: Sendable {
  package private(set) var names: [String] = []
  private var numbers: [String: Int64] = [:]

  package init() {}

  /// The number of a name, a new one where it is not there yet.
  package mutating func number(_ name: String) -> Int64 {
    if let known = numbers[name] { return known }
    let number = Int64(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }
}
