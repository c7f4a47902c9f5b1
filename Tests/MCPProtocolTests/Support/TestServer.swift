import Logging
import MCPProtocol
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import mcp_demo

/// Makes dispatchers over the demo's tools, and servers around them.
enum TestServer {
  static func logger() -> Logger { Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() } }

  static func dispatcher(
    _ tools: DemoTools = DemoTools(), registered: [String] = [],
    limits change: (inout DispatchLimits) -> Void = { _ in }
  ) throws -> Dispatcher {
    var limits = DispatchLimits()
    limits.progressInterval = .milliseconds(1)
    change(&limits)
    return Dispatcher(
      info: .demo, tools: tools, gate: ScrubGate(source: try DemoSource(registered: registered)),
      limits: limits, logger: logger())
  }

  /// Any free port, and no long shutdown.
  static var defaults: HTTPConfiguration {
    var configuration = HTTPConfiguration()
    configuration.port = 0
    configuration.shutdownTime = .milliseconds(100)
    return configuration
  }

  static func configuration(
    _ change: (inout HTTPConfiguration) throws -> Void
  ) rethrows -> HTTPConfiguration {
    var configuration = defaults
    try change(&configuration)
    return configuration
  }

  /// Runs `body` with the port of a server, and ends the server.
  static func withHTTP(
    _ dispatcher: Dispatcher, configuration: HTTPConfiguration = TestServer.defaults,
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let (ports, source) = AsyncStream<Int>.makeStream()
    let server = MCPHTTPServer(
      dispatcher: dispatcher, configuration: configuration, logger: logger()
    ) { source.yield($0) }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [server], logger: logger()))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        // So that nobody waits for the port of a server that could not start.
        defer { source.finish() }
        try await group.run()
      }
      for await port in ports {
        do {
          try await body(port)
        } catch {
          await group.triggerGracefulShutdown()
          throw error
        }
        break
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }
}

/// What a test waited for did not happen.
struct NeverHappened: Error {}

/// Waits until something is so. How long that takes says nothing: the limit is against hanging.
func until(_ condition: @Sendable () async throws -> Bool) async throws {
  for _ in 0..<24_000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  throw NeverHappened()
}

/// Work that blocks runs here, and not on the threads that the server needs.
let blockingPool: NIOThreadPool = {
  let pool = NIOThreadPool(numberOfThreads: 80)
  pool.start()
  return pool
}()

/// A random source that gives the same again for one seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A value that several tasks change.
final class MutexBox<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) { state = Mutex(value) }

  var value: Value { state.withLock { $0 } }

  func change(_ body: (inout Value) -> Void) {
    state.withLock { value in
      var copy = value
      body(&copy)
      value = copy
    }
  }
}
