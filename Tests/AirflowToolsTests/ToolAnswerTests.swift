import MCPProtocol
import Testing

@testable import AirflowTools

/// Every tool with recorded answers; the caller checks each answer against the output schema.
@Suite struct ToolAnswerTests {
  static let place: JSONValue = ["dag_id": "fx_secrets", "run_id": "fx1", "task_id": "tpl_bash"]
  static let calls: [(String, JSONValue, String)] = [
    ("diagnose_run", ["dag_id": "fx_failing"], "failed_tasks"),
    ("list_failures", [:], "failures"),
    ("get_log_tail", place, "lines"),
    ("get_task_log", place, "lines"),
    (
      "list_task_tries", ["dag_id": "fx_failing", "run_id": "fx1", "task_id": "chained"], "tries"
    ),
    ("get_task_instance", place, "task_instance"),
    ("list_task_instances", ["dag_id": "fx_secrets", "run_id": "fx1"], "task_instances"),
    ("list_dag_runs", [:], "dag_runs"),
    ("get_dag_run", ["dag_id": "fx_secrets", "run_id": "fx1"], "dag_run"),
    ("list_dags", [:], "dags"),
    ("get_dag", ["dag_id": "fx_secrets"], "dag"),
    ("get_dag_structure", ["dag_id": "fx_secrets"], "tasks"),
    ("list_import_errors", [:], "import_errors"),
    ("get_health", ["dag_ids": ["fx_big"]], "components"),
    ("get_dag_source", ["dag_id": "fx_source"], "source"),
    ("list_assets", [:], "assets"),
    ("list_asset_events", [:], "events"),
    (
      "get_xcom",
      ["dag_id": "fx_secrets", "run_id": "fx1", "task_id": "xcoms", "key": "creds"], "entries"
    ),
    ("list_events", [:], "events"),
    ("list_variables", [:], "variables"),
    ("list_connections", [:], "connections"),
  ]

  @Test func everyToolAnswersAsItsSchemaSays() async throws {
    let caller = try Caller(try FakeAirflow())
    #expect(Set(Self.calls.map(\.0)) == Set(Tool.all.map(\.name)))
    for (tool, arguments, member) in Self.calls {
      let called = try await caller.call(tool, arguments)
      #expect(!called.isError, "\(tool): \(called.message)")
      #expect(called[member] != nil, "\(tool)")
      #expect(called["request_id"]?.string == "req-1", "\(tool)")
      #expect(called.text == called.structured, "\(tool)")
      #expect(!called.message.contains("file_token"), "\(tool)")
      #expect(!called.message.contains("executor_config"), "\(tool)")
    }
  }

  @Test func theDiagnosisHasTheErrorAndWhatItStopped() async throws {
    let caller = try Caller(try FakeAirflow())
    let called = try await caller.call("diagnose_run", ["dag_id": "fx_failing"])
    let task = called["failed_tasks"]?.array?.first
    #expect(task?["task_id"] == "chained")
    #expect(called["upstream_failed"] == ["downstream"])
    #expect(called["dag_run"]?["dag_run_id"] == "fx1")
    let lines = task?["log"]?["lines"]?.array ?? []
    #expect(lines.contains { $0["error"] == true })
    #expect(lines.contains { $0["text"]?.string?.contains("Error") == true })
    #expect(called["next_steps"]?.array?.isEmpty == false)
  }

  @Test func aDagWithoutRunsIsNoError() async throws {
    let airflow = try FakeAirflow { asked in
      asked.path.hasSuffix("/dagRuns") ? Reply(#"{"dag_runs":[],"total_entries":0}"#) : nil
    }
    let called = try await Caller(airflow).call("diagnose_run", ["dag_id": "fx_new"])
    #expect(!called.isError)
    #expect(called["summary"]?.string?.contains("no run") == true)
  }

  @Test func listsOfVariablesAndConnectionsHaveNamesOnly() async throws {
    let caller = try Caller(try FakeAirflow())
    let variables = try await caller.call("list_variables")
    #expect(
      variables["variables"]?.array?.map { $0.object?.keys.sorted() }
        == Array(repeating: ["is_encrypted", "key"], count: 3))
    let connections = try await caller.call("list_connections")
    #expect(
      connections["connections"]?.array?.map { $0.object?.keys.sorted() }
        == Array(repeating: ["conn_type", "connection_id"], count: 2))
    #expect(!connections.message.contains("hooks"))
    #expect(!connections.message.contains("made by"))
  }

  @Test func longStringsAreCutAfterScrubbing() async throws {
    // The secret stands across the place where the text is cut.
    let secret = "ghp_xSWXaC3b9LgzI4tzuJokxPXSUUMRtrpKnrxr"
    let trace = String(repeating: "x ", count: 2_990) + secret + String(repeating: " y", count: 900)
    let airflow = try FakeAirflow { asked in
      guard asked.path.hasSuffix("/importErrors") else { return nil }
      return Reply(
        #"{"import_errors":[{"filename":"a.py","stack_trace":"\#(trace)"}],"total_entries":1}"#)
    }
    let called = try await Caller(airflow).call("list_import_errors")
    #expect(called["truncated"] == true)
    #expect(!called.message.contains("ghp_"))
    let shown = called["import_errors"]?.array?.first?["stack_trace"]?.string ?? ""
    #expect(shown.contains("bytes more]"))
    #expect(shown.utf8.count < 6_100)
  }

  @Test func invisibleCharactersAreRemovedAndCounted() async throws {
    let airflow = try FakeAirflow { asked in
      guard asked.path.hasSuffix("/importErrors") else { return nil }
      let text = #"pass\u001b[0mword=gh\u200bp_xSWXaC3b9LgzI4tzuJokxPXSUUMRtrpKnrxr \u202etxt"#
      return Reply(#"{"import_errors":[{"filename":"a.py","stack_trace":"\#(text)"}]}"#)
    }
    let called = try await Caller(airflow).call("list_import_errors")
    #expect(called["cleaned_characters"] == 3)
    #expect(!called.message.contains("ghp_"))
    #expect(!called.message.contains("\\u202e"))
    #expect(called["redactions"]?["count"]?.int ?? 0 > 0)
  }

  @Test func theCallersOwnTokenIsMasked() async throws {
    let token = "plain-looking.opaque_0token_of_alice"
    let airflow = try FakeAirflow { asked in
      guard asked.path.hasSuffix("/importErrors") else { return nil }
      return Reply(
        #"{"import_errors":[{"filename":"a.py","stack_trace":"echo of \#(asked.bearer) here"}]}"#)
    }
    let called = try await Caller(airflow).call("list_import_errors", bearer: token)
    #expect(!called.isError)
    #expect(!called.message.contains("opaque_0token"))
    #expect(called.message.contains("echo of [REDACTED"))
  }
}
