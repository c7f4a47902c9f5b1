import Foundation
import Testing

@testable import AirflowClient

/// Answers of a real Airflow 3.3.2, recorded in `Fixtures/recorded-answers.json`.
@Suite struct RecordedAnswerTests {
  struct Recorded: Decodable {
    var name: String
    var status: Int
    var contentType: String
    var body: String
  }

  static func load() throws -> [String: Recorded] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/recorded-answers.json")
    let all = try JSONDecoder().decode([Recorded].self, from: Data(contentsOf: file))
    return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }

  static let expected: [(String, UpstreamFailure.Kind)] = [
    ("e401_none", .notAuthenticated),
    ("e401_basic", .notAuthenticated),
    ("e401_expired", .tokenExpired),
    ("e403_badsig", .tokenInvalid),
    ("e403_revoked", .tokenInvalid),
    ("e403_wrongaud", .tokenInvalid),
    ("e403_viewer_conn", .forbidden),
    ("e_norole", .forbidden),
    ("config", .configurationNotExposed),
    ("e404_dag", .notFound(.dag)),
    ("e404_run", .notFound(.dagRun)),
    ("e404_ti", .notFound(.taskInstance)),
    ("e404_route", .notFound(.route)),
    ("dag_path_trav", .notFound(.route)),
    ("log_try0", .notFound(.taskInstance)),
    ("ti_mapped_noidx", .notFound(.mapIndex)),
    ("live_task", .notFound(.task)),
    ("live_task_list", .notFound(.task)),
    ("live_source", .notFound(.dagSource)),
    ("live_dag_version", .notFound(.dagVersion)),
    ("live_run_instances", .notFound(.dagRun)),
    ("live_xcom", .notFound(.xcom)),
    ("live_try", .notFound(.taskInstance)),
    ("live_mapped", .notFound(.taskInstance)),
    ("live_dependencies", .notFound(.taskInstance)),
    ("live_asset", .notFound(.asset)),
    ("live_cursor", .pageTokenRejected),
    ("log_bad_token", .pageTokenRejected),
    ("e422_order", .orderNotAllowed),
    ("e405", .methodNotAllowed),
    ("log_accept_text", .notAcceptable),
  ]

  @Test func recordedErrorsAreToldApart() throws {
    let recorded = try Self.load()
    for (name, kind) in Self.expected {
      let answer = try #require(recorded[name], "\(name)")
      let failure = UpstreamFailure(status: answer.status, body: Array(answer.body.utf8))
      #expect(failure.kind == kind, "\(name)")
      #expect(failure.status == answer.status, "\(name)")
      #expect(failure.detail != nil, "\(name)")
      #expect(!failure.isRetryable, "\(name)")
    }
  }

  @Test func aboutTheTokenAreOnlyThoseANewTokenMayHelpWith() throws {
    let recorded = try Self.load()
    for (name, _) in Self.expected {
      let answer = try #require(recorded[name], "\(name)")
      let failure = UpstreamFailure(status: answer.status, body: Array(answer.body.utf8))
      let isToken =
        name.hasPrefix("e401") || ["e403_badsig", "e403_revoked", "e403_wrongaud"].contains(name)
      #expect(failure.isAboutToken == isToken, "\(name)")
    }
  }

  @Test func rejectedParametersKeepPlaceAndMessageButNotTheInput() throws {
    let recorded = try Self.load()
    let answer = try #require(recorded["e422"])
    let failure = UpstreamFailure(status: 422, body: Array(answer.body.utf8))
    guard case .invalidParameters(let faults) = failure.kind else {
      Issue.record("\(failure)")
      return
    }
    #expect(faults.count == 1)
    #expect(faults.first?.location.map(\.unscrubbed) == ["query", "limit"])
    #expect(faults.first?.message.unscrubbed.hasPrefix("Input should be a valid integer") == true)
    var everything = ""
    dump(failure, to: &everything)
    let texts = faults.flatMap { $0.location.map(\.unscrubbed) + [$0.message.unscrubbed] }
    #expect(!texts.contains { $0.contains("abc") })
    #expect(!everything.contains("abc"))
  }

  @Test func whatAirflowSaidIsNeverInADescription() throws {
    for (_, answer) in try Self.load() where answer.status >= 400 {
      let secret = "hunter2-\(answer.status)"
      let body = answer.body.replacingOccurrences(of: "was", with: secret)
        .replacingOccurrences(of: "Not", with: secret).replacingOccurrences(
          of: "Input", with: secret)
      let failure = UpstreamFailure(status: answer.status, body: Array(body.utf8))
      var everything =
        "\(failure) \(String(reflecting: failure)) \(failure.reason) \(failure.advice)"
      dump(failure, to: &everything)
      #expect(!everything.contains("hunter2"))
    }
  }

  @Test func theRecordedVersionIsSupported() throws {
    let answer = try #require(try Self.load()["version"])
    let body = UpstreamBody(status: 200, bytes: Array(answer.body.utf8))
    let version = try AirflowVersion(supportedFrom: body)
    #expect(version.description == "3.3.2")
  }
}
