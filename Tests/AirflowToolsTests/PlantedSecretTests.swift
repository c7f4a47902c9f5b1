import MCPProtocol
import Testing

@testable import AirflowTools

/// The planted secrets of the recorded answers, over all tools together.
@Suite struct PlantedSecretTests {
  /// Values without a form or a name beside them: `tpl_env_host` and its like.
  static let undetectable = 3

  @Test func nearlyNoneReachesTheClient() async throws {
    let planted = try JSONParser.parse(try FakeAirflow.bytes("planted.json"))
    let caller = try Caller(try FakeAirflow())
    var all = ""
    for (tool, arguments, _) in ToolAnswerTests.calls {
      all += try await caller.call(tool, arguments).message
    }
    for task in ["stdout_secrets", "structured", "registered", "tpl_bash", "echo_conf"] {
      let place: JSONValue = [
        "dag_id": "fx_secrets", "run_id": "fx1", "task_id": .string(task), "lines": 5_000,
        "max_bytes": 524_288,
      ]
      all += try await caller.call("get_log_tail", place).message
      all += try await caller.call(
        "get_task_instance",
        [
          "dag_id": "fx_secrets", "run_id": "fx1", "task_id": .string(task),
        ]
      ).message
    }
    all += try await caller.call(
      "get_task_log",
      ["dag_id": "fx_failing", "run_id": "fx1", "task_id": "chained", "try_number": 1]
    ).message
    var reached: [String] = []
    for secret in planted.array ?? [] {
      guard let id = secret["id"]?.string, let probe = secret["probe"]?.string else { continue }
      // As it would stand in JSON within JSON.
      let escaped = probe.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      if all.contains(probe) || all.contains(escaped) { reached.append(id) }
    }
    print("planted secrets that reach the client:", reached)
    #expect(reached.count <= Self.undetectable, "\(reached)")
    // What is no secret stays readable.
    for word in ["tpl_bash", "fx_secrets", "2026-11-22T10:56:4", "deploying"] {
      #expect(all.contains(word), "\(word)")
    }
  }
}
