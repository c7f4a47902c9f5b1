@testable import RuleFormat

/// Text of a pack with `rules` after a valid head of five lines.
func packText(_ rules: String, head extra: String = "") -> String {
  """
  name = "test"
  version = "1.0.0"
  licence = "Apache-2.0"
  \(extra)

  \(rules)
  """
}

/// The error that loading `text` gives, or `nil` if it loads.
func loadError(_ text: String) -> RulePackError? {
  do {
    _ = try RulePackLoader.load(text, file: "test.toml")
    return nil
  } catch {
    return error
  }
}
