import Scrubber

/// The scrubbers for inputs: rules may be for files of some names only.
struct FileScrubbers {
  /// With all rules; for standard input, whose name is not known.
  let all: SecretScrubber
  private let rules: [Rule]
  private let secrets: [RegisteredSecret]
  private let policy: Policy
  private let haveNames: Bool
  private var made: [[Bool]: SecretScrubber] = [:]

  /// - Throws: `ScrubberError` for the first rule or secret that can't be taken.
  init(rules: [Rule], secrets: [RegisteredSecret], policy: Policy) throws(ScrubberError) {
    all = try SecretScrubber(rules: rules, secrets: secrets, policy: policy)
    self.rules = rules
    self.secrets = secrets
    self.policy = policy
    haveNames = rules.contains { !$0.paths.isEmpty || !$0.exceptPaths.isEmpty }
  }

  /// The scrubber for an input, `-` for standard input.
  mutating func scrubber(for input: String) -> SecretScrubber {
    guard haveNames, input != "-" else { return all }
    let choice = rules.map { $0.applies(toFile: input) }
    if let known = made[choice] { return known }
    let chosen = zip(rules, choice).filter(\.1).map(\.0)
    // A part of what was taken is taken, too; if not, all of it masks more.
    let scrubber = (try? SecretScrubber(rules: chosen, secrets: secrets, policy: policy)) ?? all
    made[choice] = scrubber
    return scrubber
  }
}
