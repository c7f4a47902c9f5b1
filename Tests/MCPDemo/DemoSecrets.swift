public import Scrubber

/// Rules of the demo, and fake secrets for them. None of these was ever valid anywhere.
public enum DemoSecrets {
  /// A format of its own, and the value of a key that says what it is.
  public static var rules: [Rule] {
    [
      Rule(
        id: "demo-key", description: "Key of the demo",
        before: "(?<![A-Za-z0-9])", secret: "demokey_[A-Za-z0-9]{24}",
        after: "(?![A-Za-z0-9])", confidence: .checksum),
      Rule(
        id: "demo-password", description: "Value of a key called password",
        before: #"password["'\\]{0,4}[:=][ "'\\]{0,4}"#, secret: "[A-Za-z0-9+-]{6,64}",
        confidence: .structure),
    ]
  }

  /// A key in the demo's format.
  public static func key(using random: inout some RandomNumberGenerator) -> String {
    "demokey_" + letters(24, using: &random)
  }

  /// A bearer that no rule knows.
  public static func bearer(_ user: Int, using random: inout some RandomNumberGenerator) -> String {
    "user-\(user).\(letters(40, using: &random))"
  }

  /// Random letters and digits.
  public static func letters(
    _ count: Int, using random: inout some RandomNumberGenerator
  ) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<count).map { _ in alphabet[Int.random(in: 0..<62, using: &random)] })
  }
}

/// Rules that never change.
public struct DemoSource: Sendable {
  /// The rules and secrets.
  public let scrubber: SecretScrubber
  private let secrets: [RegisteredSecret]

  /// Compiles the demo's rules and some registered secrets.
  public init(registered: [String] = []) throws {
    secrets = registered.map { RegisteredSecret(value: Array($0.utf8)) }
    scrubber = try SecretScrubber(rules: DemoSecrets.rules, secrets: secrets)
  }

  /// The same with more secrets.
  public func scrubber(registering more: [RegisteredSecret]) throws -> SecretScrubber {
    try SecretScrubber(rules: DemoSecrets.rules, secrets: secrets + more)
  }
}
