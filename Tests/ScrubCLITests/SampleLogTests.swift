import Foundation
import Testing

extension EndToEnd {
  /// The log that the README shows, with the built-in rules.
  @Suite struct SampleLogTests {
    private let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Examples/sample.log").path

    @Test func noneOfItsSecretsIsLeft() throws {
      let sample = try String(contentsOfFile: path, encoding: .utf8)
      let output = try ScrubProgram.run([path]).text
      let secrets: [Regex<(Substring, Substring)>] = [
        /FERNET_KEY=(\S+)/, /airflow:(\w+)@/, /(AKIA\w+)/, /SECRET_ACCESS_KEY=(\S+)/,
        /(ghp_\w+)/, /Bearer \S+\.([\w-]+)\n/, /(sk_live_\w+)/, /(xoxb-[\w-]+)/,
        /--password '([^']+)'/,
        /\n(MII\S+)\n/, /\n(\S+=)\n-----END/,
      ]
      for secret in secrets {
        let found = try #require(sample.firstMatch(of: secret)).1
        #expect(!output.contains(found), "\(found)")
      }
    }

    @Test func whatOnlyLooksRandomIsKept() throws {
      let sample = try String(contentsOfFile: path, encoding: .utf8)
      let output = try ScrubProgram.run([path]).text
      let harmless: [Regex<Substring>] = [
        /commit [0-9a-f]{40}/, /sha256:[0-9a-f]{64}/, /run [0-9a-f-]{36}/, /password is \*\*\*/,
        /\/var\/data\/\S+/,
      ]
      for text in harmless {
        let found = try #require(sample.firstMatch(of: text)).0
        #expect(output.contains(found), "\(found)")
      }
    }
  }
}
