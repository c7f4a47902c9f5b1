import ArgumentParser

/// The benchmark of `scrub`: generates its corpora and measures on them.
@main
struct ScrubBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrub-bench",
    abstract: "Generate log corpora and measure how fast scrub is on them.",
    subcommands: [
      GenerateCommand.self, SpeedCommand.self, LibraryCommand.self, DifferentialCommand.self,
      WorstCommand.self,
      PassCommand.self, PlaceAnchorsCommand.self,
    ])
}
