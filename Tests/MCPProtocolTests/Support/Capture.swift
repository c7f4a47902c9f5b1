import Foundation
import MCPProtocol

/// What real clients have sent, as `Fixtures/wire` has it.
enum Capture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/wire")

  /// The lines that a client wrote to a server's standard input.
  static func lines(_ name: String) throws -> [[UInt8]] {
    try Data(contentsOf: folder.appending(path: name)).split(separator: 0x0A).map { Array($0) }
  }

  /// The requests of a capture of HTTP in their order, each with its head and body.
  static func requests(_ name: String) throws -> [[UInt8]] {
    let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
    var streams: [String: [UInt8]] = [:]
    var order: [String] = []
    var at = 0
    while let start = find(Array("--- conn ".utf8), in: bytes, from: at),
      let end = bytes[start...].firstIndex(of: 0x0A)
    {
      let words = String(decoding: bytes[start..<end], as: UTF8.self).split(separator: " ")
      guard words.count == 6, let count = Int(words[4]) else { break }
      at = end + 1 + count
      guard words[3] == "C->S" else { continue }
      let stream = String(words[2])
      if streams[stream] == nil { order.append(stream) }
      streams[stream, default: []] += bytes[(end + 1)..<min(at, bytes.count)]
    }
    return order.flatMap { split(streams[$0] ?? []) }
  }

  private static func find(_ text: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
    guard bytes.count >= text.count else { return nil }
    return (from...(max(from, bytes.count - text.count))).first {
      bytes[$0...].starts(with: text)
    }
  }

  /// Cuts a stream into requests by their lengths.
  private static func split(_ stream: [UInt8]) -> [[UInt8]] {
    var requests: [[UInt8]] = []
    var rest = stream
    while let end = find([0x0D, 0x0A, 0x0D, 0x0A], in: rest, from: 0) {
      let head = String(decoding: rest[..<end], as: UTF8.self).lowercased()
      let line = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
      let length = line.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
      let whole = min(end + 4 + length, rest.count)
      requests.append(Array(rest[..<whole]))
      rest = Array(rest[whole...])
    }
    return requests
  }

  static func body(of request: [UInt8]) -> JSONValue? {
    guard let end = find([0x0D, 0x0A, 0x0D, 0x0A], in: request, from: 0) else { return nil }
    return try? JSONParser.parse(Array(request[(end + 4)...]))
  }
}
