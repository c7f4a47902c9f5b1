public import Scrubber

/// Reads one task log, as Airflow sends it (NDJSON), and keeps a scrubbed window of its lines.
///
///     let reader = try LogReader(scrubber, .tail, LogLimits())
///     while let chunk = try await transfer.next() {
///       if reader.feed(chunk) == .complete { break }
///     }
///     let window = reader.finish()
///
/// What comes out is a function of the bytes, never of the chunks. All of the log is scrubbed, also
/// what is not returned, so that what is masked does not depend on the selection. Memory is bounded
/// whatever comes; after 2^31 lines reading ends. To be used from one thread at a time.
public final class LogReader {
  /// Whether more of the log is wanted.
  public enum Progress: Sendable {
    /// Feed the next chunk, or finish.
    case needsMore
    /// The wanted lines are there: the transfer can be stopped. Further bytes are ignored.
    case complete
  }

  private var splitter = RecordSplitter()
  private var pipeline: LogPipeline
  private var result: LogWindow?

  /// Begins a log.
  ///
  /// - Throws: `LogError` if the text to be looked for is empty or longer than 1,024 bytes, or holds
  ///   an LF.
  public init(
    _ scrubber: SecretScrubber, _ selection: LogSelection, _ limits: LogLimits = LogLimits()
  ) throws(LogError) {
    if case .grep(let text, _) = selection {
      let isFit = (1...1_024).contains(text.utf8.count) && !text.utf8.contains(0x0A)
      if !isFit { throw LogError.unfitPattern }
    }
    pipeline = LogPipeline(scrubber.keepingLines(), selection, limits)
  }

  /// Takes the next bytes of the transfer, of any length.
  @discardableResult
  public func feed(_ chunk: UnsafeRawBufferPointer) -> Progress {
    splitter.feed(chunk.bindMemory(to: UInt8.self), to: &pipeline)
    return pipeline.isSatisfied ? .complete : .needsMore
  }

  /// Takes the next bytes of the transfer, of any length.
  @discardableResult
  public func feed(_ chunk: [UInt8]) -> Progress {
    chunk.withUnsafeBytes { feed($0) }
  }

  /// Lines of the log so far, for progress messages.
  public var linesRead: Int { pipeline.linesRead }

  /// Ends the log, at the transfer's end or before it, and gives what was wanted. Further calls give
  /// the same.
  public func finish() -> LogWindow {
    if let result { return result }
    splitter.finish(to: &pipeline)
    let window = pipeline.finish()
    result = window
    return window
  }
}

/// Why a log can't be read as asked.
public enum LogError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The text to be looked for is of no use.
  case unfitPattern

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .unfitPattern:
      "the text to look for must have 1 to 1024 bytes and no line break; use a shorter text of one line"
    }
  }
}
