/// One stream on its way through the scrubber. To be used from one thread at a time.
///
/// What comes out is a function of the bytes that went in, never of how they were cut.
public struct ScrubStream: ~Copyable {
  private let machine: StreamMachine

  /// Begins a stream.
  public init(_ scrubber: SecretScrubber) {
    machine = StreamMachine(scrubber)
  }

  /// Takes the next bytes of the stream.
  ///
  /// - Throws: what the sink throws; the stream must be dropped then.
  public mutating func feed(
    _ bytes: UnsafeRawBufferPointer, into sink: inout some ScrubSink
  ) throws {
    try machine.feed(bytes, into: &sink)
  }

  /// Takes the next bytes of the stream.
  public mutating func feed(_ bytes: [UInt8], into sink: inout some ScrubSink) throws {
    try bytes.withUnsafeBytes { try machine.feed($0, into: &sink) }
  }

  /// Lets `fill` write the next bytes straight into the stream's memory.
  ///
  /// - Parameters:
  ///   - limit: greatest number of bytes that `fill` is asked for, at least 1.
  ///   - fill: writes at the start of the buffer and returns how many bytes it wrote.
  /// - Returns: what `fill` returned.
  public mutating func read(
    atMost limit: Int, into sink: inout some ScrubSink,
    _ fill: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> Int {
    try machine.read(atMost: limit, into: &sink, fill)
  }

  /// Emits what no continuation can change. Changes no decision.
  public mutating func flush(into sink: inout some ScrubSink) throws {
    try machine.flush(into: &sink)
  }

  /// Ends the stream: decides and emits everything.
  public mutating func finish(into sink: inout some ScrubSink) throws {
    try machine.finish(into: &sink)
  }

  /// Emits what `finish` would emit if the stream ended here. The stream itself goes on as if it had
  /// not been asked, and emits these bytes, or what the next ones make of them, once more.
  ///
  /// - Throws: what the sink throws.
  package borrowing func preview(into sink: inout some ScrubSink) throws {
    try StreamMachine(continuing: machine).finish(into: &sink)
  }

  /// Matches that start from the current offset on use another scrubber.
  public mutating func adopt(_ scrubber: SecretScrubber) {
    machine.adopt(scrubber)
  }

  /// What has been done so far.
  public var statistics: Statistics { machine.statistics }
}
