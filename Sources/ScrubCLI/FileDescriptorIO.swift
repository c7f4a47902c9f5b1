import CProcess
import Glibc

/// How many bytes one `read` may fetch: large enough to hide the call, small enough for the cache.
let readSize = 256 << 10

/// How long to wait for more input before what is decided is handed on, in milliseconds.
let idleTime: Int32 = 2

/// What one `read` gave.
enum ReadResult: Equatable {
  case bytes(Int)
  case end
  /// Nothing now: try again after waiting.
  case nothing
}

/// An open input; closed when the value is gone.
struct InputFile: ~Copyable {
  let name: String
  let descriptor: Int32
  /// A regular file, which never makes a reader wait.
  let isRegular: Bool
  /// What was known of it when it was opened.
  let status: stat

  /// Opens a file, or standard input for `-`.
  init(_ path: String) throws(SystemError) {
    if path == "-" {
      name = "standard input"
      descriptor = STDIN_FILENO
    } else {
      name = path
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    }
    guard descriptor >= 0 else { throw SystemError(name) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = SystemError(name)
      if descriptor != STDIN_FILENO { close(descriptor) }
      throw error
    }
    self.status = status
    isRegular = status.st_mode & S_IFMT == S_IFREG
    if isRegular { _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
    if status.st_mode & S_IFMT == S_IFIFO { _ = pipe_set_capacity(descriptor, 1 << 20) }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Reads once into `buffer`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> ReadResult {
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    if errno == EINTR || errno == EAGAIN { return .nothing }
    throw SystemError(name)
  }

  /// Waits until a `read` would not block; `false` when `milliseconds` passed before (-1: no limit)
  /// or a signal came.
  func isReadable(within milliseconds: Int32) -> Bool {
    var descriptors = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Signals.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    return poll(&descriptors, 2, milliseconds) > 0 && descriptors[0].revents != 0
  }

  /// Whether this is the file that `descriptor` writes to, which would feed on itself.
  func isSame(as descriptor: Int32) -> Bool {
    var other = stat()
    return isRegular && fstat(descriptor, &other) == 0
      && other.st_dev == status.st_dev && other.st_ino == status.st_ino
  }

  /// Everything up to the end.
  func readAll() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while Signals.pending == nil {
      if !isRegular, !isReadable(within: -1) { continue }
      let result = try buffer.withUnsafeMutableBufferPointer { (free) throws(SystemError) in
        try read(into: UnsafeMutableRawBufferPointer(free))
      }
      switch result {
      case .bytes(let count): bytes += buffer[..<count]
      case .end: return bytes
      case .nothing: break
      }
    }
    throw SystemError(name, code: EINTR)
  }
}

/// Writes all of what it is given to a descriptor.
struct DescriptorWriter {
  let descriptor: Int32
  let name: String

  /// How long a write may still wait after a signal, in milliseconds.
  private static let graceTime: Int32 = 500
  /// A pipe that is ready takes this many bytes without blocking.
  private static let atomicSize = 4096

  /// Writes everything; short writes, interruptions and descriptors that do not block are handled.
  /// After a signal it gives up once the other side has taken nothing for half a second.
  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      var size = rest.count
      if Signals.pending != nil {
        guard isReady(within: Self.graceTime) else { throw SystemError(name, code: EINTR) }
        size = min(size, Self.atomicSize)
      }
      let count = Glibc.write(descriptor, rest.baseAddress, size)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        continue
      }
      let code = count == 0 ? EIO : errno
      switch code {
      case EINTR: continue
      case EAGAIN: if Signals.pending == nil { _ = isReady(within: -1) }
      default: throw SystemError(name, code: code)
      }
    }
  }

  private func isReady(within milliseconds: Int32) -> Bool {
    var descriptors = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
    if Signals.pending == nil {
      descriptors.append(pollfd(fd: Signals.wakeDescriptor, events: Int16(POLLIN), revents: 0))
    }
    return poll(&descriptors, nfds_t(descriptors.count), milliseconds) != 0
  }
}
