import CProcess
import Glibc

/// Runs a program and takes its output as a token.
struct TokenCommand: Sendable {
  /// Most bytes of output.
  static let maximumLength = 64 * 1024

  let arguments: [String]
  let timeLimit: Duration

  /// Runs it on a thread of its own, since waiting for it blocks.
  func run() async -> Result<BearerToken, CredentialError> {
    await withCheckedContinuation { waiter in
      let isStarted = startDetachedThread {
        waiter.resume(returning: Result { () throws(CredentialError) in try runBlocking() })
      }
      if !isStarted { waiter.resume(returning: .failure(.commandNotStarted(errno: EAGAIN))) }
    }
  }

  private func runBlocking() throws(CredentialError) -> BearerToken {
    var ends: [Int32] = [-1, -1]
    guard process_pipe(&ends, O_CLOEXEC) == 0 else { throw .commandNotStarted(errno: errno) }
    let (output, input) = (ends[0], ends[1])
    defer { close(output) }
    let process: pid_t
    do {
      defer { close(input) }
      process = try spawn(standardOutput: input)
    }
    let deadline = ContinuousClock.now + timeLimit
    do throws(CredentialError) {
      let content = try Self.read(output, until: deadline)
      try Self.wait(for: process, until: deadline)
      return try BearerToken(output: content)
    } catch {
      // Does nothing if it was waited for already, apart from what it left running in its group.
      kill(-process, SIGKILL)
      waitpid(process, nil, 0)
      throw error
    }
  }

  private func spawn(standardOutput: Int32) throws(CredentialError) -> pid_t {
    guard let program = arguments.first else { throw .commandNotStarted(errno: ENOENT) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, standardOutput, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // libcurl's sockets would otherwise be the program's as well.
    process_add_close_from(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals as a program expects them, whatever this process blocks or ignores.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process = pid_t()
    let code = posix_spawnp(&process, program, &actions, &attributes, words, environ)
    guard code == 0 else { throw .commandNotStarted(errno: code) }
    return process
  }

  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let rest = (deadline - .now).components
    let whole = rest.seconds * 1000 + rest.attoseconds / 1_000_000_000_000_000
    return Int32(min(max(0, whole), 3_600_000))
  }

  /// Everything up to the end of the output.
  private static func read(
    _ descriptor: Int32, until deadline: ContinuousClock.Instant
  ) throws(CredentialError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, milliseconds(until: deadline))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { throw .commandTimedOut }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return content }
      content.append(contentsOf: buffer[..<count])
      guard content.count <= maximumLength else { throw .tooLarge(limit: maximumLength) }
    }
  }

  /// Waits until the process has ended well. A process can close its output and go on, so this
  /// looks every 10 ms instead of blocking.
  private static func wait(
    for process: pid_t, until deadline: ContinuousClock.Instant
  ) throws(CredentialError) {
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0 && errno != EINTR { throw .commandFailed(status: nil) }
      guard milliseconds(until: deadline) > 0 else { throw .commandTimedOut }
      usleep(10_000)
    }
    // The macros WIFEXITED and WEXITSTATUS of Linux: the low seven bits are the signal.
    guard status & 0x7F == 0 else { throw .commandFailed(status: nil) }
    guard status == 0 else { throw .commandFailed(status: (status >> 8) & 0xFF) }
  }
}
