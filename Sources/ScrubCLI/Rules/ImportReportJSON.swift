import RuleImport

/// Writes the report of an import as JSON.
enum ImportReportJSON {
  /// One object on one line.
  static func text(_ report: ImportReport) -> String {
    JSONText.object([
      ("file", JSONText.string(report.fileName)),
      ("rules", "\(report.entries.count)"),
      ("taken", "\(report.takenCount)"),
      ("refused", "\(report.refusedCount)"),
      ("changes", list(report.changes.map(change))),
      (
        "counts",
        JSONText.object(report.changeCounts.map { ($0.kind.rawValue, "\($0.count)") })
      ),
      ("entries", list(report.entries.map(entry))),
    ]) + "\n"
  }

  private static func entry(_ entry: ImportReport.Entry) -> String {
    var members = [
      ("id", JSONText.string(entry.id)),
      ("nativeIds", list(entry.nativeIDs.map(JSONText.string))),
      ("changes", list(entry.changes.map(change))),
    ]
    if let refusal = entry.refusal {
      members.append(
        (
          "refusal",
          JSONText.object([
            ("reason", JSONText.string(refusal.reason)),
            ("advice", JSONText.string(refusal.advice)),
          ])
        ))
    }
    return JSONText.object(members)
  }

  private static func change(_ change: ImportChange) -> String {
    JSONText.object([
      ("kind", JSONText.string(change.kind.rawValue)),
      ("sentence", JSONText.string(change.sentence)),
    ])
  }

  private static func list(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ",") + "]"
  }
}
