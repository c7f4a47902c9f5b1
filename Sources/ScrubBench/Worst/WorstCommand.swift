import ArgumentParser
import Foundation
import RuleFormat
import Scrubber

/// `scrub-bench worst`: a search for the text on which the engine is slowest.
struct WorstCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worst",
    abstract: "Search for the inputs that take most CPU time for a byte.",
    discussion: """
      Texts are made of the rules' examples, keywords and beginnings of floods, repeated, and \
      changed at random; what costs more is kept. The same seed tries the same texts at first, but \
      times decide what is kept.
      """)

  @Option(help: "How long to search.")
  var minutes: Double = 10

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(help: "What to look for.")
  var configuration: Configuration = .defaults

  @Option(help: "A rule pack to use instead of the default ones, for example an imported one.")
  var rules: String?

  @Option(help: "How many of the worst to show.")
  var count: Int = 10

  @Option(help: "A folder for the worst texts, each repeated to 1 MiB, and worst.json.")
  var output: String?

  func validate() throws {
    if minutes <= 0 || count < 1 {
      throw ValidationError("--minutes and --count must be positive.")
    }
  }

  /// A line of worst.json.
  private struct Entry: Codable {
    var megabytesPerSecond: Double
    var cost: CostOfText
    /// The text that is repeated, in base64.
    var unit: Data
  }

  func run() throws {
    var packs = try DefaultPacks.load()
    let scrubber: SecretScrubber
    if let rules {
      let bytes = try PassCommand.bytes(of: rules)
      packs = [try RulePackLoader.load(bytes: bytes, file: rules)]
      scrubber = try SecretScrubber(rules: packs.flatMap(\.rules))
    } else {
      scrubber = try configuration.scrubber(path: nil)
    }
    var search = WorstSearch(scrubber, pieces: Self.pieces(of: packs), seed: seed)
    let end = monotonicSeconds() + 60 * minutes
    while monotonicSeconds() < end { try search.step() }
    let ranking = try search.ranking(count)
    print("\(search.tried) texts tried, seed \(seed)\n")
    print("| MB/s | candidates | attempts | PCRE2 calls | bytes repeated | text |")
    print("|--:|--:|--:|--:|--:|---|")
    for member in ranking { print(Self.row(of: member)) }
    if let output { try write(ranking, to: output) }
  }

  /// Counters are for each 1,000 bytes.
  private static func row(of member: WorstSearch.Member) -> String {
    let text = String(decoding: member.text.prefix(60), as: UTF8.self).debugDescription
    let cost = member.cost
    let cells = [
      formatted(cost.megabytesPerSecond, decimals: 1), formatted(cost.candidates),
      formatted(cost.attempts), formatted(cost.confirmCalls), "\(member.text.count)",
      "`" + text.replacingOccurrences(of: "`", with: "'").replacingOccurrences(of: "|", with: "¦")
        + "`" + (member.text.count > 60 ? "…" : ""),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func write(_ ranking: [WorstSearch.Member], to folder: String) throws {
    let folder = URL(fileURLWithPath: folder, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var entries: [Entry] = []
    for (index, member) in ranking.enumerated() {
      let text = WorstSearch.repeated(member.text, to: 1 << 20)
      try Data(text).write(to: folder.appendingPathComponent("worst-\(index + 1).log"))
      entries.append(
        Entry(
          megabytesPerSecond: member.cost.megabytesPerSecond, cost: member.cost,
          unit: Data(member.text)))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(entries).write(to: folder.appendingPathComponent("worst.json"))
  }

  /// What texts are made of: examples, keywords, literal beginnings and floods.
  private static func pieces(of packs: [RulePack]) -> [[UInt8]] {
    var texts: Set<String> = []
    for pack in packs {
      for examples in pack.examples.values {
        for example in examples.positive + examples.negative { texts.insert(example.text) }
      }
      for rule in pack.rules {
        texts.formUnion(rule.keywords)
        for pattern in [rule.before, rule.secret, rule.after].compactMap(\.self) {
          // The letters of a pattern are its anchors.
          texts.formUnion(
            pattern.split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_") }
              .filter { $0.count > 2 }.map(String.init))
        }
      }
    }
    texts.formUnion(CorpusKind.allCases.compactMap { $0.flood?.unit })
    return texts.filter { !$0.isEmpty }.sorted().map { Array($0.utf8.prefix(600)) }
  }
}
