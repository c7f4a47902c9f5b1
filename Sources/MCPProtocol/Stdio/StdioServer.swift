internal import Logging
internal import NIOPosix
public import ServiceLifecycle

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Limits of the stdio transport.
public struct StdioLimits: Sendable {
  /// Longest line, in bytes.
  public var lineBytes = 4 << 20
  /// Longest time to go on with requests after the input has ended.
  public var drainTime: Duration = .seconds(10)

  /// Longest time that a shutdown waits for a line that is being taken: the client may not read the
  /// answer to it.
  public var stopTime: Duration = .seconds(1)

  /// Creates the default limits.
  public init() {}
}

/// MCP over standard input and output: one JSON message a line, and nothing else on the output.
///
/// Calls run at once beside each other. Ends when the input ends and all answers are written, when
/// the output is closed, or at a graceful shutdown.
public struct StdioServer: Service {
  private let dispatcher: Dispatcher
  private let limits: StdioLimits
  private let input: Int32
  private let output: Int32
  private let bearer: @Sendable () async -> BearerToken?

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - input: file descriptor to read, 0 by default. Stays open.
  ///   - output: file descriptor to write, 1 by default. Stays open.
  ///   - bearer: the credential of the environment as it is now, so that it is masked in answers.
  public init(
    dispatcher: Dispatcher, limits: StdioLimits = StdioLimits(), input: Int32 = 0,
    output: Int32 = 1, bearer: @escaping @Sendable () async -> BearerToken? = { nil }
  ) {
    self.dispatcher = dispatcher
    self.limits = limits
    self.input = input
    self.output = output
    self.bearer = bearer
  }

  /// Serves until the input ends.
  ///
  /// Ignores SIGPIPE in the whole process: a closed output is seen by its error.
  ///
  /// - Throws: `StdioError` if the input can't be read.
  public func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    let pool = NIOThreadPool(numberOfThreads: 2)
    pool.start()
    let failure: (any Error)?
    do {
      try await serve(on: pool)
      failure = nil
    } catch {
      failure = error
    }
    // The writer may hang in a write to a client that does not read: that thread is left alone.
    pool.shutdownGracefully { _ in }
    if let failure { throw failure }
  }

  private func serve(on pool: NIOThreadPool) async throws {
    let reader = try InputReader(descriptor: input)
    let session = StdioSession(
      dispatcher: dispatcher, writer: LineWriter(descriptor: output), bearer: bearer)
    let reading = Task { try await read(reader, into: session, on: pool) }
    let writing = Task { await session.writer.run(on: pool) { reading.cancel() } }
    let result = await Self.end(of: reading, stopTime: limits.stopTime)
    // Requests that are under way get some time, and then their answers theirs.
    if session.writer.isOpen && !Task.isCancelled {
      _ = await withDeadline(limits.drainTime) { await session.drain() }
    }
    session.inFlight.cancelAll()
    session.writer.finish()
    _ = await withDeadline(limits.drainTime) { await writing.value }
    if case .failure(let error) = result, !(error is CancellationError) { throw error }
  }

  /// How reading ends. It may wait for a client that does not read what it is sent; then, at a
  /// shutdown, it is not waited for long.
  private static func end(
    of reading: Task<Void, any Error>, stopTime: Duration
  ) async -> Result<Void, any Error> {
    let (endings, ended) = AsyncStream<Result<Void, any Error>>.makeStream(
      bufferingPolicy: .bufferingOldest(1))
    let watching = Task { ended.yield(await reading.result) }
    defer { watching.cancel() }
    return await withTaskCancellationHandler {
      await withGracefulShutdownHandler {
        for await ending in endings { return ending }
        return .failure(CancellationError())
      } onGracefulShutdown: {
        reading.cancel()
        Task {
          try? await Task.sleep(for: stopTime)
          ended.yield(.failure(CancellationError()))
        }
      }
    } onCancel: {
      reading.cancel()
    }
  }

  private func read(
    _ reader: InputReader, into session: StdioSession, on pool: NIOThreadPool
  ) async throws {
    var splitter = LineSplitter(limit: limits.lineBytes)
    while !Task.isCancelled, let bytes = try await reader.next(on: pool) {
      for line in splitter.feed(bytes) { await session.take(line) }
    }
    if !Task.isCancelled, let line = splitter.finish() { await session.take(line) }
  }
}
