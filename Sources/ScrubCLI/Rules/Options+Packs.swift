import ArgumentParser
import RuleFormat
import Scrubber

extension Options {
  /// Packs that a command looks at, and those that are used beside them.
  struct Packs: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        "Packs to look at; all that are in use without any.", valueName: "pack"))
    var packs: [String] = []

    @OptionGroup(title: "Rules") var rules: Options.Rules

    /// All rules in use, and those that are to be looked at.
    func load() throws -> (all: PackComposer, chosen: [PackComposer.Entry]) {
      var options = rules
      options.paths += packs
      let composer = try RuleSource.compose(options, withExamples: true)
      guard !packs.isEmpty else { return (composer, composer.entries) }
      return (composer, composer.entries.filter { packs.contains($0.fileName) })
    }
  }
}
