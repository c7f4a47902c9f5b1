package import RuleFormat
internal import Scrubber

/// Looks for what is wrong, slow or doubtful in rules.
package struct RuleLinter {
  /// How bad a remark is.
  package enum Severity: String, Sendable {
    /// The rule must not be used as it is.
    case error
    /// The rule works; its author should look at it.
    case warning
  }

  /// One remark.
  package struct Remark: Sendable, Equatable {
    package var rule: String
    package var severity: Severity
    /// Short name of the check, for example `slow-pattern`.
    package var check: String
    package var reason: String
    package var advice: String

    /// One line for people.
    package var description: String {
      "\(severity.rawValue): \(rule): \(reason) [\(check)]; \(advice)"
    }
  }

  /// What was measured of a rule.
  package struct Measure: Sendable {
    package var rule: String
    /// Most bytes that one decision looks at.
    package var window: Int
    /// Most bytes of the stream that wait for it.
    package var holdBack: Int
    /// Share of the positions of ordinary text at which it is a candidate, by the engine's model.
    package var candidateShare: Double
    /// Steps of backtracking for the worst text that was found, and for half of it.
    package var steps: Int
    package var stepsOfHalf: Int
    package var attack: [UInt8]
  }

  /// What came out.
  package struct Report: Sendable {
    package var remarks: [Remark] = []
    package var measures: [Measure] = []
    /// Most bytes that a stream holds back with all rules; 0 if they can't be compiled.
    package var holdBack = 0

    /// Whether a remark is an error.
    package var hasErrors: Bool { remarks.contains { $0.severity == .error } }
  }

  /// A rule that is a candidate more often than this, in shares of positions, costs too much.
  package static let mostCandidates = 2e-4
  /// Steps that one attempt may take at most: the engine masks what needs more than 100,000.
  package static let mostSteps = 50_000

  private let entries: [PackComposer.Entry]

  /// - Parameter entries: all rules that are used together.
  package init(_ entries: [PackComposer.Entry]) {
    self.entries = entries
  }

  /// Looks at all rules.
  package func run() -> Report {
    var report = Report()
    var usable: [PackComposer.Entry] = []
    for entry in entries {
      do throws(ScrubberError) {
        let inspection = try RuleInspection(entry.rule)
        usable.append(entry)
        look(at: entry, inspection, &report)
      } catch {
        report.remarks.append(
          Remark(
            rule: entry.rule.id, severity: .error, check: "refused", reason: error.reason,
            advice: error.advice))
      }
      lookAtExamples(of: entry, &report)
    }
    lookForDuplicates(&report)
    if usable.count == entries.count { lookTogether(&report) }
    return report
  }

  // MARK: One rule

  private func look(
    at entry: PackComposer.Entry, _ inspection: RuleInspection, _ report: inout Report
  ) {
    let rule = entry.rule
    func remark(_ severity: Severity, _ check: String, _ reason: String, _ advice: String) {
      report.remarks.append(
        Remark(rule: rule.id, severity: severity, check: check, reason: reason, advice: advice))
    }
    report.measures.append(
      Measure(
        rule: rule.id, window: inspection.summary.window, holdBack: inspection.summary.holdBack,
        candidateShare: inspection.candidateShare, steps: inspection.attack?.steps ?? 0,
        stepsOfHalf: inspection.attack?.stepsOfHalf ?? 0, attack: inspection.attack?.text ?? []))
    if inspection.candidateShare > Self.mostCandidates {
      let one = Int(1 / inspection.candidateShare)
      remark(
        .warning, "common-anchor",
        "the rule is tried at one position in \(one) of ordinary text",
        "begin it with a rarer literal of at least three bytes")
    }
    if rule.kind == .expression { lookAtKeywords(rule, inspection, remark) }
    guard let attack = inspection.attack else { return }
    let growth = Double(attack.steps) / Double(max(1, attack.stepsOfHalf))
    if attack.steps > Self.mostSteps {
      remark(
        .error, "slow-pattern",
        "a text of \(attack.text.count) bytes takes \(attack.steps) steps to refuse",
        "make repeats that stand side by side or in each other unable to match the same bytes")
    } else if attack.steps > 5_000, growth > 3 {
      remark(
        .warning, "slow-pattern",
        "a text of \(attack.text.count) bytes takes \(attack.steps) steps, half of it "
          + "\(attack.stepsOfHalf)",
        "make repeats that stand side by side or in each other unable to match the same bytes")
    }
  }

  private func lookAtKeywords(
    _ rule: Rule, _ inspection: RuleInspection,
    _ remark: (Severity, String, String, String) -> Void
  ) {
    let sample = String(decoding: inspection.sample, as: UTF8.self).lowercased()
    if !rule.keywords.isEmpty, !rule.keywords.contains(where: { sample.contains($0.lowercased()) })
    {
      remark(
        .warning, "keyword", "a match need not hold one of the keywords",
        "name words that the pattern itself demands")
    }
    for keyword in rule.keywords where keyword.utf8.count < 3 {
      remark(
        .warning, "keyword", "a keyword has \(keyword.utf8.count) bytes",
        "name words of at least three bytes")
    }
  }

  private func lookAtExamples(of entry: PackComposer.Entry, _ report: inout Report) {
    let positive = entry.examples?.positive.count ?? 0
    let negative = entry.examples?.negative.count ?? 0
    if positive == 0 {
      report.remarks.append(
        Remark(
          rule: entry.rule.id, severity: .error, check: "examples",
          reason: "the rule has no examples",
          advice: "add `examples` with what it must mask, made up, never a real secret"))
    } else if positive == 1, entry.rule.kind == .expression {
      report.remarks.append(
        Remark(
          rule: entry.rule.id, severity: .warning, check: "examples",
          reason: "the rule has one example", advice: "add another one that looks different"))
    }
    if negative == 0 {
      report.remarks.append(
        Remark(
          rule: entry.rule.id, severity: .warning, check: "examples",
          reason: "the rule has no counter-example",
          advice: "add a near miss that people log in `counter_examples`"))
    }
  }

  // MARK: All rules

  private func lookForDuplicates(_ report: inout Report) {
    var seen: [[String?]: String] = [:]
    for entry in entries where entry.rule.kind == .expression {
      let rule = entry.rule
      let key = [rule.before, rule.secret, rule.after]
      if let other = seen[key] {
        report.remarks.append(
          Remark(
            rule: rule.id, severity: .error, check: "duplicate",
            reason: "it has the patterns of the rule \(other)", advice: "remove one of them"))
      } else {
        seen[key] = rule.id
      }
    }
  }

  private func lookTogether(_ report: inout Report) {
    let active = entries.filter { $0.rule.isEnabled && $0.rule.action == .mask }
    let scrubber: SecretScrubber
    do throws(ScrubberError) {
      scrubber = try SecretScrubber(rules: active.map(\.rule))
    } catch {
      report.remarks.append(
        Remark(
          rule: error.rule ?? "pack", severity: .error, check: "refused", reason: error.reason,
          advice: error.advice))
      return
    }
    report.holdBack = scrubber.holdBack
    lookForShadows(active, scrubber, &report)
    lookAtPlaceholders(active, &report)
  }

  /// Rules whose own examples always go by another name.
  private func lookForShadows(
    _ active: [PackComposer.Entry], _ scrubber: SecretScrubber, _ report: inout Report
  ) {
    for entry in active where entry.rule.kind == .expression {
      guard let examples = entry.examples?.positive, !examples.isEmpty else { continue }
      var others: Set<String> = []
      var isSeen = false
      for example in examples {
        let rules = scrubber.scrub(Array(example.text.utf8)).findings.map(\.rule)
        if rules.contains(entry.rule.id) { isSeen = true }
        others.formUnion(rules)
      }
      guard !isSeen, let other = others.sorted().first,
        isNeedless(entry, among: active, scrubber)
      else { continue }
      report.remarks.append(
        Remark(
          rule: entry.rule.id, severity: .warning, check: "shadowed",
          reason: "what its examples hold is always called \(other)",
          advice: "remove one of the two, or raise the confidence of this one"))
    }
  }

  /// Whether the other rules mask all that a rule masks in its examples.
  private func isNeedless(
    _ entry: PackComposer.Entry, among active: [PackComposer.Entry], _ scrubber: SecretScrubber
  ) -> Bool {
    let others = active.map(\.rule).filter { $0.id != entry.rule.id }
    guard let without = try? SecretScrubber(rules: others) else { return false }
    return (entry.examples?.positive ?? []).allSatisfy { example in
      let text = Array(example.text.utf8)
      return scrubber.scrub(text).findings.map(\.input) == without.scrub(text).findings.map(\.input)
    }
  }

  /// Rules that find something in the placeholders of others, where those are not known.
  private func lookAtPlaceholders(_ active: [PackComposer.Entry], _ report: inout Report) {
    let text = active.map { entry in
      entry.rule.placeholder ?? "[REDACTED:\(entry.rule.id)]"
    }.joined(separator: "\n")
    for entry in active {
      guard let alone = try? SecretScrubber(rules: [entry.rule]) else { continue }
      if !alone.scrub(Array(text.utf8)).findings.isEmpty {
        report.remarks.append(
          Remark(
            rule: entry.rule.id, severity: .error, check: "placeholder",
            reason: "it finds something in the placeholder of a rule",
            advice: "demand something of the secret that no placeholder has"))
      }
    }
  }
}
