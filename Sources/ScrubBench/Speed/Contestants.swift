/// A program that is measured: how to start it on a file.
struct Contestant: Sendable {
  var name: String
  /// The command up to the file's name.
  var command: [String]
  /// What comes after the file's name.
  var trailing: [String] = []
  var environment: [String: String] = [:]
  /// Slow programs get the small corpus.
  var usesSmallCorpus = false

  /// The whole command on a file.
  func command(on path: String) -> [String] { command + [path] + trailing }

  /// `program`, which reads what another program writes to a pipe; both together are measured.
  static func piped(_ name: String, from writer: String, into program: [String]) -> Contestant {
    Contestant(
      name: name,
      command: ["sh", "-c", "file=$1; shift; \(writer) | \"$@\" > /dev/null", "sh"],
      trailing: program)
  }

  /// The least that reading a file and writing it away can cost.
  static let cat = Contestant(name: "cat", command: ["cat"])

  /// What people do by hand: ten substitutions, bytes rather than characters.
  static let sed = Contestant(
    name: "sed -E, 10 rules",
    command: ["sed", "-E"] + sedRules.flatMap { ["-e", $0] },
    environment: ["LC_ALL": "C"], usesSmallCorpus: true)

  private static let sedRules = [
    "s/AKIA[A-Z0-9]{16}/[REDACTED]/g",
    "s/gh[oprsu]_[A-Za-z0-9]{36,}/[REDACTED]/g",
    "s/glpat-[A-Za-z0-9_-]{20,}/[REDACTED]/g",
    "s/xox[abprs]-[A-Za-z0-9-]{10,}/[REDACTED]/g",
    "s/[rs]k_live_[A-Za-z0-9]{20,}/[REDACTED]/g",
    "s/AIza[A-Za-z0-9_-]{35}/[REDACTED]/g",
    "s/eyJ[A-Za-z0-9_-]+\\.eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+/[REDACTED]/g",
    "s/(Bearer|Basic) +[A-Za-z0-9._+\\/=-]{16,}/\\1 [REDACTED]/g",
    "s/((password|passwd|secret|token|api_?key)\"?[=:] *[\"']?)[^ \"',;&]+/\\1[REDACTED]/g",
    "s/(:\\/\\/[^:@\\/ ]*:)[^@\\/ ]+@/\\1[REDACTED]@/g",
  ]
}
