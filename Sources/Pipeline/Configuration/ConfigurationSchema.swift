/// The JSON Schema of `throughline.yaml`, for editors and for checks in other programs.
package enum ConfigurationSchema {
  /// As it stands in `docs/throughline.schema.json`.
  package static var text: String {
    guard case .object(let members) = ConfigurationKeys.root.schema else { return "{}\n" }
    let head: [(String, JSONValue)] = [
      ("$schema", "https://json-schema.org/draft/2020-12/schema"),
      ("title", "throughline.yaml"),
      ("description", "Configuration of throughline. Every key is optional; ${NAME} in a value is the environment's."),
    ]
    return JSONValue.object(head + members).pretty() + "\n"
  }
}
