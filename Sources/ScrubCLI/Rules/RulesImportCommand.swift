import ArgumentParser
import Glibc
import RuleFormat
import RuleImport

/// `scrub rules import`.
struct RulesImportCommand: RulesSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Makes a native pack of a gitleaks or betterleaks rule file.",
    discussion: """
      `--rules` takes such files as they are; this command writes what they become, and a report of \
      every change and of every rule that was refused. The new pack goes to standard output and the \
      report nowhere, unless their options say otherwise.
      """)

  @Argument(help: ArgumentHelp("The rule file, or - for standard input.", valueName: "file"))
  var file: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write the pack to a file.", valueName: "path"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write the report to a file, or to standard output for -; without --output, no pack is then "
        + "written there.", valueName: "path"))
  var report: String?

  @Flag(help: "Write the report as one JSON object (to standard output without --report).")
  var json = false

  @Option(
    name: .customLong("id-prefix"),
    help: ArgumentHelp("Put a text before the id of every rule.", valueName: "text"))
  var idPrefix = ""

  func validate() throws {
    let isPlain = idPrefix.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
    if !isPlain || idPrefix.hasPrefix("-") || idPrefix.utf8.count > 32 {
      throw ValidationError(
        "--id-prefix takes up to 32 lower-case letters, digits and hyphens, no hyphen first")
    }
  }

  /// Imports the file and writes what was asked for.
  func execute() throws -> ExitStatus {
    let imported = try imported(try InputFile(file).readAll())
    do {
      try write(imported)
      return .done
    } catch  where error.isClosedPipe {
      return .inputOutput
    }
  }

  private func imported(_ bytes: [UInt8]) throws(UsageError) -> RuleImporter.Imported {
    do {
      return try RuleImporter(idPrefix: idPrefix).load(bytes: bytes, file: file)
    } catch {
      throw UsageError(error.description)
    }
  }

  private func write(_ imported: RuleImporter.Imported) throws(SystemError) {
    let reportPath = report ?? (json ? "-" : nil)
    if let path = output {
      try write(pack(imported), to: path)
    } else if reportPath != "-" {
      try StandardOutput.write(pack(imported))
    }
    if let reportPath {
      try write(reportText(imported.report), to: reportPath)
    } else {
      // What is in the report need not be said again.
      Diagnostics.warning(imported.report.summary)
    }
  }

  private func pack(_ imported: RuleImporter.Imported) -> String {
    PackWriter.text(
      of: imported.pack,
      comment: [
        imported.report.summary,
        "The licence is the one of the file that the rules come from: correct it here.",
      ])
  }

  private func reportText(_ report: ImportReport) -> String {
    json ? ImportReportJSON.text(report) : report.text
  }

  /// Writes a file, or to standard output for `-`.
  private func write(_ text: String, to path: String) throws(SystemError) {
    if path == "-" { return try StandardOutput.write(text) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0o666)
    guard descriptor >= 0 else { throw SystemError(path) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBufferPointer { (raw) throws(SystemError) in
      try DescriptorWriter(descriptor: descriptor, name: path).write(UnsafeRawBufferPointer(raw))
    }
  }
}
