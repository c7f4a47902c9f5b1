import Glibc
import Scrubber

/// Scrubs inputs one after the other to standard output and keeps the reports.
struct ScrubRun {
  /// Counts over all inputs so far.
  private(set) var report = StatsReport()
  /// The worst that has happened so far.
  private(set) var status = ExitStatus.done

  private var scrubbers: FileScrubbers
  private let findings: FindingsWriter?
  private var output = OutputSink()

  /// A failure of an input; the other inputs are not concerned.
  private struct InputError: Error {
    let cause: SystemError
  }

  init(_ scrubbers: FileScrubbers, findings: FindingsWriter?) {
    self.scrubbers = scrubbers
    self.findings = findings
  }

  /// Scrubs all inputs, each as a stream of its own. An input that cannot be read is named and the
  /// next one follows; an output that cannot be written ends the run.
  mutating func scrub(_ paths: [String]) {
    do {
      for path in paths where Signals.pending == nil {
        do {
          try scrub(path)
        } catch let error as InputError {
          status.raise(to: .inputOutput)
          Diagnostics.error(error.cause.description)
        }
      }
      try output.finish()
    } catch {
      fail(error)
    }
    do {
      try findings?.finish()
    } catch {
      fail(error)
    }
    if report.unscanned > 0 { status.raise(to: .failClosed) }
  }

  private mutating func fail(_ error: any Error) {
    status.raise(to: .inputOutput)
    // A reader that has seen enough, and a signal, need no words.
    if (error as? SystemError)?.isClosedPipe == true || Signals.pending != nil { return }
    Diagnostics.error("\(error)")
  }

  private mutating func scrub(_ path: String) throws {
    let input: InputFile
    do {
      input = try InputFile(path)
    } catch {
      throw InputError(cause: error)
    }
    if input.isSame(as: STDOUT_FILENO) {
      throw InputError(cause: SystemError("\(input.name) is also the output", code: EINVAL))
    }
    let base = output.count
    output.onFinding = findings.map { writer in
      { writer.add($0, file: path, outputBase: base) }
    }
    var stream = ScrubStream(scrubbers.scrubber(for: path))
    defer { report.add(stream.statistics) }
    if try pump(input, through: &stream) { try stream.finish(into: &output) }
    try output.flush()
  }

  /// Moves all bytes of an input through a stream; `false` when a signal came first.
  ///
  /// What is undecided then, and after a read error, stays in the stream: nothing may come out that
  /// could be the beginning of a secret.
  private mutating func pump(
    _ input: borrowing InputFile, through stream: inout ScrubStream
  ) throws -> Bool {
    while Signals.pending == nil {
      if !input.isRegular { try waitForBytes(of: input, flushing: &stream) }
      // Reading now could block, and a signal that has come would not end it.
      if Signals.pending != nil { break }
      var result = ReadResult.end
      var failure: SystemError?
      _ = try stream.read(atMost: readSize, into: &output) { buffer in
        do throws(SystemError) {
          result = try input.read(into: buffer)
        } catch {
          failure = error
        }
        if case .bytes(let count) = result { return count }
        return 0
      }
      if let failure {
        try output.flush()
        throw InputError(cause: failure)
      }
      if result == .end { return true }
    }
    return false
  }

  /// Returns when there is something to read or a signal has come; if that takes a while, all
  /// that is decided is handed on first, so that a person or a program at the other end sees it.
  private mutating func waitForBytes(
    of input: borrowing InputFile, flushing stream: inout ScrubStream
  ) throws {
    if input.isReadable(within: idleTime) || Signals.pending != nil { return }
    try stream.flush(into: &output)
    try output.flush()
    while Signals.pending == nil, !input.isReadable(within: -1) {}
  }
}
