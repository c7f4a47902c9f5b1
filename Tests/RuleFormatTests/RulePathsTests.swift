import RuleFormat
import Scrubber
import Testing

@Suite("The paths of rules")
struct RulePathsTests {
  private static func rule(_ keys: String) throws -> Rule {
    let text = packText("[[rules]]\nid = 'one'\nsecret = 'abcd[0-9]{4}'\n" + keys)
    return try #require(try RulePackLoader.load(text, file: "test.toml").rules.first)
  }

  @Test("choose the files that a rule is for")
  func paths() throws {
    let rule = try Self.rule(
      "paths = ['(?i)\\.ya?ml$', '^etc/']\nexcept_paths = '(?:^|/)vendor/'")
    for name in ["a.yml", "x/B.YAML", "etc/hosts"] {
      #expect(rule.applies(toFile: name), "\(name)")
    }
    for name in ["a.yml.txt", "x/etc/hosts", "vendor/a.yml", "x/vendor/y/a.yml", ""] {
      #expect(!rule.applies(toFile: name), "\(name)")
    }
  }

  @Test("do not matter where no name is known, or none are given")
  func unknown() throws {
    #expect(try Self.rule("paths = ['x']\nexcept_paths = ['y']").applies(toFile: nil))
    #expect(try Self.rule("").applies(toFile: "anything"))
    #expect(!(try Self.rule("except_paths = ['y']").applies(toFile: "y")))
  }

  @Test("are checked when the pack is loaded")
  func broken() throws {
    let error = try #require(
      loadError(packText("[[rules]]\nid = 'one'\nsecret = 'abc'\npaths = ['a(?:b']")))
    #expect(error.kind == .invalidValue && error.ruleID == "one" && error.line == 9)
    #expect(error.reason.hasPrefix("`paths`: the group is not closed"))
  }

  @Test("that can't be read let the rule apply")
  func unreadable() {
    var rule = Rule(id: "one", secret: "abc")
    rule.paths = ["a(b"]
    rule.exceptPaths = ["c(d"]
    #expect(rule.applies(toFile: "x"))
  }
}
