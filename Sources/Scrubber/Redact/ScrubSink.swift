/// Receives what a stream emits.
public protocol ScrubSink {
  /// Takes scrubbed bytes; they follow those of the last call.
  ///
  /// An error ends the feeding call; the stream then holds what was not taken and must be dropped.
  mutating func write(_ bytes: borrowing Scrubbed) throws
  /// Takes a finding; findings arrive in the order of their offsets.
  mutating func record(_ finding: Finding)
}

/// A sink that keeps everything in memory.
public struct MemorySink: ScrubSink {
  /// All bytes so far.
  public var bytes = ScrubbedBytes()
  /// All findings so far.
  public var findings: [Finding] = []

  /// Creates an empty sink.
  public init() {}

  /// Keeps a copy of the bytes.
  public mutating func write(_ bytes: borrowing Scrubbed) {
    self.bytes.append(bytes)
  }

  /// Keeps the finding.
  public mutating func record(_ finding: Finding) {
    findings.append(finding)
  }
}
