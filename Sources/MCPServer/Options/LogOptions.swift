import AirflowLogs
import AirflowTools
import ArgumentParser

/// How logs are read, and what answers look like.
struct LogOptions: ParsableArguments {
  @Option(
    name: .customLong("cursor-key-file"),
    help: ArgumentHelp(
      """
      Key of log cursors, shared by replicas (repeatable: the first signs, all are accepted; without \
      one cursors end with the process).
      """, valueName: "path"))
  var cursorKeyFiles: [String] = []

  @Option(
    name: .customLong("log-reads"),
    help: ArgumentHelp("Most log reads at once; one a user.", valueName: "n"))
  var logReads = 3

  @Option(
    name: .customLong("log-queue-seconds"),
    help: ArgumentHelp("Longest wait for one's turn to read a log.", valueName: "s"))
  var queueSeconds = 45

  @Flag(
    name: .customLong("short-text"),
    help: "Answer with a one-line text beside the structured content, instead of the same as text.")
  var hasShortText = false

  func validate() throws {
    guard (1...4).contains(logReads) else { throw ValidationError("--log-reads: 1 to 4") }
    guard (0...240).contains(queueSeconds) else {
      throw ValidationError("--log-queue-seconds: 0 to 240")
    }
  }

  /// Puts the options into services.
  func apply(to services: inout AirflowTools.Services) throws {
    services.logs.atOnce = logReads
    services.logs.queueTime = .seconds(queueSeconds)
    services.repeatsContentAsText = !hasShortText
    guard !cursorKeyFiles.isEmpty else { return }
    do {
      services.cursorKeys = try CursorKeys(files: cursorKeyFiles)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
