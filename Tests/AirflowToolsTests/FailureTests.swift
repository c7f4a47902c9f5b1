import AirflowClient
import MCPProtocol
import TestSupport
import Testing

@testable import AirflowTools

@Suite struct FailureTests {
  /// Answers of Airflow 3.3.2 and what becomes of them.
  static let answers: [(Int, String, String, Bool)] = [
    (403, #"{"detail":"Forbidden"}"#, "forbidden", false),
    (404, #"{"detail":"The Dag with ID: `nope` was not found"}"#, "not_found_dag", false),
    (
      404, #"{"detail":"Task instance is mapped, add the map_index value to the URL"}"#,
      "map_index_needed", false
    ),
    (404, #"{"error":"API route not found"}"#, "not_found_route", false),
    (400, #"{"detail":"Ordering with 'x' is disallowed"}"#, "bad_request", false),
    (
      422,
      #"{"detail":[{"type":"int","loc":["query","limit"],"msg":"bad limit","input":"ghp_in"}]}"#,
      "invalid_parameters", false
    ),
    (429, #"{"detail":"slow down"}"#, "too_many_requests", true),
    (500, #"{"detail":"boom"}"#, "server_error", true),
    (503, "", "server_error", true),
  ]

  @Test func eachRefusalSaysWhatToDo() async throws {
    for (status, body, cause, isRetryable) in Self.answers {
      let airflow = try FakeAirflow { asked in
        asked.path.hasSuffix("/details") ? Reply(body, status: status) : nil
      }
      let called = try await Caller(airflow).call("get_dag", ["dag_id": "nope"])
      #expect(called.isError)
      #expect(called.status == 200)
      #expect(called.cause == cause, "\(called.message)")
      #expect(called.text?["retryable"] == .bool(isRetryable), "\(cause)")
      #expect(called.text?["what_to_try"]?.string?.isEmpty == false)
      #expect(called.structured == nil)
      #expect(!called.message.contains("ghp_in"))
    }
  }

  @Test func aRefusedTokenIs401() async throws {
    for (status, body) in [
      (401, #"{"detail":"Token Expired"}"#), (401, #"{"detail":"Not authenticated"}"#),
      (403, #"{"detail":"Invalid JWT token"}"#),
    ] {
      let airflow = try FakeAirflow { asked in
        asked.path.hasSuffix("/version") ? nil : Reply(body, status: status)
      }
      let caller = try Caller(airflow)
      for (tool, arguments, _) in ToolAnswerTests.calls {
        let called = try await caller.call(tool, arguments)
        #expect(called.status == 401, "\(tool) \(body) \(called.message)")
      }
    }
  }

  @Test func aLogIsNotBegunBeforeTheProbeHasPassed() async throws {
    let airflow = try FakeAirflow { asked in
      asked.path.hasSuffix("/logs/0") ? Reply(#"{"detail":"Token Expired"}"#, status: 401) : nil
    }
    for tool in ["get_log_tail", "get_task_log"] {
      let called = try await Caller(airflow).call(tool, ToolAnswerTests.place)
      #expect(called.status == 401)
    }
    #expect(!airflow.asked.contains { $0.contains("/logs/1") })
  }

  @Test func aForbiddenLogIsNoMissingOne() async throws {
    let airflow = try FakeAirflow { asked in
      asked.path.hasSuffix("/logs/0") ? Reply(#"{"detail":"Forbidden"}"#, status: 403) : nil
    }
    let called = try await Caller(airflow).call("get_log_tail", ToolAnswerTests.place)
    #expect(called.cause == "forbidden")
    let diagnosis = try await Caller(airflow).call("diagnose_run", ["dag_id": "fx_failing"])
    #expect(!diagnosis.isError)
    #expect(
      diagnosis["failed_tasks"]?.array?.first?["log_error"]?.string?.contains("forbidden") == true)
  }

  @Test func whatAirflowSaysIsScrubbed() async throws {
    let airflow = try FakeAirflow { asked in
      guard asked.path.hasSuffix("/details") else { return nil }
      return Reply(
        #"{"detail":"no such Dag ghp_xSWXaC3b9LgzI4tzuJokxPXSUUMRtrpKnrxr"}"#, status: 500)
    }
    let called = try await Caller(airflow).call("get_dag", ["dag_id": "a"])
    #expect(called.text?["airflow_says"]?.string?.contains("[REDACTED") == true)
    #expect(!called.message.contains("ghp_"))
  }

  @Test func otherVersionsAreRefused() async throws {
    for body in [#"{"version":"2.11.0"}"#, #"{"version":"3.9.0"}"#] {
      let airflow = try FakeAirflow { asked in asked.path.hasSuffix("/version") ? Reply(body) : nil
      }
      let called = try await Caller(airflow).call("list_dags")
      #expect(called.cause == "unsupported_version")
      #expect(called.message.contains("3.0 to 3.3"))
      #expect(airflow.asked.allSatisfy { $0.hasSuffix("/version") })
    }
  }

  @Test func htmlAndBrokenJSONAreNoAnswers() async throws {
    for (reply, cause) in [
      (Reply("<html></html>", type: "text/html"), "unexpected_answer"),
      (Reply(#"{"dags": ["#), "malformed_answer"),
      (Reply(String(repeating: "[", count: 5_000)), "malformed_answer"),
    ] {
      let airflow = try FakeAirflow { asked in asked.path.hasSuffix("/dags") ? reply : nil }
      let called = try await Caller(airflow).call("list_dags")
      #expect(called.cause == cause)
    }
  }

  @Test func anAirflowThatIsAwayIsRetryable() async throws {
    let airflow = try FakeAirflow()
    let caller = try Caller(airflow)
    airflow.upstream.stop()
    let called = try await caller.call("list_dags")
    #expect(called.cause == "unreachable")
    #expect(called.text?["retryable"] == true)
  }

  @Test func timeoutsAreRetryable() async throws {
    let stuck = try FakeUpstream { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    }
    defer { stuck.stop() }
    let airflow = try FakeAirflow()
    let port = stuck.port
    let caller = try Caller(airflow) { services in
      var configuration = ClientConfiguration()
      configuration.timeLimits.firstByte = .milliseconds(200)
      if let base = try? BaseURL("http://127.0.0.1:\(port)") {
        services.client = AirflowClient(baseURL: base, configuration: configuration)
      }
    }
    let called = try await caller.call("list_dags")
    #expect(called.cause == "timed_out")
    #expect(called.text?["retryable"] == true)
  }

  @Test func aCallWithoutABearerIs401() async throws {
    let called = try await Caller(try FakeAirflow()).call("list_dags", bearer: "")
    #expect(called.status == 401)
  }
}
