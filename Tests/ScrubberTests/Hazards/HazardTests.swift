import Testing

@testable import ReferenceMatcher
@testable import Scrubber

/// The boundary and matching hazards that streaming redactors are known to get wrong, each at every
/// way of cutting the input in two and byte by byte.
@Suite("Known hazards")
struct HazardTests {
  private static let token = Rule(id: "token", secret: "tok_[A-Za-z0-9]{12}")
  private static let password = Rule(
    id: "password", before: #"(?i)password["']?[ ]{0,2}[=:][ ]{0,2}["']?"#,
    secret: #"[^\s"'&,;\\]{4,64}"#, confidence: .context)
  private static let quoted = Rule(
    id: "quoted", before: #"(?i)secret["'\\]{0,4}[ ]{0,2}[=:][ ]{0,2}\\{0,3}""#,
    secret: #"[^"\r\n]{4,64}"#, eater: .quoted, confidence: .context)
  private static let userinfo = Rule(
    id: "userinfo", before: "://[^\\s/?#:@]{0,64}:", secret: "[^\\s/?#]{1,128}", after: "@",
    confidence: .context)
  private static let jwt = Rule(id: "jwt", secret: #"eyJ[A-Za-z0-9_-]{8,200}\.[A-Za-z0-9_.-]{2,}"#)
  private static let pem = Rule(id: "key", kind: .pem)
  private static let rules = [token, password, quoted, userinfo, jwt, pem]
  private static let value = "tok_Ab3dEf6hIj9k"

  /// Checks one input against its output.
  private func expect(
    _ input: String, _ output: String, rules: [Rule] = rules, secrets: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let scrubber = try SecretScrubber(
      rules: rules, secrets: secrets.map { RegisteredSecret(value: Array($0.utf8)) },
      policy: Policy(), limits: SecretScrubber.Limits(stepQuantum: 1, base64RunLimit: 128))
    let bytes = Array(input.utf8)
    var cuts = (0...bytes.count).map { [bytes[..<$0], bytes[$0...]] }
    cuts.append(bytes.indices.map { bytes[$0...$0] })
    for chunks in cuts {
      for flushes in [false, true] {
        var sink = MemorySink()
        var stream = ScrubStream(scrubber)
        for chunk in chunks {
          try stream.feed(Array(chunk), into: &sink)
          if flushes { try stream.flush(into: &sink) }
        }
        try stream.finish(into: &sink)
        let same = sink.bytes.text == output
        #expect(
          same, "\(input.debugDescription) -> \(sink.bytes.text.debugDescription)",
          sourceLocation: sourceLocation)
        if !same { return }
      }
    }
  }

  @Test("A needle that overlaps itself is found")
  func selfOverlap() throws {
    let mask = "[REDACTED:registered-secret]"
    try expect("x s3s3s3cret-value y", "x s3\(mask) y", rules: [], secrets: ["s3s3cret-value"])
    try expect("aaaabaaab-aab", "a\(mask)-aab", rules: [], secrets: ["aaabaaab"])
    try expect("abababababab", mask, rules: [], secrets: ["abababab"])
  }

  @Test("A needle inside another leaves no tail, in any order of registration")
  func nestedNeedles() throws {
    for secrets in [["password-1", "password-1234", "word-1234"], ["word-1234", "password-1"]] {
      try expect(
        "<password-1234>", "<[REDACTED:registered-secret]>", rules: [], secrets: secrets)
    }
  }

  @Test("A format beside a registered secret becomes one mask")
  func touchingSpans() throws {
    try expect(
      "\(Self.value)-hunter22-x", "[REDACTED:token]-[REDACTED:registered-secret]-x",
      secrets: ["hunter22"])
    try expect("\(Self.value)=hunter22.", "[REDACTED:token].", secrets: ["=hunter22"])
  }

  @Test("A secret that is part of the placeholder does not loop")
  func placeholderText() throws {
    try expect(
      "REDACTED: \(Self.value)", "[REDACTED:registered-secret]: [REDACTED:token]",
      secrets: ["REDACTED"])
    try expect("[REDACTED:token] stays", "[REDACTED:token] stays", secrets: ["REDACTED"])
  }

  @Test(
    "Whatever stands behind a token, the token goes and the rest stays",
    arguments: [
      "", ",", ")", "]", "}", "&", "<", ">", "|", ":", ".", "%22", "\u{1b}[0m", "\0", "\r\n",
    ])
  func rightBoundary(_ after: String) throws {
    try expect("f(\(Self.value)\(after)", "f([REDACTED:token]\(after)")
  }

  @Test("A token longer than its rule leaves no tail")
  func longToken() throws {
    try expect("\(Self.value)0123456789abcdef,x", "[REDACTED:token],x")
  }

  @Test(
    "Whatever stands before a token, it is found",
    arguments: ["", "=", "\u{1b}[31m", "%3D", "\\n", "\\u003d", "\n", "(", "\""])
  func leftBoundary(_ before: String) throws {
    try expect("\(before)\(Self.value) ", "\(before)[REDACTED:token] ")
  }

  @Test("Escapes, invisible characters and percent signs inside a token do not hide it")
  func hiddenInside() throws {
    for hidden in [
      "tok_Ab3d\u{1b}[31mEf6hIj9k", "tok_Ab\u{200b}3dEf6hIj9k", "tok_\u{ad}Ab3dEf6hIj9k",
      "tok_\u{1b}]0;title\u{7}Ab3dEf6hIj9k", "tok_%41b3dEf6hIj9k", "tok_%2541b3dEf6hIj9k",
      #"tok_\u0041b3dEf6hIj9k"#, #"tok_\\u0041b3dEf6hIj9k"#, "tok_&#65;b3dEf6hIj9k",
    ] {
      try expect("<\(hidden)> end", "<[REDACTED:token]> end")
    }
  }

  @Test("Base64 of a match is masked whole, at any phase")
  func base64() throws {
    for encoded in [
      "cGFzc3dvcmQ9aHVudGVyLXR3by10aHJlZQ==", "eHBhc3N3b3JkPWh1bnRlci10d28tdGhyZWU=",
    ] {
      try expect("data \(encoded) end", "data [REDACTED:password] end")
    }
  }

  @Test("A password in a URI ends at the last at sign before the path")
  func userinfo() throws {
    try expect(
      "postgres://u:p@ss@db:5432/x?q=a@b", "postgres://u:[REDACTED:userinfo]@db:5432/x?q=a@b")
    try expect("redis://:pw@h/0", "redis://:[REDACTED:userinfo]@h/0")
    try expect("http://host:8080/a@b", "http://host:8080/a@b")
    try expect("http://[::1]:8080/", "http://[::1]:8080/")
  }

  @Test("A query value ends at the next ampersand")
  func query() throws {
    try expect("/x?password=hunter22&page=2", "/x?password=[REDACTED:password]&page=2")
    try expect("/x?password=hunter22", "/x?password=[REDACTED:password]")
  }

  @Test("A quoted value ends at the quote of its own depth")
  func quotedDepth() throws {
    try expect(#"{"secret": "abcd\"ef,gh", "n": 1}"#, #"{"secret": "[REDACTED:quoted]", "n": 1}"#)
    try expect(
      #"{"m": "{\"secret\": \"abcdef\", \"n\": 1}"}"#,
      #"{"m": "{\"secret\": \"[REDACTED:quoted]\", \"n\": 1}"}"#)
  }

  @Test("A quoted value that is empty is no match, in base64 neither")
  func emptyQuoted() throws {
    // The secret begins with the quote that ends it.
    let rule = Rule(id: "q", before: #"(?i:ab)""#, secret: #""[A-Za-z]{3,9}"#, eater: .quoted)
    for text in [#"ab""cdef and more!"#, "YWIiImNkZWYgYW5kIG1vcmUh", "sYUIiImFNYWNbN1JXSDZLYgA"] {
      try expect(text, text, rules: [rule])
      let reference = try ReferenceScrubber(rules: [rule]).scrub(Array(text.utf8))
      #expect(reference.output == Array(text.utf8))
    }
  }

  @Test("A number that is masked in JSON becomes a string")
  func number() throws {
    let pin = Rule(id: "pin", before: #""pin": ?"#, secret: "[0-9]{4,12}", confidence: .context)
    try expect(#"{"pin": 123456, "n": 1}"#, #"{"pin": "[REDACTED:pin]", "n": 1}"#, rules: [pin])
  }

  @Test("A JWT is masked to its end, however long")
  func jwt() throws {
    let long = String(repeating: "Ab9_", count: 400)
    try expect("t=eyJhbGciOiJI.\(long).sig, x", "t=[REDACTED:jwt], x")
    try expect("t=eyJhbGciOiJI.e30. x", "t=[REDACTED:jwt] x")
  }

  @Test("Templates and Airflow's own masks stay")
  func templates() throws {
    for text in ["password=***", "password=${PASSWORD}", "password={{pw}}", "password=<hidden>"] {
      try expect("\(text) x", "\(text) x")
    }
  }

  @Test("Bytes that are no text pass unchanged")
  func rawBytes() throws {
    let scrubber = try SecretScrubber(rules: Self.rules)
    var bytes = (0...255).map { UInt8($0) }
    bytes += [0xC3, 0x28, 0xFF, 0xFE, 0x0D, 0x0A, 0xED, 0xA0, 0x80]
    #expect(scrubber.scrub(bytes).bytes.storage == bytes)
  }

  @Test(
    "A secret that is added while the stream runs counts from there on, a removed one until there")
  func rotation() throws {
    let first = try SecretScrubber(
      rules: [], secrets: [RegisteredSecret(value: Array("alpha-secret".utf8))])
    let second = try SecretScrubber(
      rules: [], secrets: [RegisteredSecret(value: Array("omega-secret".utf8))])
    var sink = MemorySink()
    var stream = ScrubStream(first)
    try stream.feed(Array("alpha-secret omega-secret ".utf8), into: &sink)
    stream.adopt(second)
    try stream.feed(Array("alpha-secret omega-secret".utf8), into: &sink)
    try stream.finish(into: &sink)
    let mask = "[REDACTED:registered-secret]"
    #expect(sink.bytes.text == "\(mask) omega-secret alpha-secret \(mask)")
  }

  @Test("A digest behind the name of its hash is public, whatever else stands there")
  func fingerprints() throws {
    let rule = Rule(id: "token", kind: .entropy, confidence: .entropy)
    let digest = "xvG3JtW8u1dQnZ5yRk0cLm7TfHs2pEaBoIiUwKqYzD4"
    for name in ["SHA256:", "RSA SHA256:", "sha1:", "Sha512:"] {
      try expect(name + digest, name + digest, rules: [rule])
    }
    for name in ["h1:", "zh:", "src=data:image/png;base64,"] {
      try expect(name + digest, name + digest, rules: [rule])
    }
    for name in ["SHA25:", "SHA256 ", "HA256:", ":", "sha256::", ""] {
      try expect(name + digest, name + "[REDACTED:token]", rules: [rule])
    }
  }

  @Test("A token whose name says that it is public is left alone, in JSON within JSON too")
  func publicNames() throws {
    let rule = Rule(id: "token", kind: .entropy, confidence: .entropy)
    let digest = "xvG3JtW8u1dQnZ5yRk0cLm7TfHs2pEaBoIiUwKqYzD4"
    for lead in [
      "\"contentHash\": \"", "request_id=", "x-amz-id-2: ", "etag => '", "traceId:", "id=\"",
      "{\"log\":\"{\\\"digest\\\":\\\"", "buildID  =  ", "\"nextToken\": \"",
      "next_page_token=", "clientToken: ", "PublicKey = ",
    ] {
      try expect(lead + digest, lead + digest, rules: [rule])
    }
    for lead in [
      "valid=", "password_hash=", "secret_id: ", "session_id=", "hash ", "hash=>>", "id==", "xid:",
      "hash_salt = ", "NONCE_SALT='", "HASHICORP_VAULT=", "digest_hmac: ", "token=", "page_token=",
      String(repeating: "x", count: 40) + "_id=", "value=",
    ] {
      try expect(lead + digest, lead + "[REDACTED:token]", rules: [rule])
    }
  }
}
