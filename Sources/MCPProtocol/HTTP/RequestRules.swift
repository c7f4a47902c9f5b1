internal import HTTPTypes
internal import Hummingbird

/// What is checked of a request's head.
struct RequestRules: Sendable {
  let configuration: HTTPConfiguration
  let hosts: HostRules
  let tokens: TokenRules

  init(_ configuration: HTTPConfiguration) {
    self.configuration = configuration
    hosts = HostRules(configuration)
    tokens = TokenRules(configuration)
  }

  /// Checks sizes, `Host` and `Origin`.
  func checkSource(_ request: Request) throws(HTTPRefusal) {
    let fields = request.headers
    var size = 0
    for field in fields { size += field.name.rawName.utf8.count + field.value.utf8.count + 4 }
    guard fields.count <= configuration.headerFields, size <= configuration.headerBytes else {
      throw HTTPRefusal(431, "The header is too large", closes: true)
    }
    // The codec has taken the first `Host` as the authority; a second one is ambiguous.
    guard fields[values: .host].isEmpty, hosts.allows(host: request.head.authority) else {
      throw HTTPRefusal(403, "This host is not served here", closes: true)
    }
    let origins = fields[values: .origin]
    guard origins.count <= 1, hosts.allows(origin: origins.first) else {
      throw HTTPRefusal(403, "Pages of this origin are not served", closes: true)
    }
  }

  /// Checks that a request to the endpoint can hold a message.
  func checkForm(_ request: Request) throws(HTTPRefusal) -> Accepted {
    guard request.method == .post else {
      throw HTTPRefusal(405, "Only POST is served here", fields: [(.allow, "POST")])
    }
    // Credentials would end up in logs; the endpoint knows no query at all.
    guard request.uri.query == nil else {
      throw HTTPRefusal(400, "The endpoint takes no query, least of all with a token", closes: true)
    }
    let type = Self.mediaType(request.headers[.contentType])
    guard type == "application/json", request.headers[.contentEncoding] == nil else {
      throw HTTPRefusal(415, "Send application/json without an encoding", closes: true)
    }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }),
      length > configuration.bodyBytes
    {
      throw Self.tooLarge
    }
    return try accepted(request)
  }

  static let tooLarge = HTTPRefusal(413, "The body is too large", closes: true)

  /// Kinds of answers that a client takes.
  struct Accepted: Sendable {
    var json: Bool
    var events: Bool
  }

  private func accepted(_ request: Request) throws(HTTPRefusal) -> Accepted {
    let ranges = request.headers[values: .accept].flatMap { $0.split(separator: ",") }
    guard !ranges.isEmpty else { return Accepted(json: true, events: false) }
    let types = ranges.map { Self.mediaType(String($0)) }
    let result = Accepted(
      json: types.contains { ["application/json", "application/*", "*/*"].contains($0) },
      events: types.contains("text/event-stream") || types.contains("text/*"))
    guard result.json || result.events else {
      throw HTTPRefusal(406, "Accept application/json and text/event-stream")
    }
    return result
  }

  private static func mediaType(_ value: String?) -> String {
    let type = value?.prefix { $0 != ";" } ?? ""
    return type.filter { $0 != " " && $0 != "\t" }.lowercased()
  }

  /// The caller's bearer, nil if there is none.
  ///
  /// - Parameter now: seconds since 1970.
  func bearer(of request: Request, now: Double) throws(HTTPRefusal) -> BearerToken? {
    let values = request.headers[values: .authorization]
    guard let value = values.first else {
      guard configuration.resource == nil else { throw challenge(.missing) }
      return nil
    }
    guard values.count == 1 else {
      throw HTTPRefusal(400, "There is more than one Authorization header", closes: true)
    }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer",
      let bearer = BearerToken(String(parts[1]).trimmingSpaces),
      tokens.accept(bearer, now: now)
    else { throw challenge(.invalid) }
    return bearer
  }

  /// 401 with what a client needs to get a bearer.
  func challenge(_ kind: Answer.Challenge) -> HTTPRefusal {
    let text: StaticText =
      switch kind {
      case .missing: "A bearer token is needed"
      case .invalid: "The bearer token is malformed, expired, revoked or for another audience"
      }
    return HTTPRefusal(401, text, fields: [(.wwwAuthenticate, challengeField(kind))])
  }

  func challengeField(_ kind: Answer.Challenge) -> String {
    var parameters: [String] = []
    if case .invalid = kind { parameters.append(#"error="invalid_token""#) }
    if let resource = configuration.resource {
      parameters.append(#"resource_metadata="\#(resource.metadataURL)""#)
    }
    return parameters.isEmpty ? "Bearer" : "Bearer " + parameters.joined(separator: ", ")
  }

  /// The headers that repeat what the body says.
  func routing(of request: Request) -> RoutingHeaders {
    let versions = request.headers[values: .protocolVersion]
    let methods = request.headers[values: .method]
    let names = request.headers[values: .name]
    return RoutingHeaders(
      version: versions.first?.trimmingSpaces, method: methods.first?.trimmingSpaces,
      name: names.first?.trimmingSpaces,
      isDuplicated: versions.count > 1 || methods.count > 1 || names.count > 1)
  }

  /// The headers that tools may see.
  func exposed(of request: Request) -> [String: String] {
    var result: [String: String] = [:]
    for field in request.headers
    where configuration.exposedHeaders.contains(field.name.canonicalName) {
      result[field.name.canonicalName] = field.value
    }
    return result
  }
}

extension String {
  /// Without spaces and tabs at both ends.
  var trimmingSpaces: String {
    var text = Substring(self)
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
