import Foundation
import RuleFormat
import Scrubber
import Testing

@testable import RuleImport

@Suite("The rule files of other tools")
struct RealPacksTests {
  /// Texts for each rule; a long run asks for more.
  private static let samples =
    ProcessInfo.processInfo.environment["IMPORT_SAMPLES"].flatMap { Int($0) } ?? 30

  private func imported(
    _ file: SharedPacks
  ) throws -> (foreign: ForeignPack, imported: RuleImporter.Imported)? {
    guard let bytes = file.bytes() else { return nil }
    let name = "\(file.rawValue).toml"
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(RuleImporter.recognises(bytes))
    return (
      try ForeignReader(file: name).read(text), try RuleImporter().load(bytes: bytes, file: name)
    )
  }

  @Test("load nearly whole, and compile into one scrubber", arguments: SharedPacks.allCases)
  func load(_ file: SharedPacks) throws {
    guard let (foreign, imported) = try imported(file) else { return }
    let report = imported.report
    #expect(report.entries.count == foreign.rules.count)
    let rate = Double(report.takenCount) / Double(report.entries.count)
    print(report.summary, "(\(Int((rate * 1000).rounded())) of 1,000)")
    for entry in report.entries {
      if let refusal = entry.refusal { print("  \(entry.id): \(refusal.reason)") }
    }
    for (kind, count) in report.changeCounts { print("  \(kind.rawValue): \(count)") }
    #expect(rate >= 0.98)
    let scrubber = try SecretScrubber(rules: imported.pack.rules)
    print("  window \(scrubber.rules.map(\.window).max() ?? 0), hold-back \(scrubber.holdBack)")
    #expect(scrubber.holdBack < 64 << 10)
  }

  @Test("come back equal from the text that is written", arguments: SharedPacks.allCases)
  func roundTrip(_ file: SharedPacks) throws {
    guard let (_, imported) = try imported(file) else { return }
    let text = PackWriter.text(of: imported.pack)
    #expect(!RuleImporter.recognises(text.utf8))
    let again = try RulePackLoader.load(text, file: imported.pack.fileName)
    #expect(again == imported.pack)
  }

  @Test("mask at least what the tool takes for the secret", arguments: SharedPacks.allCases)
  func safety(_ file: SharedPacks) throws {
    guard let (foreign, imported) = try imported(file) else { return }
    var check = SafetyCheck()
    for (index, rule) in foreign.rules.enumerated() {
      try check.check(rule, in: foreign, imported, count: Self.samples, seed: UInt64(index))
    }
    print("\(file.rawValue): \(check.checked) texts, \(check.leaks.count) leaks")
    #expect(check.leaks.isEmpty, "\(check.leaks.prefix(10).map(\.description))")
    #expect(check.checked > 5 * foreign.rules.count)
  }
}
