import RuleFormat
import Scrubber
import Testing

@testable import RuleImport

@Suite("The importer")
struct ImporterTests {
  private static func imported(
    _ importer: RuleImporter = RuleImporter()
  ) throws -> RuleImporter.Imported {
    try importer.load(OwnPack.text, file: "folder/own.toml")
  }

  private static func entry(_ id: String) throws -> ImportReport.Entry {
    try #require(try imported().report.entries.first { $0.id == id })
  }

  private static func rule(_ id: String) throws -> Rule {
    try #require(try imported().pack.rules.first { $0.id == id })
  }

  private static func kinds(_ id: String) throws -> Set<ImportChange.Kind> {
    Set(try entry(id).changes.map(\.kind))
  }

  @Test("masks at least what the tool takes for the secret")
  func safety() throws {
    let imported = try Self.imported()
    let foreign = try ForeignReader(file: "own").read(OwnPack.text)
    var check = SafetyCheck()
    for (index, rule) in foreign.rules.enumerated() where rule.id != "broken" {
      try check.check(rule, in: foreign, imported, count: 300, seed: UInt64(index))
    }
    #expect(check.leaks.isEmpty, "\(check.leaks.prefix(5).map(\.debugText))")
    #expect(check.checked > 2_000)
  }

  @Test("writes a pack that comes back equal")
  func roundTrip() throws {
    let pack = try Self.imported().pack
    let text = PackWriter.text(of: pack, comment: ["made by a test", ""])
    #expect(text.hasPrefix("# made by a test\n#\nname = 'own'\n"))
    #expect(try RulePackLoader.load(text, file: "folder/own.toml") == pack)
    #expect(text.contains("(?&shared-1)"))
  }

  @Test("recognises foreign files")
  func recognises() throws {
    #expect(RuleImporter.recognises(OwnPack.text.utf8))
    #expect(!RuleImporter.recognises(PackWriter.text(of: try Self.imported().pack).utf8))
    #expect(!RuleImporter.recognises("".utf8))
  }

  @Test("leaves out narrow terminators and computes the boundaries")
  func boundaries() throws {
    let rule = try Self.rule("narrow")
    #expect(rule.before == nil && rule.after == nil)
    #expect(rule.secret == "zap_[0-9A-Za-z]{24}")
    #expect(rule.minimumEntropy == 2)
    #expect(try Self.kinds("narrow").isSuperset(of: [.terminator, .leftBoundary, .tokenEnd]))
    // A rule without a boundary also finds secrets within words.
    #expect(try Self.rule("no-boundary").before == "")
  }

  @Test("masks a token before any separator, and a longer one to its end")
  func masks() throws {
    let scrubber = try SecretScrubber(rules: [Self.rule("narrow")])
    for end in [",", ")", "]", "&x", "<", "|", ".", "%22", "\u{1B}[0m", "ZZZZ99 "] {
      let text = "f(zap_a1b2c3d4e5f6g7h8i9j0k1l2" + end
      let masked = scrubber.scrub(Array(text.utf8)).bytes.text
      #expect(!masked.contains("a1b2") && !masked.contains("ZZZZ99"), "\(masked)")
    }
  }

  @Test("starts a rule with its own text")
  func leadingPart() throws {
    let rule = try Self.rule("context-rule")
    #expect(rule.before?.hasPrefix("(?i:quux)") == true)
    #expect(rule.confidence == .context)
    #expect(rule.tags == ["made-up"])
    #expect(try Self.kinds("Context.Rule").isSuperset(of: [.leadingPart, .renamed]))
  }

  @Test("lets what has no limit go on")
  func unbounded() throws {
    #expect(try Self.rule("eater").eater == .run)
    #expect(try Self.rule("eater").secret == "zeat_[\\w\\-]{100,}")
    let scrubber = try SecretScrubber(rules: [Self.rule("parts")])
    let long = String(repeating: "aB3", count: 900)
    for text in ["zj\(long).zj\(long).\(long)", "zj\(long)", "zjabcdefghijklmnopqrs.zj\(long)"] {
      let masked = scrubber.scrub(Array("x=\(text) y".utf8)).bytes.text
      #expect(masked == "x=[REDACTED:parts] y")
    }
  }

  @Test("finds the group that is the secret")
  func groups() throws {
    #expect(try Self.entry("two-ways").nativeIDs == ["two-ways", "two-ways-2"])
    let group = try SecretScrubber(rules: [Self.rule("second-group")])
    let text = "zorg_token: 0123456789abcdef0123456789abcd;"
    #expect(
      group.scrub(Array(text.utf8)).bytes.text == "zorg_token: [REDACTED:second-group];")
    // A group in a repeat only holds it together.
    #expect(try Self.kinds("grouping").contains(.widened))
    #expect(try Self.rule("grouping").secret.hasPrefix("https://hooks"))
  }

  @Test("turns gates into confidence")
  func gates() throws {
    #expect(try Self.rule("gated").confidence == .context)
    #expect(
      try Self.kinds("gated").isSuperset(of: [.keyword, .composite, .validation]))
  }

  @Test("leaves private keys to the engine")
  func privateKeys() throws {
    #expect(try Self.rule("block").kind == .pem)
    let beside = try Self.imported(RuleImporter(idPrefix: "own-", takesPrivateKeys: false))
    #expect(beside.pack.rules.allSatisfy { $0.kind == .expression && $0.id.hasPrefix("own-") })
    let entry = try #require(beside.report.entries.first { $0.id == "block" })
    #expect(entry.refusal == nil && entry.nativeIDs.isEmpty)
    let scrubber = try SecretScrubber(
      rules: DefaultPacks.load(withExamples: false).flatMap(\.rules) + beside.pack.rules)
    #expect(scrubber.rules.count > beside.pack.rules.count)
  }

  @Test("applies paths to the names of files")
  func paths() throws {
    let rule = try Self.rule("in-files")
    #expect(rule.applies(toFile: "/etc/a.ZCFG") && rule.applies(toFile: nil))
    #expect(!rule.applies(toFile: "a.txt") && !rule.applies(toFile: "x/fixtures/a.zcfg"))
    #expect(!(try Self.rule("narrow").applies(toFile: "package.lock")))
    #expect(!(try Self.rule("allowed").applies(toFile: "docs/README.md")))
    #expect(!(try Self.rule("filtered").applies(toFile: "a.md")))
  }

  @Test("takes allowlists that can be asked of a secret, and only those")
  func allowlists() throws {
    let scrubber = try SecretScrubber(rules: [Self.rule("allowed")])
    func isMasked(_ secret: String) -> Bool {
      !scrubber.scrub(Array("do not scan: \(secret) .".utf8)).findings.isEmpty
    }
    #expect(!isMasked("zall_000000000000000a"))
    #expect(!isMasked("zall_abcabcabcabcabc1"))
    // Both tests of a list must hold.
    #expect(!isMasked("zall_sample0123456789"))
    #expect(isMasked("zall_samplesamplesamp") && isMasked("zall_a0123456789abcde"))
    // Of a list of lines only what can stand in the secret itself is known.
    #expect(!isMasked("zall_deadbeef01234567"))
    #expect(try Self.kinds("allowed").isSuperset(of: [.allowlist, .allowlistLeftOut, .paths]))
  }

  @Test("reads the filters of betterleaks")
  func filters() throws {
    let rule = try Self.rule("filtered")
    #expect(rule.minimumEntropy == 2.5)
    #expect(rule.must == ["\\d"])
    #expect(rule.mustNot.prefix(2) == ["^zfil_test", "x{9}"])
    #expect(rule.stopwords == ["placeholder", "abcabcabc"])
    #expect(try Self.kinds("filtered").contains(.filterLeftOut))
  }

  @Test("refuses a rule with a reason and goes on")
  func refusals() throws {
    let report = try Self.imported().report
    let refused = report.entries.filter { $0.refusal != nil }.map(\.id)
    #expect(refused == ["file-only", "broken", "no-anchor"])
    #expect(report.refusedCount == 3 && report.takenCount == report.entries.count - 3)
    #expect(report.text.contains("file-only: refused: it finds files by their names and no text; "))
    #expect(report.text.contains("extends the tool's own rules"))
  }

  @Test(
    "refuses what is no rule file",
    arguments: [
      ("[[rules]\n", RulePackError.Kind.syntax), ("title = 'x'\n", .missingKey),
      ("[[rules]]\nid = 'a'\npath = 'x'\n", .invalidValue),
    ])
  func noRules(_ text: String, _ kind: RulePackError.Kind) {
    let error = #expect(throws: RulePackError.self) {
      try RuleImporter().load(text, file: "f.toml")
    }
    #expect(error?.kind == kind)
  }
}
