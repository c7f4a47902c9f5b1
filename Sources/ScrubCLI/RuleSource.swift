import RuleFormat
import Scrubber

/// Where rules come from: the packs inside the program and the packs that the user names.
enum RuleSource {
  /// The rules of all packs that the options ask for.
  ///
  /// - Throws: `SystemError` when a pack cannot be read, `UsageError` when it is broken.
  static func load(_ options: Options.Rules) throws -> [Rule] {
    var packs: [RulePack] = []
    do {
      if !options.omitsDefaults { packs += try DefaultPacks.load(withExamples: false) }
      for path in options.paths {
        packs.append(try RulePackLoader.load(bytes: InputFile(path).readAll(), file: path))
      }
    } catch let error as RulePackError {
      throw UsageError(error.description)
    }
    return packs.flatMap(\.rules)
  }
}
