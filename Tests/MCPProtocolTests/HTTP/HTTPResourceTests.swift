import Testing

@testable import MCPProtocol
@testable import mcp_demo

/// Bearers that were issued for this server, and its metadata.
@Suite struct HTTPResourceTests {
  static let identifier = "https://airflow.example.com/mcp"

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = Array(bytes[start..<min(start + 3, bytes.count)])
      let word = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
      for index in 0...part.count { text.append(alphabet[word >> (18 - 6 * index) & 63]) }
    }
    return text
  }

  /// A token that looks like Airflow's. Not signed by anybody.
  static func token(_ claims: JSONValue) -> String {
    let head = base64(Array(#"{"alg":"HS512","typ":"JWT"}"#.utf8))
    return head + "." + base64(JSONWriter.bytes(of: claims) ?? []) + ".c2lnbmF0dXJl"
  }

  private static func with(
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    try await TestServer.withHTTP(
      try TestServer.dispatcher(),
      configuration: TestServer.configuration {
        $0.resource = try ProtectedResource(
          identifier: identifier, authorizationServers: ["https://login.example.com"])
      }, body)
  }

  @Test func `Every request needs a bearer for this resource`() async throws {
    let later = JSONValue.integer(Int(WallClock.now) + 36_000)
    let good: [JSONValue] = [
      ["aud": .string(Self.identifier), "exp": later],
      ["aud": ["other", .string(Self.identifier)], "exp": later],
    ]
    let bad: [JSONValue] = [
      ["aud": "apache-airflow", "exp": later], ["exp": later], ["aud": []],
      ["aud": .string(Self.identifier), "exp": .integer(Int(WallClock.now) - 60)],
      ["aud": .string(Self.identifier), "exp": "never"],
      ["aud": .string(Self.identifier + "/"), "exp": later],
    ]
    try await Self.with { port in
      let messages = [
        HTTPErrorTests.list, Message.request("server/discover"),
        Message.call("add", ["a": 1, "b": 1]),
      ]
      for message in messages {
        let missing = try await HTTPCall.modern(message).reply(port: port)
        #expect(missing.status == 401)
        #expect(missing.json?["id"] == 1)
        #expect(
          missing.headers["www-authenticate"]
            == "Bearer resource_metadata=\"https://airflow.example.com/.well-known/oauth-protected-resource/mcp\""
        )
        for claims in good {
          let reply = try await HTTPCall.modern(message, bearer: Self.token(claims)).reply(
            port: port)
          #expect(reply.status == 200, "\(claims)")
        }
        for bearer in bad.map(Self.token) + ["opaque", "a.b.c", "e30.e30.e30"] {
          let reply = try await HTTPCall.modern(message, bearer: bearer).reply(port: port)
          #expect(reply.status == 401, "\(bearer)")
          #expect(reply.headers["www-authenticate"]?.contains(#"error="invalid_token""#) == true)
          #expect(!reply.text.contains(bearer))
        }
      }
    }
  }

  @Test func `The metadata is where RFC 9728 says`() async throws {
    try await Self.with { port in
      for path in [
        "/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp",
      ] {
        var call = HTTPCall(body: [])
        (call.method, call.path) = ("GET", path)
        let reply = try await call.reply(port: port)
        #expect(reply.status == 200)
        #expect(
          reply.json == [
            "resource": .string(Self.identifier),
            "authorization_servers": ["https://login.example.com"],
            "bearer_methods_supported": ["header"],
          ])
      }
    }
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      var call = HTTPCall(body: [])
      (call.method, call.path) = ("GET", "/.well-known/oauth-protected-resource")
      let reply = try await call.reply(port: port)
      #expect(reply.status == 404)
    }
  }

  @Test func `Without a resource, bearers are checked for their end and listed audiences`()
    async throws
  {
    let late = Self.token(["aud": "apache-airflow", "exp": .integer(Int(WallClock.now) - 60)])
    let other = Self.token(["aud": "elsewhere", "exp": .integer(Int(WallClock.now) + 36_000)])
    try await TestServer.withHTTP(try TestServer.dispatcher()) { port in
      let call = Message.call("add", ["a": 1, "b": 1])
      let got1 = try await HTTPCall.modern(call, bearer: late).reply(port: port)
      #expect(got1.status == 401)
      let got2 = try await HTTPCall.modern(call, bearer: other).reply(port: port)
      #expect(got2.status == 200)
      let got3 = try await HTTPCall.modern(call, bearer: "opaque").reply(port: port)
      #expect(got3.status == 200)
    }
    try await TestServer.withHTTP(
      try TestServer.dispatcher(),
      configuration: TestServer.configuration { $0.audiences = ["apache-airflow"] }
    ) { port in
      let call = Message.call("add", ["a": 1, "b": 1])
      let got4 = try await HTTPCall.modern(call, bearer: other).reply(port: port)
      #expect(got4.status == 401)
      let got5 = try await HTTPCall.modern(call, bearer: "opaque").reply(port: port)
      #expect(got5.status == 401)
      let good = Self.token(["aud": "apache-airflow"])
      let got6 = try await HTTPCall.modern(call, bearer: good).reply(port: port)
      #expect(got6.status == 200)
    }
  }

  @Test func `A bearer is taken ten seconds longer than it says`() throws {
    let rules = TokenRules(HTTPConfiguration())
    let bearer = try #require(BearerToken(Self.token(["exp": 1_000])))
    #expect(rules.accept(bearer, now: 1_009))
    #expect(!rules.accept(bearer, now: 1_011))
    let fraction = try #require(BearerToken(Self.token(["exp": 1_000.5])))
    #expect(rules.accept(fraction, now: 1_010.4))
    #expect(!rules.accept(fraction, now: 1_010.6))
  }

  @Test(arguments: [
    "http://airflow.example.com/mcp", "airflow.example.com", "https://", "https://x/y?z",
    "https://x/#f", "https://u@x/", "https://x/\"", "https://x/ y", "ftp://x",
  ])
  func `Identifiers that are no safe URL are refused`(identifier: String) {
    #expect(throws: ProtectedResource.Invalid.self) {
      try ProtectedResource(identifier: identifier, authorizationServers: [])
    }
  }
}
