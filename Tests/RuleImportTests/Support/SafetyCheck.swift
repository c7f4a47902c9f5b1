import RuleFormat
import Scrubber

@testable import RuleImport

/// Holds imported rules against the tool that they were written for.
struct SafetyCheck {
  /// A text of which the import masks less than the tool takes for the secret.
  struct Leak: CustomStringConvertible {
    var id: String
    var text: String
    var secret: Range<Int>
    var masked: [Range<Int>]

    /// The text as it is, for the debugger.
    var debugText: String { "\(id): \(text) \(secret) \(masked)" }

    /// Without the text, which may follow a pack that is not ours.
    var description: String { "\(id): \(secret) of \(text.utf8.count) bytes, masked \(masked)" }
  }

  /// What stands around a match.
  private static let surroundings: [(before: String, after: String)] = [
    ("", ""), ("a = ", "\n"), ("\n", " b"), ("{\"k\":\"", "\"}"), ("f(", ", x)"), ("x-", "\tand"),
    ("'", "'"), ("é", "é"), (" ", ";"), ("a\n", "&c=1"),
  ]

  /// Least limit of a repeat in a secret that has to end where the foreign one does.
  private static let longestBounded = 190

  /// Where a text looks like JSON, these stay as they are.
  private static let structure = ByteSet(of: "{}[]\":, ")

  var checked = 0
  var leaks: [Leak] = []

  /// Tries `count` texts for a rule of the pack.
  mutating func check(
    _ rule: ForeignRule, in pack: ForeignPack, _ imported: RuleImporter.Imported, count: Int,
    seed: UInt64
  ) throws {
    guard let tool = try ForeignTool(rule, in: pack),
      let entry = imported.report.entries.first(where: { $0.id == rule.id })
    else { return }
    let rules = imported.pack.rules.filter {
      entry.nativeIDs.contains($0.id) && $0.action == .mask && $0.kind == .expression
    }
    if rules.isEmpty { return }
    let scrubber = try SecretScrubber(rules: rules)
    var samples = SampleText(seed: seed)
    for number in 0..<count {
      let around = Self.surroundings[number % Self.surroundings.count]
      let text =
        Array(around.before.utf8) + samples.text(for: tool.expression.node)
        + Array(around.after.utf8)
      guard let (range, isWhole) = tool.secret(in: text) else { continue }
      checked += 1
      let masked = scrubber.scrub(text).findings.map(\.input)
      let missing = range.filter { index in !masked.contains { $0.contains(index) } }
      // Where the whole match is the secret it may hold the byte before or after the token.
      let ends = isWhole ? [range.lowerBound, range.upperBound - 1] : []
      // The report says which limits are not those of the tool.
      let isCut = entry.changes.contains {
        $0.kind == .bounded && $0.sentence.hasSuffix("not found.")
      }
      if isCut, range.count > Self.longestBounded { continue }
      if missing.allSatisfy({ ends.contains($0) || Self.structure.contains(text[$0]) }) { continue }
      leaks.append(
        Leak(
          id: rule.id, text: String(decoding: text, as: UTF8.self), secret: range, masked: masked))
    }
  }
}
