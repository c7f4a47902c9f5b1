/// What became of a foreign file's rules, and why.
public struct ImportReport: Sendable, Equatable {
  /// Why a rule was not taken.
  public struct Refusal: Sendable, Equatable {
    /// What is wrong, as a clause without a full stop.
    public var reason: String
    /// What to do, as a clause without a full stop.
    public var advice: String
  }

  /// One rule of the file.
  public struct Entry: Sendable, Equatable {
    /// The id in the file; its number, as `rule 12`, where it has none.
    public var id: String
    /// Ids of the rules that it became; empty if it was refused, or if the engine does its work.
    public var nativeIDs: [String]
    /// What the new rules do in another way.
    public var changes: [ImportChange]
    /// Why the rule was refused; `nil` if it was taken.
    public var refusal: Refusal?
  }

  /// Name of the file.
  public var fileName: String
  /// What concerns all rules.
  public var changes: [ImportChange]
  /// The rules in the order of the file.
  public var entries: [Entry]

  /// Number of rules of the file that were taken.
  public var takenCount: Int { entries.count { $0.refusal == nil } }

  /// Number of rules of the file that were refused.
  public var refusedCount: Int { entries.count - takenCount }

  /// Number of rules of the file with a change of each kind, in the order of `Kind`.
  public var changeCounts: [(kind: ImportChange.Kind, count: Int)] {
    ImportChange.Kind.allCases.compactMap { kind in
      let count = entries.count { entry in entry.changes.contains { $0.kind == kind } }
      return count > 0 ? (kind, count) : nil
    }
  }

  /// One line for people: how many rules were taken.
  public var summary: String {
    let rules = entries.flatMap(\.nativeIDs).count
    return "\(fileName): took \(takenCount) of \(entries.count) rules (as \(rules)), "
      + "refused \(refusedCount)"
  }

  /// The whole report as text, one fact a line.
  public var text: String {
    var lines = [summary]
    lines += changes.map { "  " + $0.sentence }
    lines += changeCounts.map { "  \($0.kind.rawValue): \($0.count)" }
    for entry in entries {
      lines.append("")
      if let refusal = entry.refusal {
        lines.append("\(entry.id): refused: \(refusal.reason); \(refusal.advice)")
      } else if entry.nativeIDs.isEmpty || entry.nativeIDs == [entry.id] {
        lines.append("\(entry.id)" + (entry.changes.isEmpty ? ": as it is" : ""))
      } else {
        lines.append("\(entry.id) -> " + entry.nativeIDs.joined(separator: ", "))
      }
      lines += entry.changes.map { "  \($0.kind.rawValue): \($0.sentence)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
