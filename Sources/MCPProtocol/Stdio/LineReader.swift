internal import NIOPosix

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a reader of lines gives.
enum InputLine: Sendable, Equatable {
  case line([UInt8])
  /// A line over the limit; its bytes are dropped up to the next line end.
  case tooLong
}

/// Splits bytes at line ends. Keeps at most one line.
struct LineSplitter {
  let limit: Int
  private var line: [UInt8] = []
  private var isDropping = false

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes bytes and gives the lines that they end. Empty lines are left out.
  mutating func feed(_ bytes: some Collection<UInt8>) -> [InputLine] {
    var lines: [InputLine] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      take(rest[..<end])
      if let line = endLine() { lines.append(line) }
      rest = rest[rest.index(after: end)...]
    }
    take(rest)
    return lines
  }

  /// The bytes after the last line end, if any.
  mutating func finish() -> InputLine? { endLine() }

  private mutating func take(_ bytes: some Collection<UInt8>) {
    guard !isDropping else { return }
    guard line.count + bytes.count <= limit else {
      isDropping = true
      line = []
      return
    }
    line.append(contentsOf: bytes)
  }

  private mutating func endLine() -> InputLine? {
    defer {
      line = []
      isDropping = false
    }
    guard !isDropping else { return .tooLong }
    if line.last == 0x0D { line.removeLast() }
    return line.isEmpty ? nil : .line(line)
  }
}

/// Reads a file descriptor on a thread that may block.
///
/// Waits with `poll`, together with a pipe of its own, so that a cancelled task stops reading.
final class InputReader: Sendable {
  private let descriptor: Int32
  private let wake: (read: Int32, write: Int32)

  init(descriptor: Int32) throws(StdioError) {
    self.descriptor = descriptor
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw StdioError(call: "pipe", code: errno) }
    // Programs that are started meanwhile must not hold them open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    wake = (ends[0], ends[1])
  }

  deinit {
    close(wake.read)
    close(wake.write)
  }

  /// The next bytes; nil at the end of the input and after cancellation.
  func next(on pool: NIOThreadPool) async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await pool.runIfActive { try self.read() }
    } onCancel: {
      var byte: UInt8 = 0
      _ = write(wake.write, &byte, 1)
    }
  }

  private func read() throws(StdioError) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var watched = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&watched, 2, -1) >= 0 || errno == EINTR else {
        throw StdioError(call: "poll", code: errno)
      }
      if watched[1].revents != 0 { return nil }
      guard watched[0].revents != 0 else { continue }
      #if canImport(Darwin)
        let count = Darwin.read(descriptor, &buffer, buffer.count)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, &buffer, buffer.count)
      #else
        let count = Glibc.read(descriptor, &buffer, buffer.count)
      #endif
      if count > 0 { return Array(buffer[..<count]) }
      if count == 0 { return nil }
      guard errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK else {
        throw StdioError(call: "read", code: errno)
      }
    }
  }
}

/// A system call on standard input or output failed.
public struct StdioError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Name of the call.
  public let call: String
  /// Its `errno`.
  public let code: Int32

  /// The call and the number of the error.
  public var description: String { "\(call) failed with error \(code)" }
}
