import ReportModel

extension CallFormat {
  /// Amazon API Gateway access logs in JSON: REST (`resourcePath`) and HTTP APIs (`routeKey`), every value a string.
  ///
  /// The template is the user's: latency and key are there only where it names them. `resourcePath` and `routeKey` are
  /// templates already; `$default` is none. `apiKeyId` names the key, `apiKey` would be the key itself and is not read.
  static let apiGateway = CallFormat(
    id: "aws-api-gateway", title: "Amazon API Gateway access logs", signature: ["requestId", "httpMethod", "status"],
    fields: [
      .init(.time, "requestTimeEpoch"), .init(.time, "requestTime"), .init(.status, "status"),
      .init(.method, "httpMethod"), .init(.endpoint, "resourcePath"), .init(.endpoint, "routeKey"),
      .init(.path, "path"), .init(.latency, "responseLatency"), .init(.latency, "integrationLatency"),
      .init(.token, "apiKeyId"), .init(.token, "identity.apiKeyId"), .init(.developerID, "principalId"),
      .init(.developerID, "authorizer.principalId"), .init(.developerID, "authorizer.claims.sub"),
      .init(.developerID, "sub"), .init(.userAgent, "userAgent"), .init(.requestID, "extendedRequestId"),
      .init(.requestID, "requestId"), .init(.environment, "stage"),
    ],
    sample: """
      {"requestId":"caa4-1","ip":"192.0.2.1","caller":"-","user":"-","requestTime":"01/Oct/2026:12:00:05 +0000",\
      "httpMethod":"GET","resourcePath":"/v1/pets/{petId}","status":"200","protocol":"HTTP/1.1","responseLength":"49",\
      "responseLatency":"86","apiKeyId":"qq33","stage":"live"}
      """,
    expected: [
      .time: "01/Oct/2026:12:00:05 +0000", .status: "200", .method: "GET", .endpoint: "/v1/pets/{petId}",
      .latency: "86", .token: "qq33", .requestID: "caa4-1", .environment: "live",
    ])
}
