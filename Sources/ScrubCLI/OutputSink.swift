import CProcess
import Glibc
import Scrubber

/// Collects scrubbed bytes and writes them to standard output; hands findings on.
///
/// Only `Scrubbed` bytes get in, so whatever is in the buffer may be written at any time, after a
/// signal too.
final class OutputSink: ScrubSink {
  /// Bytes taken so far, over all inputs.
  private(set) var count = 0
  /// Called with every finding.
  var onFinding: ((Finding) -> Void)?

  private let writer = DescriptorWriter(descriptor: STDOUT_FILENO, name: "standard output")
  private var buffer: [UInt8] = []
  private static let capacity = 256 << 10
  /// Pieces of this size are not worth copying.
  private static let largePiece = 32 << 10

  init() {
    buffer.reserveCapacity(Self.capacity)
    // Fails where standard output is no pipe, which is as well.
    _ = pipe_set_capacity(STDOUT_FILENO, 1 << 20)
  }

  func write(_ bytes: borrowing Scrubbed) throws {
    count += bytes.count
    try bytes.withUnsafeBytes { (piece) throws(SystemError) in
      if buffer.count + piece.count > Self.capacity { try flush() }
      if piece.count >= Self.largePiece {
        try flush()
        try writer.write(piece)
      } else {
        buffer.append(contentsOf: piece)
      }
    }
  }

  func record(_ finding: Finding) {
    onFinding?(finding)
  }

  /// Writes what is in the buffer. The buffer is empty afterwards, whether or not it succeeded.
  func flush() throws(SystemError) {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    try buffer.withUnsafeBufferPointer { (bytes) throws(SystemError) in
      try writer.write(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes the rest and closes standard output, where some file systems report that they are full.
  func finish() throws(SystemError) {
    try flush()
    if Glibc.close(STDOUT_FILENO) != 0, errno != EINTR { throw SystemError("standard output") }
  }
}
