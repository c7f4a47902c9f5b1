import AirflowClient
import Foundation
import MCPProtocol
import TestSupport

/// What a fake Airflow answers.
struct Reply: Sendable {
  var status = 200
  var type = "application/json"
  var body: [UInt8]

  init(_ body: String, status: Int = 200, type: String = "application/json") {
    self.body = Array(body.utf8)
    self.status = status
    self.type = type
  }

  init(log lines: [UInt8]) {
    body = lines
    type = "application/x-ndjson"
  }

  var bytes: [UInt8] {
    let head =
      "HTTP/1.1 \(status) Fake\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }
}

/// A request, taken apart.
struct Asked: Sendable {
  var path: String
  var query: String
  var bearer: String

  init(_ request: FakeRequest) {
    let target = request.line.split(separator: " ")[1].split(separator: "?", maxSplits: 1)
    path = String(target[0])
    query = target.count > 1 ? String(target[1]) : ""
    bearer = String((request.values("authorization").first ?? "").dropFirst("Bearer ".count))
  }
}

/// An Airflow on loopback with recorded answers, and others where a test says so.
final class FakeAirflow: Sendable {
  let upstream: FakeUpstream

  /// - Parameter change: what to answer instead; nil for what was recorded.
  init(_ change: @escaping @Sendable (Asked) -> Reply? = { _ in nil }) throws {
    let recorded = try Self.recorded()
    upstream = try FakeUpstream { connection in
      while let request = connection.readRequest() {
        let asked = Asked(request)
        let reply =
          change(asked) ?? recorded[asked.path]
          ?? Reply(#"{"error":"API route not found"}"#, status: 404)
        guard connection.send(reply.bytes) else { return }
      }
    }
  }

  /// One that does whatever the test says.
  init(upstream: FakeUpstream) { self.upstream = upstream }

  deinit { upstream.stop() }

  /// Path and query of all requests so far.
  var asked: [String] {
    upstream.seen.requests.map { String($0.line.split(separator: " ")[1]) }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// A recorded log.
  static func log(_ name: String) throws -> [UInt8] { try bytes("logs/\(name).ndjson") }

  private static func recorded() throws -> [String: Reply] {
    let limits = JSONLimits(bytes: 4 << 20)
    let answers = try JSONParser.parse(try bytes("answers.json"), limits: limits)
    var replies: [String: Reply] = [:]
    for member in answers.object?.members ?? [] {
      replies[member.key] = Reply(
        member.value["body"]?.string ?? "", status: member.value["status"]?.int ?? 500,
        type: member.value["type"]?.string ?? "")
    }
    let logs = [
      ("fx_secrets", "stdout_secrets", 1, "stdout_secrets"),
      ("fx_secrets", "structured", 1, "structured"),
      ("fx_secrets", "registered", 1, "registered"), ("fx_secrets", "tpl_bash", 1, "tpl_bash"),
      ("fx_secrets", "echo_conf", 1, "echo_conf"), ("fx_failing", "chained", 1, "chained_try1"),
      ("fx_failing", "chained", 3, "chained_try1"), ("fx_hostile", "inject", 1, "hostile"),
    ]
    for (dag, task, number, file) in logs {
      replies["/api/v2/dags/\(dag)/dagRuns/fx1/taskInstances/\(task)/logs/\(number)"] =
        Reply(log: try log(file))
      replies["/api/v2/dags/\(dag)/dagRuns/fx1/taskInstances/\(task)/logs/0"] =
        Reply(#"{"detail":"TaskInstance not found"}"#, status: 404)
    }
    return replies
  }
}
