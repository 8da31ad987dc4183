/// Which texts of an export may stand in an output and in a configuration; the outside knows what a secret looks like.
package struct NameFilter: Sendable {
  let isShowable: @Sendable (String) -> Bool
  let isShowableProperty: @Sendable (String) -> Bool
  let isShowableValue: @Sendable (String) -> Bool

  /// - Parameters:
  ///   - text: whether a name may be shown.
  ///   - property: whether a property of that name may be looked at.
  ///   - value: whether a value may be shown and a configuration can hold it.
  package init(
    text: @escaping @Sendable (String) -> Bool, property: @escaping @Sendable (String) -> Bool,
    value: @escaping @Sendable (String) -> Bool
  ) {
    isShowable = text
    isShowableProperty = property
    isShowableValue = value
  }

  /// Everything may be shown: for rows made by hand.
  package static let none = NameFilter(text: { _ in true }, property: { _ in true }, value: { _ in true })
}
