import Foundation
import Testing

extension EndToEnd {
  /// `scrub rules`, configurations and signed packs.
  @Suite struct RulesTests {
    let folder = TemporaryFolder()

    /// A pack whose rule has examples.
    private func pack(_ more: String = "") -> String {
      FakeSecrets.demoPack + """

        examples = ["\(FakeSecrets.demoToken(1))", "\(FakeSecrets.demoToken(2))"]
        counter_examples = ["demo_short"]
        \(more)
        """
    }

    // MARK: Tools

    @Test func rulesAreTested() throws {
      let good = try folder.write(pack(), to: "good.toml")
      let outcome = try ScrubProgram.run(["rules", "test", good])
      #expect(outcome.ending == .exited(0), "\(outcome.text)")
      #expect(outcome.text.hasPrefix("1 rules, 3 examples, "))
      let bad = try folder.write(
        FakeSecrets.demoPack + "\nexamples = ['demo_short']", to: "bad.toml")
      let failed = try ScrubProgram.run(["rules", "test", "--json", bad])
      #expect(failed.ending == .exited(1))
      #expect(failed.text.contains("\"reason\":\"nothing is masked\""))
      #expect(!failed.text.contains("demo_short"))
    }

    @Test func rulesAreLinted() throws {
      let good = try folder.write(pack(), to: "good.toml")
      let outcome = try ScrubProgram.run(["rules", "lint", "--no-default-rules", good])
      #expect(outcome.ending == .exited(0), "\(outcome.text)")
      #expect(outcome.text.hasPrefix("1 rules, 0 errors, 0 warnings"))
      let slow = try folder.write(
        pack("[[rules]]\nid = 'slow'\nsecret = 'slow(?:[a-z]{1,20}){1,20}[0-9]'"), to: "slow.toml")
      let failed = try ScrubProgram.run(["rules", "lint", "--json", "--no-default-rules", slow])
      #expect(failed.ending == .exited(1))
      #expect(failed.text.contains("slow-pattern"))
    }

    @Test func aRuleIsShown() throws {
      let good = try folder.write(pack(), to: "good.toml")
      let outcome = try ScrubProgram.run(["rules", "show", "demo-token", "--rules", good])
      #expect(outcome.ending == .exited(0))
      #expect(outcome.text.contains("demo_[A-Za-z0-9]{24}"))
      #expect(outcome.text.contains("hold_back"))
      let json = try ScrubProgram.run(["rules", "show", "--json", "jwt", "aws-access-key-id"])
      let list = try JSONSerialization.jsonObject(with: Data(json.output)) as? [[String: Any]]
      #expect(list?.compactMap { $0["id"] as? String } == ["jwt", "aws-access-key-id"])
      let none = try ScrubProgram.run(["rules", "show", "no-such-rule"])
      #expect(none.ending == .exited(2))
    }

    @Test func aDecisionIsExplainedWithoutTheSecret() throws {
      let good = try folder.write(pack("must = '[0-9]{30}'"), to: "good.toml")
      let text = "a \(FakeSecrets.demoToken(1)) b"
      let outcome = try ScrubProgram.run(
        ["rules", "explain", "--rules", good, "--rule", "demo-token", "--no-default-rules"],
        text: text)
      #expect(outcome.ending == .exited(0))
      #expect(outcome.text.contains("nothing is masked"))
      #expect(outcome.text.contains("NO  must '[0-9]{30}'"))
      #expect(!outcome.text.contains(FakeSecrets.demoToken(1).prefix(12)))
      let json = try ScrubProgram.run(
        ["rules", "explain", "--rules", good, "--rule", "demo-token", "--json"], text: text)
      #expect(try JSONSerialization.jsonObject(with: Data(json.output)) is [String: Any])
    }

    @Test func rulesAreMeasuredAndCompared() throws {
      let good = try folder.write(pack(), to: "good.toml")
      let log = try folder.write("x \(FakeSecrets.demoToken(3)) y\n", to: "log")
      let bench = try ScrubProgram.run(
        ["rules", "bench", "--json", "--no-default-rules", "--rules", good, log])
      #expect(bench.ending == .exited(0))
      #expect(bench.text.contains("\"rule\":\"demo-token\"") && bench.text.contains("\"hits\":1"))
      let diff = try ScrubProgram.run(
        ["rules", "diff", "--no-default-rules", "default", good, "--corpus", log])
      #expect(diff.ending == .exited(1))
      #expect(diff.text.hasPrefix("+ \(log):1: byte 2, 29 bytes, demo-token\n"))
      let same = try ScrubProgram.run(["rules", "diff", good, good, "--corpus", log])
      #expect(same.ending == .exited(0))
      #expect(same.text == "0 newly masked, 0 no longer masked\n")
    }

    // MARK: Configurations

    @Test func theNearestConfigurationCounts() throws {
      let inner = folder.path("a/b")
      try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
      _ = try folder.write("disable = ['high-entropy-token']\n", to: "a/.scrub.toml")
      let text = "cache entry \(FakeSecrets.token(5, length: 40))\n"
      let masked = try ScrubProgram.run([], text: text)
      #expect(masked.text != text)
      let outcome = try ScrubProgram.run([], text: text, directory: inner)
      #expect(outcome.text == text)
      #expect(outcome.errors.contains("changes the rules"))
      let without = try ScrubProgram.run(["--no-config"], text: text, directory: inner)
      #expect(without.text == masked.text && without.errors.isEmpty)
      let path = try folder.write("allowlist.values = ['nothing']\n", to: "other.toml")
      let named = try ScrubProgram.run(["--config", path], text: text, directory: inner)
      #expect(named.text == masked.text && named.errors.isEmpty)
      let variable = try ScrubProgram.run(
        [], text: text, environment: ["SCRUB_CONFIG": path], directory: inner)
      #expect(variable.text == masked.text)
    }

    @Test func aConfigurationThatAnybodyCanWriteIsRefused() throws {
      let path = try folder.write("disable = ['high-entropy-token']\n", to: ".scrub.toml")
      try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
      let outcome = try ScrubProgram.run([], text: "text", directory: folder.path(""))
      #expect(outcome.ending == .exited(2))
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("--no-config"))
      let named = try ScrubProgram.run(["--config", path], text: "text")
      #expect(named.ending == .exited(0))
    }

    @Test func whatAFoundConfigurationExtendsIsCheckedAndToldToo() throws {
      _ = try folder.write("extends = ['default', 'more.toml']\n", to: ".scrub.toml")
      let more = try folder.write(
        "name = 'more'\nversion = '1.0.0'\nlicence = 'x'\ndisable = ['high-entropy-token']\n",
        to: "more.toml")
      let text = "cache entry \(FakeSecrets.token(5, length: 40))\n"
      let told = try ScrubProgram.run([], text: text, directory: folder.path(""))
      #expect(told.text == text && told.errors.contains("changes the rules"))
      try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: more)
      let refused = try ScrubProgram.run([], text: text, directory: folder.path(""))
      #expect(refused.ending == .exited(2) && refused.output.isEmpty)
      let named = try ScrubProgram.run(["--config", folder.path(".scrub.toml")], text: text)
      #expect(named.ending == .exited(0))
    }

    @Test func aFoundConfigurationThatHidesTextsByAPlaceholderIsTold() throws {
      _ = try folder.write(
        "[[rules]]\nid = 'own'\nsecret = 'own_[0-9]{8}'\nplaceholder = 'cache'\n",
        to: ".scrub.toml")
      let outcome = try ScrubProgram.run([], text: "text", directory: folder.path(""))
      #expect(outcome.errors.contains("changes the rules"))
    }

    @Test func aPackOfTheCommandLineGoesBeforeTheConfiguration() throws {
      let path = try folder.write(pack(), to: "pack.toml")
      _ = try folder.write(
        "extends = ['default', 'pack.toml']\ndisable = ['demo-token']\n", to: ".scrub.toml")
      let outcome = try ScrubProgram.run(
        ["--rules", path], text: FakeSecrets.demoToken(3), directory: folder.path(""))
      #expect(outcome.text == "[REDACTED:demo-token]", "\(outcome.errors)")
    }

    @Test func aPackMayComeThroughAPipe() throws {
      let path = try folder.write(FakeSecrets.demoToken(3), to: "text")
      let outcome = try ScrubProgram.run(["--rules", "-", path], text: pack())
      #expect(outcome.text == "[REDACTED:demo-token]", "\(outcome.errors)")
    }

    @Test func importedFilesOfOneNameTakeNoRuleFromEachOther() throws {
      for folderName in ["a", "b", "c"] {
        try FileManager.default.createDirectory(
          atPath: folder.path(folderName), withIntermediateDirectories: true)
        _ = try folder.write(
          "[[rules]]\nid = 'same'\nregex = 'same\(folderName)_[a-z]{8}'\n",
          to: folderName + "/rules.toml")
      }
      let packs = ["a", "b", "c"].flatMap { ["--rules", folder.path($0 + "/rules.toml")] }
      let outcome = try ScrubProgram.run(
        ["--no-default-rules"] + packs, text: "samea_abcdefgh sameb_abcdefgh samec_abcdefgh")
      #expect(
        outcome.text == "[REDACTED:same] [REDACTED:rules-same] [REDACTED:rules-2-same]",
        "\(outcome.errors)")
    }

    @Test func aRefusedPatternIsNamedWithFileAndLine() throws {
      let path = try folder.write(
        pack("[[rules]]\nid = 'bad'\nsecret = 'bad_(a)'"), to: "pack.toml")
      let line = pack().split(separator: "\n", omittingEmptySubsequences: false).count
      for arguments in [["--rules", path], ["rules", "test", path]] {
        let outcome = try ScrubProgram.run(arguments, text: "text")
        #expect(outcome.ending == .exited(2))
        #expect(
          outcome.errors.hasPrefix("scrub: \(path):\(line): rule \"bad\":"), "\(outcome.errors)")
      }
      let config = try folder.write("[allowlist]\nregexes = 'a('\n", to: "config.toml")
      let outcome = try ScrubProgram.run(["--config", config], text: "text")
      #expect(outcome.errors.hasPrefix("scrub: \(config):2: "), "\(outcome.errors)")
    }

    @Test func messagesHoldNothingThatATerminalObeys() throws {
      let outcome = try ScrubProgram.run([folder.path("no\n\u{1B}[31mfile")])
      #expect(outcome.ending == .exited(4))
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(!outcome.errors.utf8.contains(0x1B) && outcome.errors.contains("no\\u{a}"))
    }

    @Test func identifiersAreReportedOnDemand() throws {
      let path = try folder.write(pack("action = 'inform'"), to: "pack.toml")
      let text = "id \(FakeSecrets.demoToken(4))\n"
      let arguments = ["--no-default-rules", "--rules", path, "--findings", folder.path("found")]
      let silent = try ScrubProgram.run(arguments, text: text)
      #expect(silent.text == text)
      #expect(try folder.read("found").isEmpty)
      let loud = try ScrubProgram.run(arguments + ["--inform", "--fail-on-findings"], text: text)
      #expect(loud.text == text && loud.ending == .exited(0))
      let found = String(decoding: try folder.read("found"), as: UTF8.self)
      #expect(found.contains("\"action\":\"inform\"") && found.contains("\"offset\":3"))
    }

    // MARK: Signatures

    @Test func packsAreSignedAndVerified() throws {
      let path = try folder.write(pack(), to: "pack.toml")
      let key = folder.path("key")
      let made = try ScrubProgram.run(["rules", "sign", "--new-key", key])
      #expect(made.ending == .exited(0))
      let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(try ScrubProgram.run(["rules", "sign", "--new-key", key]).ending == .exited(4))
      let secret = String(decoding: try folder.read("key"), as: UTF8.self)
      #expect(!made.text.contains(secret.prefix(10)))

      let arguments = ["--rules", path, "--require-signed", key + ".pub"]
      let unsigned = try ScrubProgram.run(arguments, text: "text")
      #expect(unsigned.ending == .exited(4) && unsigned.output.isEmpty)
      let signed = try ScrubProgram.run(["rules", "sign", "--key", key, path])
      #expect(signed.ending == .exited(0), "\(signed.errors)")
      let verified = try ScrubProgram.run(["rules", "verify", "--key", key + ".pub", path])
      #expect(verified.ending == .exited(0))
      let token = FakeSecrets.demoToken(9)
      let used = try ScrubProgram.run(arguments, text: token)
      #expect(used.text == "[REDACTED:demo-token]", "\(used.errors)")

      // Changed by one byte, signed by somebody else, and not in the manifest.
      _ = try folder.write(pack("# x"), to: "pack.toml")
      let changed = try ScrubProgram.run(arguments, text: token)
      #expect(changed.ending == .exited(2) && changed.output.isEmpty)
      #expect(changed.errors.contains("not the file that was signed"))
      _ = try folder.write(pack(), to: "pack.toml")
      _ = try ScrubProgram.run(["rules", "sign", "--new-key", folder.path("other")])
      let other = try ScrubProgram.run(
        ["--rules", path, "--require-signed", folder.path("other.pub")], text: token)
      #expect(other.ending == .exited(2) && other.output.isEmpty)
      let more = try folder.write(
        pack().replacingOccurrences(of: "demo-token", with: "b"), to: "more.toml")
      let unlisted = try ScrubProgram.run(
        ["--rules", more, "--require-signed", key + ".pub"], text: token)
      #expect(unlisted.ending == .exited(2) && unlisted.errors.contains("does not name it"))
    }

    @Test func aFileIsUsedAsWhatItWasSignedFor() throws {
      let path = try folder.write(pack(), to: "pack.toml")
      let configuration = try folder.write(
        "disable = ['high-entropy-token']", to: "config.toml")
      let key = folder.path("key")
      _ = try ScrubProgram.run(["rules", "sign", "--new-key", key])
      let signed = try ScrubProgram.run(
        ["rules", "sign", "--key", key, "--as-config", configuration, path])
      #expect(signed.ending == .exited(0), "\(signed.errors)")
      let text = String(decoding: try folder.read("scrub-rules.manifest"), as: UTF8.self)
      #expect(text.contains("\npack ") && text.contains("\nconfiguration "))
      let required = ["--require-signed", key + ".pub"]
      let right = try ScrubProgram.run(
        ["--rules", path, "--config", configuration] + required, text: "text")
      #expect(right.ending == .exited(0) && right.text == "text", "\(right.errors)")
      let asConfiguration = try ScrubProgram.run(["--config", path] + required, text: "text")
      #expect(asConfiguration.ending == .exited(2) && asConfiguration.output.isEmpty)
      #expect(asConfiguration.errors.contains("signed as a pack"))
      let asPack = try ScrubProgram.run(["--rules", configuration] + required, text: "text")
      #expect(asPack.ending == .exited(2) && asPack.output.isEmpty)
    }

    @Test func aPackThatTheEngineRefusesIsNotSigned() throws {
      let path = try folder.write(
        pack() + "\n[[rules]]\nid = 'wide'\nsecret = '(?:ab){1,9000}'\n", to: "bad.toml")
      _ = try ScrubProgram.run(["rules", "sign", "--new-key", folder.path("key")])
      let outcome = try ScrubProgram.run(["rules", "sign", "--key", folder.path("key"), path])
      #expect(outcome.ending == .exited(2) && outcome.errors.contains("wide"))
      #expect(!FileManager.default.fileExists(atPath: folder.path("scrub-rules.manifest")))
    }

    @Test func whatIsExtendedIsAFile() throws {
      for place in ["/dev/zero", "/dev/stdin", folder.path("")] {
        let configuration = try folder.write("extends = ['\(place)']", to: "config.toml")
        let outcome = try ScrubProgram.run(["--config", configuration], text: "text")
        #expect(outcome.ending == .exited(2) && outcome.output.isEmpty)
        #expect(outcome.errors.contains("not a file"))
      }
      let device = try ScrubProgram.run(["--config", "/dev/zero"], text: "text")
      #expect(device.ending == .exited(2) && device.output.isEmpty)
    }

    @Test func aPackWhoseNameIsMoreThanALineIsNotSigned() throws {
      let path = try folder.write(pack(), to: "a\nb.toml")
      _ = try ScrubProgram.run(["rules", "sign", "--new-key", folder.path("key")])
      let outcome = try ScrubProgram.run(["rules", "sign", "--key", folder.path("key"), path])
      #expect(outcome.ending == .exited(2))
      #expect(!FileManager.default.fileExists(atPath: folder.path("scrub-rules.manifest")))
    }

    @Test func aPackThatFailsItsTestIsNotSigned() throws {
      let path = try folder.write(
        FakeSecrets.demoPack + "\nexamples = ['demo_short']", to: "bad.toml")
      _ = try ScrubProgram.run(["rules", "sign", "--new-key", folder.path("key")])
      let outcome = try ScrubProgram.run(["rules", "sign", "--key", folder.path("key"), path])
      #expect(outcome.ending == .exited(2))
      #expect(!FileManager.default.fileExists(atPath: folder.path("scrub-rules.manifest")))
    }
  }
}
