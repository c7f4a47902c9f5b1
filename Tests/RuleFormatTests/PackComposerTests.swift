import Scrubber
import Testing

@testable import RuleFormat

@Suite("Several packs at once")
struct PackComposerTests {
  /// Files by their path.
  private func composer(_ files: [String: String], defaults: [String] = []) -> PackComposer {
    PackComposer(
      defaults: { try defaults.map { try RulePackLoader.load($0, file: "built-in.toml") } },
      read: { path in
        guard let text = files[path] else { throw Missing(path: path) }
        return try RulePackLoader.load(text, file: path)
      })
  }

  private struct Missing: Error, Equatable { var path: String }

  private func rule(_ id: String, _ more: String = "") -> String {
    "[[rules]]\nid = '\(id)'\nsecret = '\(id)[0-9]{8}'\n\(more)\n"
  }

  @Test("a later pack's rule takes the place of one with its id")
  func precedence() throws {
    var packs = composer(
      [
        "a.toml": packText(rule("one", "description = 'a'") + rule("two")),
        "b.toml": packText(rule("one", "description = 'b'")),
      ], defaults: [packText(rule("one", "description = 'built-in'"))])
    try packs.addDefaults()
    try packs.add(path: "a.toml")
    try packs.add(path: "b.toml")
    #expect(packs.rules.map(\.id) == ["one", "two"])
    #expect(packs.rules[0].description == "b")
    #expect(packs.entries.map(\.fileName) == ["b.toml", "a.toml"])
    #expect(packs.weakening == ["a.toml", "b.toml"])
  }

  @Test("packs that are extended come first, once, beside the file that names them")
  func extends() throws {
    var packs = composer(
      [
        "dir/a.toml": packText(rule("one"), head: "extends = ['b.toml', 'default', '/c.toml']"),
        "dir/b.toml": packText(rule("two"), head: "extends = 'a.toml'"),
        "/c.toml": packText(rule("three")),
      ], defaults: [packText(rule("zero"))])
    try packs.add(path: "dir/a.toml")
    try packs.add(path: "dir/b.toml")
    try packs.addDefaults()
    #expect(packs.rules.map(\.id) == ["two", "zero", "three", "one"])
    #expect(throws: Missing(path: "none.toml")) { try packs.add(path: "none.toml") }
  }

  @Test("a text of its own hides what stands in the input, so it counts as a change")
  func placeholders() throws {
    var packs = composer(["a.toml": packText(rule("one", "placeholder = 'ghp_'") + rule("two"))])
    try packs.add(path: "a.toml")
    #expect(packs.weakening == ["a.toml"])
  }

  @Test("a pack of a later group counts again, though one before extends and changes it")
  func groups() throws {
    var packs = composer([
      "a.toml": packText(rule("one")),
      "b.toml": packText("", head: "extends = 'a.toml'\ndisable = ['one']"),
    ])
    try packs.add(path: "b.toml")
    #expect(packs.has(path: "a.toml") && packs.rules.map(\.isEnabled) == [false])
    packs.beginGroup()
    #expect(!packs.has(path: "a.toml"))
    try packs.add(path: "a.toml")
    #expect(packs.rules.map(\.isEnabled) == [true])
  }

  @Test("rules of packs before are switched off and changed")
  func changes() throws {
    let text = packText(
      """
      [[overrides]]
      id = "two"
      confidence = "context"
      placeholder = "<two>"
      entropy = 2.5
      randomness = 0.25
      action = "inform"
      tags = ["t"]
      allowlist = { values = ["v"], regexes = 'r$', stopwords = ["s"] }
      """, head: "extends = 'a.toml'\ndisable = ['one']")
    var packs = composer([
      "a.toml": packText(rule("one") + rule("two", "allowlist.values = ['old']")), "b.toml": text,
    ])
    try packs.add(path: "b.toml")
    #expect(packs.rules.map(\.isEnabled) == [false, true])
    let two = packs.rules[1]
    #expect(two.confidence == .context && two.placeholder == "<two>" && two.action == .inform)
    #expect(two.minimumEntropy == 2.5 && two.minimumRandomness == 0.25 && two.tags == ["t"])
    #expect(two.allowedValues == ["old", "v"] && two.mustNot == ["r$"] && two.stopwords == ["s"])
    #expect(packs.weakening == ["b.toml"])
  }

  @Test("a rule that is not there can't be changed")
  func unknown() throws {
    var packs = composer([
      "a.toml": packText(rule("github-token")),
      "b.toml": packText(
        "[[overrides]]\nid = 'github-tokn'\nenabled = false", head: "extends = 'a.toml'"),
      "c.toml": packText("", head: "extends = 'a.toml'\ndisable = ['gitlab-token']"),
    ])
    let error = #expect(throws: RulePackError.self) { try packs.add(path: "b.toml") }
    #expect(
      error?.description
        == "b.toml:6: rule \"github-tokn\": `overrides` names a rule that no pack before it has; "
        + "did you mean `github-token`?")
    #expect(throws: RulePackError.self) { try packs.add(path: "c.toml") }
  }

  @Test("a configuration needs nothing, extends the built-in rules, and allows for all rules")
  func configuration() throws {
    let built = packText(
      rule("one") + "[[rules]]\nid = 'random'\nkind = 'entropy'\n"
        + "[[rules]]\nid = 'k'\nkind = 'pem'")
    var packs = composer([:], defaults: [built])
    try packs.add(
      RulePackLoader.load(
        "allowlist.values = ['v']\nallowlist.regexes = ['^x']\n" + rule("two"),
        file: "c/.scrub.toml",
        role: .configuration))
    #expect(packs.rules.map(\.id) == ["one", "random", "k", "two"])
    #expect(packs.rules.map(\.allowedValues) == [["v"], ["v"], [], ["v"]])
    #expect(packs.rules.map(\.mustNot) == [["^x"], ["^x"], [], ["^x"]])
    #expect(packs.weakening == ["c/.scrub.toml"])
    var none = composer([:], defaults: [built])
    try none.add(
      RulePackLoader.load("extends = []", file: ".scrub.toml", role: .configuration))
    #expect(none.rules.isEmpty && none.weakening.isEmpty)
  }

  @Test("what a configuration allows is left alone, random tokens too")
  func allowed() throws {
    var packs = composer([:], defaults: [packText("[[rules]]\nid = 'r'\nkind = 'entropy'")])
    let token = "4CKY5X3417WdvS6THgJcL47rAdKT7y0t0f2fc4wI"
    try packs.addDefaults()
    #expect(
      try SecretScrubber(rules: packs.rules).scrub(Array("a \(token) b".utf8)).findings.count == 1)
    try packs.add(
      RulePackLoader.load(
        "extends = []\nallowlist.regexes = '^4CKY'", file: ".scrub.toml", role: .configuration))
    #expect(
      try SecretScrubber(rules: packs.rules).scrub(Array("a \(token) b".utf8)).findings.isEmpty)
  }
}
