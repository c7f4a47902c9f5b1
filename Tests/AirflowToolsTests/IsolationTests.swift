import MCPProtocol
import Testing

@testable import AirflowTools

@Suite struct IsolationTests {
  @Test func interleavedUsersNeverSeeEachOthersData() async throws {
    let airflow = try FakeAirflow { asked in
      guard asked.path != "/api/v2/version" else { return nil }
      let user = asked.bearer.dropFirst(4)
      if asked.path.hasSuffix("/dags") {
        return Reply(
          #"{"dags":[{"dag_id":"dag_of_\#(user)","is_paused":false}],"total_entries":1}"#)
      }
      return Reply(
        #"{"import_errors":[{"filename":"of_\#(user).py","stack_trace":"x"}],"total_entries":1}"#)
    }
    let caller = try Caller(airflow)
    try await withThrowingTaskGroup { group in
      for number in 0..<300 {
        group.addTask {
          let user = "user\(number % 7)"
          let tool = number.isMultiple(of: 2) ? "list_dags" : "list_import_errors"
          let called = try await caller.call(tool, bearer: "tok-\(user)")
          #expect(called.message.contains("of_\(user)"))
          for other in 0..<7 where other != number % 7 {
            #expect(!called.message.contains("of_user\(other)"))
          }
        }
        if number >= 20 { try await group.next() }
      }
      try await group.waitForAll()
    }
  }

  @Test func whatAirflowAllowsEachUserIsWhatEachGets() async throws {
    let airflow = try FakeAirflow { asked in
      guard asked.path.contains("fx_team_a") else { return nil }
      return asked.bearer == "tok-alice"
        ? Reply(#"{"dag_id":"fx_team_a"}"#) : Reply(#"{"detail":"Forbidden"}"#, status: 403)
    }
    let caller = try Caller(airflow)
    let alice = try await caller.call("get_dag", ["dag_id": "fx_team_a"], bearer: "tok-alice")
    #expect(!alice.isError)
    let bob = try await caller.call("get_dag", ["dag_id": "fx_team_a"], bearer: "tok-bob")
    #expect(bob.cause == "forbidden")
    let missing = try await caller.call("get_dag", ["dag_id": "nope"], bearer: "tok-bob")
    #expect(missing.cause?.hasPrefix("not_found") == true)
  }
}
