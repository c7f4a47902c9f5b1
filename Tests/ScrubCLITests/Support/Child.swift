import Foundation
import Glibc

/// A started `scrub` and what it is connected to.
///
/// Standard error goes to a file, so that it never has to be drained.
final class Child {
  /// Where standard input or output leads.
  enum Connection {
    /// To this process: `input` or `output` of the child.
    case pipe
    case path(String)
    case closed
  }

  /// How a process ended.
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Write end of standard input; -1 when there is none (any more).
  private(set) var input: Int32 = -1
  /// Read end of standard output; -1 when there is none (any more).
  private(set) var output: Int32 = -1
  let pid: pid_t

  private let folder = TemporaryFolder()
  private let errorPath: String

  /// Held while descriptors are made and inherited: a pipe that leaks into another child would
  /// never end.
  private static let lock = NSLock()

  init(
    _ arguments: [String], input: Connection = .pipe, output: Connection = .pipe,
    environment: [String: String] = [:], directory: String? = nil
  ) throws {
    errorPath = folder.path("errors")
    Child.lock.lock()
    defer { Child.lock.unlock() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var inherited: [Int32] = []
    defer { inherited.forEach { close($0) } }

    switch input {
    case .pipe:
      let ends = try Child.makePipe()
      self.input = ends.write
      inherited.append(ends.read)
      posix_spawn_file_actions_adddup2(&actions, ends.read, STDIN_FILENO)
    case .path(let path):
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDONLY, 0)
    case .closed:
      posix_spawn_file_actions_addclose(&actions, STDIN_FILENO)
    }
    switch output {
    case .pipe:
      let ends = try Child.makePipe()
      self.output = ends.read
      inherited.append(ends.write)
      posix_spawn_file_actions_adddup2(&actions, ends.write, STDOUT_FILENO)
    case .path(let path):
      let flags = O_WRONLY | O_CREAT
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path, flags, 0o600)
    case .closed:
      posix_spawn_file_actions_addclose(&actions, STDOUT_FILENO)
    }
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, errorPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Another folder is entered by `env`, which becomes the program then.
    let program = directory == nil ? ScrubProgram.path : "/usr/bin/env"
    let words = directory.map { ["env", "-C", $0] } ?? []
    let argumentList = Child.cStrings(words + [ScrubProgram.path] + arguments)
    let variableList = Child.cStrings(variables.map { "\($0.key)=\($0.value)" })
    defer { (argumentList + variableList).forEach { free($0) } }
    var attributes = Child.defaultSignals()
    defer { posix_spawnattr_destroy(&attributes) }
    var pid: pid_t = 0
    let code = posix_spawn(
      &pid, program, &actions, &attributes, argumentList, variableList)
    self.pid = pid
    if code != 0 { throw TestFailure("cannot start \(ScrubProgram.path): error \(code)") }
  }

  deinit {
    closeInput()
    closeOutput()
  }

  /// Writes everything; an error (the child has gone) ends it early.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads until `isEnough` holds, the output ends or `seconds` have passed without a byte.
  func read(seconds: Int32 = 60, until isEnough: ([UInt8]) -> Bool = { _ in false }) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while !isEnough(result) {
      var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, seconds * 1000) > 0 else { return result }
      let count = Glibc.read(output, &buffer, buffer.count)
      if count <= 0 { return result }
      result += buffer[..<count]
    }
    return result
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  func closeOutput() {
    if output >= 0 { close(output) }
    output = -1
  }

  /// Waits for the end of the process; one that takes two minutes is killed.
  func wait() -> Ending {
    var status: Int32 = 0
    var waits = 0
    while waitpid(pid, &status, WNOHANG) == 0 {
      usleep(2_000)
      waits += 1
      if waits == 60_000 { kill(pid, SIGKILL) }
    }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }

  /// Greatest resident size so far, in KiB. (The `ru_maxrss` of a spawned child begins with the
  /// size of its parent.)
  func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let digits = (line ?? "").filter(\.isNumber)
    guard let size = Int(digits) else { throw TestFailure("no VmHWM in /proc/PID/status") }
    return size
  }

  /// What the process wrote to standard error so far.
  var errors: String {
    String(decoding: FileManager.default.contents(atPath: errorPath) ?? Data(), as: UTF8.self)
  }

  /// The tests may run where signals are ignored, as in a background job of a shell.
  private static func defaultSignals() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    return attributes
  }

  private static func makePipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TestFailure("pipe: error \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    strings.map { strdup($0) } + [nil]
  }
}
