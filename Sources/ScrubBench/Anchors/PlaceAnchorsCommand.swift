import ArgumentParser
import RuleFormat
import Scrubber

/// `scrub-bench place-anchors`: finds what is to be known of the default packs' rules and good buckets for
/// their anchors, and writes both as source code. To be run when rules change: until then, what is new is searched for
/// at start-up and placed greedily.
struct PlaceAnchorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "place-anchors",
    abstract:
      "Write what is known of the default packs' rules, and good places for their anchors.",
    discussion: """
      Buckets are searched for on a sample: a mixed corpus, a minified one, and the logs that are \
      named. What is found changes the speed only.
      """)

  @Option(help: "The folder of the core library.")
  var output: String = "Sources/Scrubber"

  @Option(help: "The file for the compiled packs.")
  var packs: String = "Rules/compiled/default.bin"

  @Option(help: "Moves to try for each kind of prefilter; 0 writes the anchors only.")
  var rounds: Int = 150_000

  @Option(help: "The seed of the corpora and of the search.")
  var seed: UInt64 = 2_026

  @Flag(help: "Write the common grams of the sample only; to be built before the rest is written.")
  var grams = false

  @Argument(help: "Logs to sample as well.")
  var logs: [String] = []

  func run() throws {
    if grams { return try writeGrams() }
    let rules = try DefaultPacks.load().flatMap(\.rules)
    try writePacks()
    try writeKnownRules(rules)
    if rounds > 0 { try writePlaces(rules) }
  }

  private func writePacks() throws {
    let file = try FileSink(path: packs)
    try file.write(try CompiledPacks.defaults()[...])
    try file.close()
  }

  /// What stands at fewer positions than one in this many is not worth a place in the table.
  private static let leastShare = 25_000

  private func writeGrams() throws {
    var sample = GramSample(bits: (0...255).map { UInt64($0) })
    for text in try sampleTexts() { sample.add(text) }
    let counts = zip(sample.grams, sample.counts).filter { $1 * Self.leastShare > sample.total }
    var source = SourceText(of: "CommonGrams")
    source.append(
      "packedLogText",
      PrefilterWindow.packedGrams(counts.map { (gram: $0, count: $1) }, of: sample.total))
    try source.write(to: "\(output)/Pattern/CommonGrams+LogText.swift")
  }

  private func writeKnownRules(_ rules: [Rule]) throws {
    let tables = try KnownRuleTables(rules)
    var source = SourceText(of: "KnownRules")
    source.append("sets", tables.sets)
    source.append("windows", tables.windows)
    source.append("neighbours", tables.neighbours)
    source.append("keys", tables.keys)
    source.append("starts", tables.starts, type: "UInt16")
    source.append("shapes", tables.shapes)
    try source.write(to: "\(output)/Confirm/KnownRules+Default.swift")
  }

  private func writePlaces(_ rules: [Rule]) throws {
    let scrubber = try SecretScrubber(rules: rules)
    let texts = try sampleTexts()
    var source = SourceText(of: "AnchorPlaces")
    for kind in PrefilterKind.allCases {
      var sample = GramSample(bits: (0...255).map { PrefilterWindow.bits(of: $0, kind) })
      for text in texts { sample.add(text) }
      let windows = scrubber.prefilterWindows(kind)
      var search = PlaceSearch(windows, sample: sample, seed: seed)
      search.run(rounds: rounds) { round, cost in
        let share = Double(cost) / Double(sample.total)
        print("\(kind.rawValue): \(round) of \(rounds), \(share) of all positions pass")
      }
      let places = zip(windows, search.buckets).map { $0.key | UInt64($1) }.sorted()
      source.append(kind.rawValue, places)
    }
    try source.write(to: "\(output)/Detect/AnchorPlaces+Default.swift")
  }

  private func sampleTexts() throws -> [[UInt8]] {
    var texts: [[UInt8]] = []
    for (kind, size) in [(CorpusKind.mixed, 1_500_000), (.minifiedJSON, 300_000)] {
      texts.append(try CorpusGenerator.bytes(kind, seed: seed, byteLimit: size))
    }
    for log in logs {
      guard let text = readTextFile(log) else {
        throw BenchError("Can't read \(log): \(lastSystemError()).")
      }
      texts.append(Array(text.utf8.prefix(1_500_000)))
    }
    return texts
  }
}
