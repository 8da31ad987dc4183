import ReportModel

/// The variables of nginx's `log_format` and the directives of Apache's `LogFormat`, and which column each one is.
enum LogDialect {
  /// Variables that hold a query, with or without its question mark.
  static let queries: Set<String> = ["args", "query_string", "is_args", "%q"]
  private static let paths: Set<String> = ["uri", "document_uri"]

  /// Columns by variable; of several variables of one column the first one with a value counts. The authenticated user
  /// names the credential; where it is a developer's id, that is tried first, as in the combined format.
  static let fields: [CallFormat.Field] = [
    .init(.time, "msec"), .init(.time, "time_iso8601"), .init(.time, "time_local"),
    .init(.status, "status"),
    .init(.method, "request_method"), .init(.method, "request"),
    .init(.path, "request_uri"), .init(.path, "request"), .init(.path, "uri"), .init(.path, "document_uri"),
    .init(.latency, "request_time", .seconds),
    .init(.token, "http_x_api_key"), .init(.token, "remote_user"), .init(.developerID, "remote_user"),
    .init(.userAgent, "http_user_agent"),
    .init(.requestID, "http_x_request_id"), .init(.requestID, "request_id"),
    .init(.time, "%{usec}t"), .init(.time, "%{msec}t"), .init(.time, "%{}t"), .init(.time, "%t"),
    .init(.time, "%{sec}t"),
    .init(.status, "%>s"), .init(.status, "%s"),
    .init(.method, "%m"), .init(.method, "%r"), .init(.path, "%r"), .init(.path, "%U"),
    .init(.latency, "%D", .microseconds), .init(.latency, "%{us}T", .microseconds), .init(.latency, "%{ms}T"),
    .init(.latency, "%{s}T", .seconds),
    .init(.token, "%{x-api-key}i"), .init(.token, "%u"), .init(.developerID, "%u"),
    .init(.userAgent, "%{user-agent}i"),
    .init(.requestID, "%{x-request-id}i"), .init(.requestID, "%{x-request-id}o"),
    .init(.requestID, "%{unique_id}e"),
  ]

  /// Units of variables that are no column by themselves.
  static let units: [String: LatencyParser.Unit] = [
    "upstream_response_time": .seconds, "upstream_header_time": .seconds, "upstream_connect_time": .seconds,
  ]

  static func isNginx(_ text: String) -> Bool {
    text.indices.contains { index in
      guard text[index] == "$", let next = text[text.index(after: index)...].first else { return false }
      return next == "{" || next == "_" || next.isASCII && next.isLetter
    }
  }

  /// The character a backslash stands before in either server's configuration; nil where it stands for itself.
  static func escaped(_ rest: Substring) -> UInt8? {
    switch rest.dropFirst().first {
    case "\"": .quote
    case "'": UInt8(ascii: "'")
    case "\\": .backslash
    case "t": .tab
    default: nil
    }
  }

  /// `$name` or `${name}`.
  static func nginxVariable(_ rest: inout Substring, at place: Int) throws(LogPatternError) -> LogPattern.Field {
    let whole = rest
    rest = rest.dropFirst()
    let isBraced = rest.first == "{"
    if isBraced { rest = rest.dropFirst() }
    let name = rest.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
    rest = rest.dropFirst(name.count)
    guard !name.isEmpty, !isBraced || rest.first == "}" else {
      throw LogPatternError("\(whole.prefix(12)) at character \(place)", expected: "a variable such as $status")
    }
    if isBraced { rest = rest.dropFirst() }
    let spelled = name.lowercased()
    return LogPattern.Field(name: spelled, isRequest: spelled == "request", takesQuery: paths.contains(spelled))
  }

  private static let directives = Set("aABbCDefhHiIkLlmnoOpPqrRsSTtuUvVX^")

  /// `%>s`, `%{User-Agent}i`, `%400,501{Referer}i`; and whether the server writes it in brackets.
  static func apacheDirective(
    _ rest: inout Substring, at place: Int
  ) throws(LogPatternError) -> (LogPattern.Field, isBracketed: Bool) {
    let whole = rest
    func error(_ expected: String) -> LogPatternError {
      LogPatternError("\(whole.prefix(16)) at character \(place)", expected: expected)
    }
    rest = rest.dropFirst()
    rest = rest.drop { $0 == "!" || $0 == "," || $0.isASCII && $0.isNumber }
    let isFinal = rest.first == ">"
    if isFinal || rest.first == "<" { rest = rest.dropFirst() }
    var argument: Substring?
    if rest.first == "{" {
      guard let end = rest.firstIndex(of: "}") else { throw error("a } behind %{") }
      argument = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
    }
    guard let letter = rest.popFirst(), directives.contains(letter) else {
      throw error(
        "a directive of Apache's LogFormat such as %>s or %{User-Agent}i; HAProxy's and Envoy's own lines are "
          + "format: haproxy and format: envoy-text")
    }
    switch letter {
    case "^":
      guard rest.hasPrefix("ti") || rest.hasPrefix("to") else { throw error("%{…}^ti or %{…}^to") }
      rest = rest.dropFirst(2)
      return (LogPattern.Field(name: "%{\((argument ?? "").lowercased())}^t"), false)
    case "t":
      guard let argument else { return (LogPattern.Field(name: "%t"), true) }
      guard let name = time(argument) else {
        throw error("a whole time such as %t, %{usec}t or %{%Y-%m-%dT%H:%M:%S%z}t")
      }
      return (LogPattern.Field(name: name), false)
    case "T":
      let unit = argument ?? "s"
      guard ["s", "ms", "us"].contains(unit) else { throw error("%T, %{ms}T or %{us}T") }
      return (LogPattern.Field(name: "%{\(unit)}T"), false)
    default:
      let name = "%" + (isFinal ? ">" : "") + (argument.map { "{\($0.lowercased())}" } ?? "") + String(letter)
      return (LogPattern.Field(name: name, isRequest: letter == "r", takesQuery: letter == "U"), false)
    }
  }

  /// nil where a time is written in a way that cannot be read, or in two pieces.
  private static func time(_ argument: Substring) -> String? {
    var text = argument
    for prefix in ["begin:", "end:"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
    switch text {
    case "sec", "msec", "usec": return "%{\(text)}t"
    case "msec_frac", "usec_frac": return "%{fraction}t"
    default:
      let isWhole = ["%Y-%m-%d", "%F", "%d/%b/%Y:", "%s"].contains { text.hasPrefix($0) }
      return isWhole && (text.hasPrefix("%s") || text.contains("%T") || text.contains("%H")) ? "%{}t" : nil
    }
  }

  /// What `columns` may call a variable: `$http_x`, `${http_x}`, `http_x`, `%{X}i`, `{X}i`.
  static func name(_ text: String) -> String {
    if text.hasPrefix("%") || text.hasPrefix("{") {
      var rest = Substring(text.hasPrefix("%") ? text : "%" + text)
      if let (field, _) = try? apacheDirective(&rest, at: 1), rest.isEmpty { return field.name }
    }
    return text.filter { !"${}".contains($0) }.lowercased()
  }
}
