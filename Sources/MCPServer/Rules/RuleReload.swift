import Glibc
import Logging
import MCPProtocol
import Scrubber
import ServiceLifecycle
import Synchronization

/// The scrubber in use; loads rules and secrets again when their files change or SIGHUP comes.
///
/// A new set that is broken is not used: the old one stays, and the log says why.
final class RuleReload: ScrubberSource, Service {
  /// What tells whether a file has changed. A file that is replaced has another number.
  private struct Stamp: Equatable {
    var device: UInt
    var number: UInt
    var size: Int
    var seconds: Int
    var nanoseconds: Int

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt(status.st_dev)
      number = UInt(status.st_ino)
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  private let files: RuleFiles
  private let interval: Duration
  private let logger: Logger
  private let content: Mutex<RuleFiles.Content>
  private let stamps: Mutex<[Stamp?]>

  /// Loads everything for the first time.
  init(_ files: RuleFiles, interval: Duration, logger: Logger) throws(RuleFiles.Broken) {
    self.files = files
    self.interval = interval
    self.logger = logger
    // Looked at before they are read: a change in between is seen as one later.
    stamps = Mutex(files.paths.map { Stamp($0) })
    let first = try files.load()
    content = Mutex(first)
    for warning in first.warnings { logger.warning("\(warning)") }
  }

  var scrubber: SecretScrubber { content.withLock { $0.scrubber } }

  func scrubber(registering secrets: [RegisteredSecret]) throws -> SecretScrubber {
    let now = content.withLock { $0 }
    return try SecretScrubber(rules: now.rules, secrets: now.secrets + secrets)
  }

  /// Looks for changes until the task is cancelled or the program ends.
  func run() async throws {
    guard !files.paths.isEmpty else {
      try await gracefulShutdown()
      return
    }
    await cancelWhenGracefulShutdown { [self] in
      var next = ContinuousClock.now + interval
      while (try? await Task.sleep(for: .seconds(1))) != nil {
        let isAsked = Hangup.take()
        guard isAsked || ContinuousClock.now >= next else { continue }
        check(evenIfUnchanged: isAsked)
        next = .now + interval
      }
    }
  }

  /// Loads again if a file has changed, or in any case.
  func check(evenIfUnchanged: Bool = false) {
    let now = files.paths.map { Stamp($0) }
    let isChanged = stamps.withLock { stamps in
      guard stamps != now else { return false }
      stamps = now
      return true
    }
    guard isChanged || evenIfUnchanged else { return }
    do {
      let new = try files.load()
      content.withLock { $0 = new }
      for warning in new.warnings { logger.warning("\(warning)") }
      logger.info(
        "rules and secrets loaded again",
        metadata: ["rules": "\(new.rules.count)", "secrets": "\(new.secrets.count)"])
    } catch {
      logger.error("changed rules or secrets can't be used, the old ones stay: \(error)")
    }
  }
}
