import ArgumentParser
import RuleFormat
import Scrubber

/// `scrub-bench place-anchors`: searches for good buckets for the default packs' anchors and writes
/// them as source code. To be run when rules change: new windows are placed greedily until then.
struct PlaceAnchorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "place-anchors",
    abstract: "Search for better places of the default packs' anchors in the prefilter.",
    discussion: """
      The sample is a mixed corpus, a minified one, and the logs that are named. What is found \
      changes the speed only. Write to Sources/Scrubber/Detect/AnchorPlaces+Default.swift.
      """)

  @Option(help: "The file of source code to write.")
  var output: String

  @Option(help: "Moves to try for each kind of prefilter.")
  var rounds: Int = 150_000

  @Option(help: "The seed of the corpora and of the search.")
  var seed: UInt64 = 2_026

  @Argument(help: "Logs to sample as well.")
  var logs: [String] = []

  func run() throws {
    let packs = try DefaultPacks.load(withExamples: false)
    let scrubber = try SecretScrubber(rules: packs.flatMap(\.rules))
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
    var source = """
      // Written by `scrub-bench place-anchors`; do not edit.

      extension AnchorPlaces {

      """
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
      source += "\n  static let \(kind.rawValue): [UInt64] = [\n"
      for row in stride(from: 0, to: places.count, by: 4) {
        let numbers = places[row..<min(row + 4, places.count)].map { place in
          let digits = String(place, radix: 16)
          return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
        }
        source += "    " + numbers.joined(separator: ", ") + ",\n"
      }
      source += "  ]\n"
    }
    source += "}\n"
    let file = try FileSink(path: output)
    try file.write(Array(source.utf8)[...])
    try file.close()
  }
}
