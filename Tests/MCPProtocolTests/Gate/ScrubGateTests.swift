import Scrubber
import Testing

@testable import MCPProtocol
@testable import mcp_demo

@Suite struct ScrubGateTests {
  private static func text(_ value: ScrubbedJSON) -> String {
    String(decoding: value.bytes, as: UTF8.self)
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `Secrets in any place of a value are masked, and it keeps its shape`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let registered = DemoSecrets.letters(20, using: &random)
    let gate = ScrubGate(source: try DemoSource(registered: [registered]))
    var secrets = [registered]
    func planted(_ value: JSONValue) -> JSONValue {
      switch value {
      case .string(let text):
        let secret =
          Bool.random(using: &random) ? registered : DemoSecrets.key(using: &random)
        secrets.append(secret)
        return .string(text + " " + secret + " " + RandomJSON.text(using: &random))
      case .array(let elements): return .array(elements.map { planted($0) })
      case .object(let object):
        var result = JSONObject()
        for member in object.members {
          let secret = DemoSecrets.key(using: &random)
          secrets.append(secret)
          result[member.key + ":" + secret] = planted(member.value)
        }
        return .object(result)
      default: return value
      }
    }
    let value = planted(.array([RandomJSON.value(depth: 5, using: &random), "x"]))
    let scrubbed = try gate.scrub(value)
    for secret in secrets {
      #expect(!Self.text(scrubbed).contains(secret), "seed \(seed)")
    }
    let output = try JSONParser.parse(
      scrubbed.bytes, limits: JSONLimits(allowsDuplicateKeys: true))
    #expect(value.hasShape(of: output), "seed \(seed)")
  }

  @Test func `A key that says password masks what stands at it`() throws {
    let gate = ScrubGate(source: try DemoSource())
    let scrubbed = try gate.scrub(["password": "hunter-4711", "user": "hunter-4711x"])
    #expect(
      Self.text(scrubbed) == #"{"password":"[REDACTED:demo-password]","user":"hunter-4711x"}"#)
    #expect(scrubbed.redactions == ["demo-password": 1])
    #expect(
      Self.text(scrubbed.redactionSummary) == #"{"count":1,"by_rule":{"demo-password":1}}"#)
  }

  @Test func `Numbers that are secrets become strings`() throws {
    let gate = ScrubGate(source: try DemoSource(registered: ["48151623421"]))
    let scrubbed = try gate.scrub(["pin": 48_151_623_421, "n": 48])
    #expect(Self.text(scrubbed) == #"{"pin":"[REDACTED:registered-secret]","n":48}"#)
  }

  @Test func `The caller's bearer is masked in that caller's answers in all its spellings`() throws
  {
    var random = SeededRandom(seed: 7)
    let text = "ab+/" + DemoSecrets.letters(30, using: &random) + "=="
    let bearer = try #require(BearerToken(text))
    let gate = ScrubGate(source: try DemoSource())
    let own = try gate.forRequest(bearer: bearer)
    let percent = text.replacing("+", with: "%2B").replacing("/", with: "%2F")
      .replacing("=", with: "%3D")
    let value: JSONValue = ["a": .string("Bearer \(text)!"), "b": .string("?t=\(percent)&x")]
    let scrubbed = Self.text(try own.scrub(value))
    #expect(!scrubbed.contains(text.prefix(20)))
    #expect(!scrubbed.contains(percent.prefix(20)))
    #expect(Self.text(try gate.scrub(value)).contains(text))
    // With the bearer in it, the other rules find what they found.
    let key = DemoSecrets.key(using: &random)
    let both = Self.text(try own.scrub(["k": .string("\(text) \(key) password=\(text)")]))
    #expect(!both.contains(key) && !both.contains(text))
  }

  @Test func `A bearer that is cut short, or of which a part is quoted, is masked`() throws {
    var random = SeededRandom(seed: 10)
    let header = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9"
    let (payload, signature) = (
      DemoSecrets.letters(90, using: &random), DemoSecrets.letters(86, using: &random)
    )
    for text in ["\(header).\(payload).\(signature)", DemoSecrets.letters(64, using: &random)] {
      let bearer = try #require(BearerToken(text))
      let own = try ScrubGate(source: try DemoSource()).forRequest(bearer: bearer)
      let isJWT = text.hasPrefix(header)
      if isJWT {
        for part in [payload, signature, "\(header).\(payload)", "\(payload).\(signature)"] {
          let scrubbed = Self.text(try own.scrub(.string("a \(part) b")))
          #expect(scrubbed == #""a [REDACTED:registered-secret] b""#)
        }
        // The first part is that of all tokens, and no secret.
        #expect(Self.text(try own.scrub(.string("a \(header) b"))) == "\"a \(header) b\"")
      }
      let secret = Array(isJWT ? "\(payload).\(signature)" : text)
      for _ in 0..<200 {
        let length = Int.random(in: 20...60, using: &random)
        let start = Int.random(in: 0...(secret.count - length), using: &random)
        let piece = secret[start..<start + length]
        let scrubbed = Self.text(try own.scrub(.string("a \(String(piece)) b")))
        for at in piece.indices.dropLast(6) {
          #expect(!scrubbed.contains(String(piece[at..<at + 7])))
        }
      }
    }
    // A piece of a short one could be a word.
    let word = try #require(BearerToken("team-token-of-production-2"))
    let short = try ScrubGate(source: try DemoSource()).forRequest(bearer: word)
    #expect(
      Self.text(try short.scrub(.string("token-of-production"))) == #""token-of-production""#)
  }

  @Test func `A bearer that cuts a secret in two does not uncover the rest`() throws {
    var random = SeededRandom(seed: 8)
    let key = DemoSecrets.key(using: &random)
    let start = key.index(key.startIndex, offsetBy: 12)
    let bearer = try #require(BearerToken(String(key[start...].prefix(10))))
    let own = try ScrubGate(source: try DemoSource()).forRequest(bearer: bearer)
    let scrubbed = Self.text(try own.scrub(.string("a \(key) b")))
    #expect(scrubbed == #""a [REDACTED:demo-key] b""#)
  }

  @Test func `Values that are too large or too deep are refused`() throws {
    let gate = ScrubGate(source: try DemoSource(), maximumBytes: 100)
    #expect(throws: GateError.tooLarge) {
      try gate.scrub(.string(String(repeating: "a b ", count: 30)))
    }
    #expect(throws: GateError.tooLarge) {
      try gate.scrub(.string(String(repeating: "a b ", count: 30_000)))
    }
    var deep: JSONValue = 1
    for _ in 0..<300 { deep = [deep] }
    #expect(throws: GateError.tooDeep) { try gate.scrub(deep) }
  }

  @Test func `Texts are cleaned before they are scrubbed`() throws {
    var random = SeededRandom(seed: 9)
    let key = DemoSecrets.key(using: &random)
    let hidden = key.map { "\($0)\u{1}" }.joined()
    let gate = ScrubGate(source: try DemoSource()) { text in text.filter { $0 != "\u{1}" } }
    let scrubbed = Self.text(try gate.scrub([hidden: 1, "x": [.string(hidden)]]))
    #expect(scrubbed == #"{"[REDACTED:demo-key]":1,"x":["[REDACTED:demo-key]"]}"#)
  }

  @Test func `Scrubbed values are put together into JSON`() throws {
    let gate = ScrubGate(source: try DemoSource())
    let value = ScrubbedJSON(object: [
      ("n", ScrubbedJSON(1)), ("b", ScrubbedJSON(true)),
      ("t", ScrubbedJSON("a \"text\"\n")), ("a", ScrubbedJSON(array: [try gate.scrub(nil)])),
    ])
    #expect(Self.text(value) == #"{"n":1,"b":true,"t":"a \"text\"\n","a":[null]}"#)
    #expect(value.adding("x", ScrubbedJSON(2)).map(Self.text)?.hasSuffix(#","x":2}"#) == true)
    #expect(ScrubbedJSON(object: []).adding("x", ScrubbedJSON(2)).map(Self.text) == #"{"x":2}"#)
    #expect(ScrubbedJSON(1).adding("x", value) == nil)
    let quoted = ScrubbedText(serialising: value)
    #expect(try JSONParser.parse(quoted.json.bytes).string == Self.text(value))
  }

  @Test func `Bearers are taken in their syntax, and never printed`() throws {
    for text in ["abc", "a.b-c_d~e+f/g==", String(repeating: "x", count: 16 << 10)] {
      let bearer = try #require(BearerToken(text))
      #expect("\(bearer)" == "<redacted>")
      #expect(String(reflecting: bearer) == "<redacted>")
      #expect(Mirror(reflecting: bearer).children.isEmpty)
      var dumped = ""
      dump(bearer, to: &dumped)
      #expect(!dumped.contains(text))
    }
    for text in [
      "", "=", "=a", "a=b", "a b", "a\n", "ä", String(repeating: "x", count: 16 << 10 + 1),
    ] {
      #expect(BearerToken(text) == nil, "\(text.prefix(20))")
    }
  }
}
