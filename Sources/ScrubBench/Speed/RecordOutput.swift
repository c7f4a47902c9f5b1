import ArgumentParser

/// Where figures go.
struct RecordOutput: ParsableArguments {
  @Option(help: "A file for the table, beside standard output.")
  var out: String?

  @Option(help: "A file for all figures as JSON.")
  var json: String?

  @Option(help: "A file that --json has written before: says what became faster or slower.")
  var compare: String?

  /// Prints the table and the comparison, and writes what was asked for.
  func write(_ record: BenchRecord, markdown: String) throws {
    var text = markdown
    if let compare {
      let old = try BenchRecord.load(compare)
      text += "\n" + RecordComparison(old: old, new: record).markdown
    }
    print(text, terminator: "")
    if let json { try record.save(json) }
    if let out {
      let file = try FileSink(path: out)
      try file.write(Array(text.utf8)[...])
      try file.close()
    }
  }
}
