import Testing

@testable import Scrubber

@Suite("A fixed placeholder")
struct PlaceholderCheckTests {
  private let rules = [
    Rule(id: "key", secret: "acme_[a-z0-9]{12}", confidence: .structure),
    Rule(
      id: "named", before: "(?:(?<=(?i:passw))(?i:ord)|tok(?=en)[a-z]{2})[=:]",
      secret: "[^\\s\"']{6,40}", confidence: .context),
    Rule(id: "random", before: "zqjx", secret: "[A-Z0-9]{40}", confidence: .entropy),
    Rule(
      id: "noted", before: "(?i:acme)[^\\r\\n]{0,20}(?i:secret)[^=]{0,2}=",
      secret: "[a-z]{8}", confidence: .context),
  ]

  private func scrubber(_ text: String, own: Bool, secret: String? = nil) throws -> SecretScrubber {
    var rules = rules
    var policy = Policy()
    if own { rules[0].placeholder = text } else { policy.replacement = .fixed(text) }
    let secrets = secret.map { [RegisteredSecret(value: Array($0.utf8))] } ?? []
    return try SecretScrubber(rules: rules, secrets: secrets, policy: policy)
  }

  @Test(
    "that hides what a rule looks for is refused",
    arguments: [
      "acme_", "cme_", "acme_abc", "password", "PassWord=", "token", "secret", "my-secret",
    ],
    [true, false])
  func pieces(text: String, own: Bool) {
    #expect(throws: ScrubberError.self) { try scrubber(text, own: own) }
  }

  @Test("that a rule masks is refused")
  func matches() {
    let text = "<acme_0123456789ab>"
    #expect(throws: ScrubberError.self) { try scrubber(text, own: true) }
  }

  @Test("that is a piece of a registered value is refused, and not repeated")
  func registered() throws {
    let error = #expect(throws: ScrubberError.self) {
      try scrubber("horse-batt", own: false, secret: "correct-horse-battery")
    }
    #expect(try !#require(error).description.contains("horse"))
  }

  @Test(
    "that no secret holds is taken",
    arguments: [
      "[hidden]", "<secret>", "REDACTED", "XXXXXXXXXXXX", "***", "acm", "<gone/>", "(password)",
    ])
  func taken(text: String) throws {
    _ = try scrubber(text, own: true)
    _ = try scrubber(text, own: false, secret: "correct-horse-battery")
  }
}
