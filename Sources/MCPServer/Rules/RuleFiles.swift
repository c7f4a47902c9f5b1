import AirflowTools
import Glibc
import RuleFormat
import Scrubber
import SecretFiles

/// Rules and secrets from the files and variables that the operator named.
struct RuleFiles: Sendable {
  let packs: [String]
  let secretFiles: [String]
  /// Files with secrets of Airflow itself.
  let airflowFiles: [String]
  /// Values that do not change while the process lives.
  let fixedSecrets: [RegisteredSecret]

  /// Why rules or secrets can't be used; no byte of a secret.
  struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  /// What is in use.
  struct Content: Sendable {
    let rules: [Rule]
    let secrets: [RegisteredSecret]
    let scrubber: SecretScrubber
    /// Whole sentences for the operator.
    let warnings: [String]
  }

  init(_ options: RuleOptions, _ environment: Environment) throws(Broken) {
    packs = options.packs
    secretFiles = options.secretFiles
    airflowFiles = options.airflowFiles
    var secrets: [RegisteredSecret] = []
    func register(_ name: String, _ value: String) {
      secrets.append(
        RegisteredSecret(value: Array(value.utf8), name: "environment variable \(name)"))
    }
    for name in options.secretVariables.flatMap({ $0.split(separator: ",").map(String.init) }) {
      guard let value = environment[name] else {
        throw Broken(description: "--secrets-env: \(name) is not set, or empty")
      }
      register(name, value)
    }
    for name in Environment.secretNames {
      if let value = environment[name] { register(name, value) }
    }
    fixedSecrets = secrets + AirflowSecrets(environment: environment.values).secrets
  }

  /// The files, of which a change means to load again.
  var paths: [String] { packs + secretFiles + airflowFiles }

  /// Reads and compiles everything.
  func load() throws(Broken) -> Content {
    do {
      var composer = PackComposer(
        defaults: { try DefaultPacks.load(withExamples: false) },
        read: { path in try RulePackLoader.load(bytes: try Self.read(path), file: path) })
      try composer.addDefaults()
      for path in packs { try composer.add(path: path) }
      var secrets = fixedSecrets
      var warnings: [String] = []
      for path in secretFiles {
        let file = try SecretsFile(try Self.read(path), format: .auto, name: path)
        secrets += file.secrets
        warnings += file.warnings
      }
      for path in airflowFiles {
        let found = try AirflowSecrets(try Self.read(path), name: path).secrets
        if found.isEmpty { warnings.append("\(path): no secret of Airflow was found in it") }
        secrets += found
      }
      let rules = composer.rules
      let scrubber = try SecretScrubber(rules: rules, secrets: secrets)
      warnings += scrubber.secretReports.map(\.description)
      return Content(rules: rules, secrets: secrets, scrubber: scrubber, warnings: warnings)
    } catch let error as Broken {
      throw error
    } catch {
      // Errors of packs and secrets name files, lines and rules, and show no secret.
      throw Broken(description: "\(error)")
    }
  }

  private static func read(_ path: String) throws(Broken) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else {
      throw Broken(description: "\(path): \(String(cString: strerror(errno)))")
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw Broken(description: "\(path): \(String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= 64 << 20 else {
        throw Broken(description: "\(path): larger than 64 MiB")
      }
    }
  }
}
