import Glibc
import MCPProtocol
import NIOPosix
import Synchronization

/// An HTTP answer, taken apart.
struct RawReply: Sendable {
  var status = 0
  /// By lower-case name; of several the last.
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  /// The connection ended before the answer did.
  var isCut = false

  var text: String { String(decoding: body, as: UTF8.self) }

  var json: JSONValue? { try? JSONParser.parse(body) }

  /// The messages of a stream of events.
  var events: [JSONValue] {
    text.split(separator: "\n").filter { $0.hasPrefix("data: ") }
      .compactMap { try? JSONParser.parse(Array($0.dropFirst(6).utf8)) }
  }

  /// The answer, be it JSON or the last event.
  var message: JSONValue? {
    headers["content-type"] == "text/event-stream" ? events.last : json
  }
}

/// A TCP connection that sends exactly what it is told to.
final class RawConnection: Sendable {
  /// The server ended the connection.
  struct Failed: Error {}
  /// The server neither sends, nor takes what is sent, nor ends the connection.
  struct TookTooLong: Error {}

  private let descriptor: Int32
  private let rest = Mutex<[UInt8]>([])
  private let isOpen = Mutex(true)

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    // Against hanging only: a server on a busy machine may take its time.
    var time = timeval(tv_sec: 120, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failed() }
  }

  deinit { end() }

  func end() {
    let wasOpen = isOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
    if wasOpen { close(descriptor) }
  }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async throws {
    try await blockingPool.runIfActive { [descriptor] in
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          Glibc.send(
            descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { throw errno == EAGAIN ? TookTooLong() as any Error : Failed() }
        sent += count
      }
    }
  }

  /// The next bytes; nil at the end.
  private func more() throws(TookTooLong) -> [UInt8]? {
    let held = rest.withLock { rest in
      defer { rest = [] }
      return rest
    }
    if !held.isEmpty { return held }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 && errno == EAGAIN { throw TookTooLong() }
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  /// Everything until the server closes.
  func readToEnd() async throws -> [UInt8] {
    try await blockingPool.runIfActive {
      var all: [UInt8] = []
      while let bytes = try self.more() { all += bytes }
      return all
    }
  }

  /// Reads until the text is there.
  func read(until text: String) async throws -> Bool {
    try await blockingPool.runIfActive {
      var all = ""
      while !all.contains(text) {
        guard let bytes = try self.more() else { return false }
        all += String(decoding: bytes, as: UTF8.self)
      }
      return true
    }
  }

  /// One answer. What comes after it is kept for the next.
  func reply() async throws -> RawReply {
    try await blockingPool.runIfActive { try self.readReply() }
  }

  private func readReply() throws -> RawReply {
    var bytes: [UInt8] = []
    var reply = RawReply()
    func line() throws -> String {
      while true {
        if let end = bytes.firstIndex(of: 0x0A) {
          var line = bytes[..<end]
          if line.last == 0x0D { line.removeLast() }
          bytes.removeFirst(end + 1)
          return String(decoding: line, as: UTF8.self)
        }
        guard let next = try more() else { throw Failed() }
        bytes += next
      }
    }
    func take(_ count: Int) throws -> [UInt8]? {
      while bytes.count < count {
        guard let next = try more() else { return nil }
        bytes += next
      }
      defer { bytes.removeFirst(count) }
      return Array(bytes[..<count])
    }
    let status = try line().split(separator: " ")
    guard status.count >= 2, let code = Int(status[1]) else { throw Failed() }
    reply.status = code
    while true {
      let field = try line()
      if field.isEmpty { break }
      guard let colon = field.firstIndex(of: ":") else { throw Failed() }
      reply.headers[field[..<colon].lowercased()] =
        String(field[field.index(after: colon)...].drop { $0 == " " })
    }
    if let length = reply.headers["content-length"].flatMap({ Int($0) }) {
      reply.body = try take(length) ?? []
      reply.isCut = reply.body.count < length
    } else if reply.headers["transfer-encoding"] == "chunked" {
      while true {
        guard let size = try? Int(line(), radix: 16), let chunk = try take(size + 2) else {
          reply.isCut = true
          break
        }
        if size == 0 { break }
        reply.body += chunk.dropLast(2)
      }
    }
    rest.withLock { $0 = bytes }
    return reply
  }
}
