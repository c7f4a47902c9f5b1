import Glibc
import MCPProtocol
import NIOPosix
import Synchronization

@testable import mcp_demo

/// A client at the other end of a server's pipes.
final class StdioClient: Sendable {
  private let toServer: Int32
  private let fromServer: Int32
  private let rest = Mutex<[UInt8]>([])
  private let isInputOpen = Mutex(true)
  private let isOutputOpen = Mutex(true)

  private init(toServer: Int32, fromServer: Int32) {
    self.toServer = toServer
    self.fromServer = fromServer
  }

  /// Runs `body` with a client; ends its input after it, and waits for the server to end.
  static func with(
    _ dispatcher: Dispatcher, limits: StdioLimits = StdioLimits(),
    bearer: BearerToken? = nil,
    _ body: @escaping @Sendable (StdioClient) async throws -> Void
  ) async throws {
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    guard pipe(&input) == 0, pipe(&output) == 0 else { throw RawConnection.Failed() }
    let client = StdioClient(toServer: input[1], fromServer: output[0])
    let server = StdioServer(
      dispatcher: dispatcher, limits: limits, input: input[0], output: output[1],
      bearer: { bearer })
    let ends = (input[0], output[1])
    let running = Task {
      defer {
        close(ends.0)
        close(ends.1)
      }
      try await server.run()
    }
    do {
      try await body(client)
    } catch {
      client.closeInput()
      throw error
    }
    client.closeInput()
    try await running.value
    client.closeOutput()
  }

  /// Stops reading what the server writes.
  func closeOutput() {
    let wasOpen = isOutputOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
    if wasOpen { close(fromServer) }
  }

  func closeInput() {
    let wasOpen = isInputOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
    if wasOpen { close(toServer) }
  }

  func send(_ message: JSONValue) async throws {
    try await send(line: JSONWriter.bytes(of: message) ?? [])
  }

  func send(line: [UInt8]) async throws {
    try await send(raw: line + [0x0A])
  }

  func send(raw bytes: [UInt8]) async throws {
    try await blockingPool.runIfActive { [toServer] in
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          write(toServer, $0.baseAddress?.advanced(by: sent), bytes.count - sent)
        }
        guard count > 0 else { throw RawConnection.Failed() }
        sent += count
      }
    }
  }

  /// The next line of the server; nil at the end.
  func line() async throws -> [UInt8]? {
    try await blockingPool.runIfActive { [fromServer] in
      var bytes = self.rest.withLock { rest in
        defer { rest = [] }
        return rest
      }
      while true {
        if let end = bytes.firstIndex(of: 0x0A) {
          self.rest.withLock { $0 = Array(bytes[(end + 1)...]) }
          return Array(bytes[..<end])
        }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(fromServer, &buffer, buffer.count)
        guard count > 0 else { return nil }
        bytes += buffer[..<count]
      }
    }
  }

  /// The next message of the server.
  func next() async throws -> JSONValue? {
    guard let line = try await line() else { return nil }
    return try JSONParser.parse(line, limits: JSONLimits(bytes: 8 << 20))
  }

  /// The answer with an id; notifications and other answers are dropped.
  func answer(_ id: JSONValue) async throws -> JSONValue? {
    while let message = try await next() {
      if message["id"] == id { return message }
    }
    return nil
  }
}
