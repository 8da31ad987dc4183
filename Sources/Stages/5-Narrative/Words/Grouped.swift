/// Elements by a key, keys in the order of their first element.
struct Grouped<Element> {
  private(set) var entries: [(key: String, elements: [Element])] = []

  init(_ elements: [Element], by key: (Element) -> String) {
    var positions: [String: Int] = [:]
    for element in elements {
      let name = key(element)
      if let position = positions[name] {
        entries[position].elements.append(element)
      } else {
        positions[name] = entries.count
        entries.append((name, [element]))
      }
    }
  }
}
