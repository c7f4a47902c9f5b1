import RuleFormat

/// The entries of a pack with these rules.
func entries(_ rules: String) throws -> [PackComposer.Entry] {
  let text = "name = 'test'\nversion = '1.0.0'\nlicence = 'Apache-2.0'\n" + rules
  var composer = PackComposer(defaults: { [] }, read: { _ in throw NoFile() })
  try composer.add(RulePackLoader.load(text, file: "test.toml"))
  return composer.entries
}

/// Tests read no files.
struct NoFile: Error {}
