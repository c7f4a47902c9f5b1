import MCPProtocol
import TestSupport
import Testing

@testable import AirflowTools

/// Arguments that try to get elsewhere. None of them may reach Airflow.
@Suite struct HostileArgumentTests {
  static let hostile = [
    "a/b", "fx_big%2FdagRuns%2Ffx1", "..", ".", "~", "../auth/logout", "../../auth/logout",
    "a\nb", "a\r\nHost: evil", "a b?x=1", "a#b", "a\\b", "a%00b", "a\u{0}b", "a\u{202E}b",
    "a\u{200B}b", "", String(repeating: "a", count: 10_240), "fx_big/dagRuns/fx1",
    "%2e%2e/auth/logout", "~/dagRuns",
  ]

  @Test func noHostileIdReachesAirflow() async throws {
    let airflow = try FakeAirflow()
    let caller = try Caller(airflow)
    for (tool, arguments, _) in ToolAnswerTests.calls {
      for name in ["dag_id", "run_id", "task_id", "dag_id_prefix", "key"] {
        for value in Self.hostile {
          var object = arguments.object ?? JSONObject()
          // Others are of no use to the tool, and refused by its schema.
          object[name] = .string(value)
          // A free text of a key may have a space.
          let called = try await caller.call(tool, .object(object))
          #expect(called.isError, "\(tool) \(name) \(value.prefix(30))")
        }
      }
    }
    let bad = airflow.asked.filter {
      $0.contains("auth") || $0.contains("..") || $0.contains("%2F") || $0.contains("%25")
        || $0.count > 600
    }
    #expect(bad.isEmpty, "\(bad)")
  }

  @Test func wrongTypesAndUnknownArgumentsAreRefused() async throws {
    let airflow = try FakeAirflow()
    let caller = try Caller(airflow)
    let bad: [(String, JSONValue)] = [
      ("get_dag", ["dag_id": 7]), ("get_dag", [:]), ("get_dag", ["dag_id": "a", "x": 1]),
      ("list_dags", ["limit": 101]), ("list_dags", ["limit": 0]), ("list_dags", ["offset": -1]),
      ("list_dag_runs", ["state": ["lost"]]), ("list_dag_runs", ["after": "yesterday"]),
      ("get_log_tail", ["dag_id": "a", "run_id": "b", "task_id": "c", "try_number": 0]),
      ("get_log_tail", ["dag_id": "a", "run_id": "b", "task_id": "c", "lines": 100_000]),
    ]
    for (tool, arguments) in bad {
      #expect(try await caller.call(tool, arguments).isError, "\(tool)")
    }
    #expect(airflow.asked.allSatisfy { $0 == "/api/v2/version" })
  }

  @Test func modesSayWhatTheyNeed() async throws {
    let caller = try Caller(try FakeAirflow())
    for mode in ["grep", "around"] {
      var arguments = ToolAnswerTests.place.object ?? JSONObject()
      arguments["mode"] = .string(mode)
      let called = try await caller.call("get_task_log", .object(arguments))
      #expect(called.cause == "invalid_argument")
    }
  }

  @Test func onlyKnownPathsAreAsked() async throws {
    let airflow = try FakeAirflow()
    let caller = try Caller(airflow)
    for (tool, arguments, _) in ToolAnswerTests.calls { _ = try await caller.call(tool, arguments) }
    #expect(airflow.upstream.seen.requests.allSatisfy { $0.line.hasPrefix("GET /api/v2/") })
    #expect(!airflow.asked.contains { $0.contains("auth") || $0.contains("config") })
  }
}
