import AirflowClient
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

  @Option(
    name: .customLong("log-megabytes"),
    help: ArgumentHelp(
      "Give up a log that has more than so many MiB as Airflow sends it.", valueName: "MiB"))
  var logMegabytes = 1_024

  @Option(
    name: .customLong("log-seconds"),
    help: ArgumentHelp(
      "Longest time to read a log, without the wait for one's turn.", valueName: "s"))
  var logSeconds = 240

  @Flag(
    name: .customLong("short-text"),
    help: "Answer with a one-line text beside the structured content, instead of the same as text.")
  var hasShortText = false

  func validate() throws {
    guard (1...4).contains(logReads) else { throw ValidationError("--log-reads: 1 to 4") }
    guard (0...240).contains(queueSeconds) else {
      throw ValidationError("--log-queue-seconds: 0 to 240")
    }
    guard (1...65_536).contains(logMegabytes) else {
      throw ValidationError("--log-megabytes: 1 to 65536")
    }
    guard (1...290).contains(logSeconds) else {
      throw ValidationError("--log-seconds: 1 to 290, for a call is given up after 300")
    }
  }

  /// Puts the limits of a transfer into a client's configuration.
  func apply(to configuration: inout ClientConfiguration) {
    configuration.maximumStreamLength = logMegabytes << 20
    configuration.streamTime = .seconds(logSeconds)
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
