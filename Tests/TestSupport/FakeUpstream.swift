package import AirflowClient
import Foundation
import Glibc
import Synchronization

/// An HTTP server on loopback that does whatever a test says, byte by byte. Each connection has a
/// thread of its own and a new `FakeConnection`.
package final class FakeUpstream: Sendable {
  /// No socket could be had.
  package struct NotStarted: Error {}

  package let port: UInt16
  private let listener: Int32
  private let counts = Mutex(Counts())

  package struct Counts: Sendable {
    package var accepted = 0
    package var open = 0
    package var requests: [FakeRequest] = []
    var isStopped = false
  }

  /// `body` handles one connection; it is closed when `body` returns.
  package init(_ body: @escaping @Sendable (FakeConnection) -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw NotStarted() }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 512) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isBound else {
      close(descriptor)
      throw NotStarted()
    }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in accept(body) }
  }

  private func accept(_ body: @escaping @Sendable (FakeConnection) -> Void) {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      if descriptor < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
      guard descriptor >= 0 else {
        close(listener)
        return
      }
      counts.withLock { counts in
        counts.accepted += 1
        counts.open += 1
      }
      Thread.detachNewThread { [self] in
        let connection = FakeConnection(descriptor: descriptor) { [self] request in
          counts.withLock { $0.requests.append(request) }
        }
        body(connection)
        connection.end()
        counts.withLock { $0.open -= 1 }
      }
    }
  }

  /// Takes no more connections; `accept` then fails. Once only: the descriptor's number is soon that
  /// of another listener.
  package func stop() {
    let isFirst = counts.withLock { counts in
      defer { counts.isStopped = true }
      return !counts.isStopped
    }
    if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
  }

  package var seen: Counts { counts.withLock { $0 } }

  package func base(prefix: String = "") throws -> BaseURL {
    try BaseURL("http://127.0.0.1:\(port)\(prefix)")
  }

  package func client(
    _ change: (inout ClientConfiguration) -> Void = { _ in }
  ) throws -> AirflowClient {
    var configuration = ClientConfiguration()
    change(&configuration)
    return AirflowClient(baseURL: try base(), configuration: configuration)
  }

  /// A server that gives the same bytes to every request and then closes, or waits.
  package static func answering(_ bytes: [UInt8], thenWait: Bool = false) throws -> FakeUpstream {
    try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(bytes)
      if thenWait { connection.waitForEnd() }
    }
  }

  package static func answering(_ text: String, thenWait: Bool = false) throws -> FakeUpstream {
    try answering(Array(text.utf8), thenWait: thenWait)
  }
}

/// The head of a request as it arrived.
package struct FakeRequest: Sendable {
  package var line: String
  /// Names in lower case.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package func values(_ name: String) -> [String] {
    headers.filter { $0.name == name }.map(\.value)
  }
}

/// One connection of a `FakeUpstream`, used by its own thread.
package final class FakeConnection {
  private let descriptor: Int32
  private let note: (FakeRequest) -> Void
  private var isEnded = false

  init(descriptor: Int32, note: @escaping (FakeRequest) -> Void) {
    self.descriptor = descriptor
    self.note = note
  }

  package func end() {
    guard !isEnded else { return }
    isEnded = true
    close(descriptor)
  }

  /// Closes with a TCP reset.
  package func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    end()
  }

  /// The next request, or `nil` if the client is gone.
  package func readRequest() -> FakeRequest? {
    var bytes: [UInt8] = []
    while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      var byte: UInt8 = 0
      guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
      bytes.append(byte)
    }
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    var request = FakeRequest(line: lines.removeFirst(), headers: [], body: [])
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { continue }
      request.headers.append(
        (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " })))
    }
    let length = request.values("content-length").first.flatMap { Int($0) } ?? 0
    while request.body.count < length {
      var byte: UInt8 = 0
      guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
      request.body.append(byte)
    }
    note(request)
    return request
  }

  /// Sends everything; `false` if the client is gone.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends as long as the client reads: ends when nothing could be sent for `pause` milliseconds,
  /// when `limit` bytes were sent, or when the client is gone. Gives the number of bytes.
  package func sendUntilStuck(_ piece: [UInt8], limit: Int, pause: Int32) -> Int {
    var sent = 0
    while sent < limit {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&request, 1, pause) > 0 else { return sent }
      let count = piece.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress, piece.count,
          Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count < 0 && errno == EAGAIN { continue }
      guard count > 0 else { return sent }
      sent += count
    }
    return sent
  }

  /// Waits until the client closes the connection; `false` after that time without that.
  @discardableResult
  package func waitForEnd(milliseconds: Int32 = 60_000) -> Bool {
    var byte: UInt8 = 0
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, milliseconds) > 0 else { return false }
      guard recv(descriptor, &byte, 1, 0) > 0 else { return true }
    }
  }
}

/// The bytes of an answer with a length.
package func answer(
  _ status: String = "200 OK", type: String? = "application/json", headers: [String] = [],
  body: String = "{}"
) -> String {
  var lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"]
  if let type { lines.append("Content-Type: \(type)") }
  return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
}
