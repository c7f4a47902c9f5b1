/// What a signature vouches for: the digests of pack files and what their test said.
///
/// It is a text of lines, so that it can be read and compared without any tool:
///
///     scrub-rules-manifest 1
///     engine 0.1.0
///     test rules 12 examples 40 failures 0
///     pack 9f86d0... acme.toml
///     configuration 60303a... .scrub.toml
package struct PackManifest: Sendable, Equatable {
  /// What a file may be used as: the same text does more as a configuration.
  package enum Role: String, Sendable {
    case pack
    case configuration
  }

  /// One file.
  package struct File: Sendable, Equatable {
    package var role: Role
    /// Its name, without folders: it stands beside the manifest.
    package var name: String
    /// 64 lower-case hex digits.
    package var sha256: String

    package init(role: Role = .pack, name: String, sha256: String) {
      self.role = role
      self.name = name
      self.sha256 = sha256
    }
  }

  /// What the test of the rules said.
  package struct TestResult: Sendable, Equatable {
    package var rules: Int
    package var examples: Int
    package var failures: Int

    package init(rules: Int, examples: Int, failures: Int) {
      self.rules = rules
      self.examples = examples
      self.failures = failures
    }
  }

  /// The usual name of a manifest.
  package static let fileName = "scrub-rules.manifest"
  /// What is added to it for the signature.
  package static let signatureSuffix = ".sig"

  /// Version of the engine that ran the test.
  package var engine: String
  package var test: TestResult
  package var files: [File]

  package init(engine: String, test: TestResult, files: [File]) {
    self.engine = engine
    self.test = test
    self.files = files
  }

  private static let head = "scrub-rules-manifest 1"

  /// The text that is signed.
  package var text: String {
    var lines = [Self.head, "engine \(engine)"]
    lines.append(
      "test rules \(test.rules) examples \(test.examples) failures \(test.failures)")
    lines += files.map { "\($0.role.rawValue) \($0.sha256) \($0.name)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads a text.
  ///
  /// - Throws: `SigningError.malformed`.
  package init(parsing text: String) throws(SigningError) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.popLast() == "", lines.count >= 3, lines[0] == Self.head else {
      throw .malformed("it does not begin with `\(Self.head)`")
    }
    let engine = lines[1].split(separator: " ", omittingEmptySubsequences: false)
    let test = lines[2].split(separator: " ", omittingEmptySubsequences: false)
    guard engine.count == 2, engine[0] == "engine", test.count == 7, test[0] == "test",
      test[1] == "rules", let rules = Int(test[2]), test[3] == "examples",
      let examples = Int(test[4]), test[5] == "failures", let failures = Int(test[6])
    else { throw .malformed("lines 2 and 3 are not the engine and the test") }
    self.engine = String(engine[1])
    self.test = TestResult(rules: rules, examples: examples, failures: failures)
    files = []
    for (number, line) in lines.enumerated().dropFirst(3) {
      let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let role = Role(rawValue: String(parts[0])),
        Self.isDigest(parts[1]), Self.isName(String(parts[2]))
      else { throw .malformed("line \(number + 1) is no role, digest and file name") }
      files.append(File(role: role, name: String(parts[2]), sha256: String(parts[1])))
    }
  }

  /// Whether a file of this name can stand in a manifest, which has one on each line.
  package static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") }
  }

  private static func isDigest(_ text: Substring) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
