import Testing

@testable import AirflowClient

@Suite struct UpstreamFailureTests {
  private func kind(_ status: Int, _ body: String) -> UpstreamFailure.Kind {
    UpstreamFailure(status: status, body: Array(body.utf8)).kind
  }

  @Test func statusAloneIsEnoughForAnAnswer() {
    for body in ["", "<html>", "{}", "[1]", "null", #"{"detail":7}"#, #"{"detail":[{"loc":{}}]}"#] {
      #expect(kind(401, body) == .notAuthenticated)
      #expect(kind(403, body) == .forbidden)
      #expect(kind(404, body) == .notFound(.route))
      #expect(kind(422, body) == .invalidParameters([]))
      #expect(kind(500, body) == .serverError)
      #expect(kind(503, body) == .serverError)
      #expect(kind(429, body) == .tooManyRequests)
      #expect(kind(302, body) == .redirected)
      #expect(kind(418, body) == .unexpectedStatus)
      #expect(kind(204, body) == .unexpectedStatus)
    }
  }

  @Test func idsInSentencesChangeNothing() {
    #expect(kind(403, #"{"detail":"Forbidden: Invalid JWT token"}"#) == .forbidden)
    #expect(
      kind(404, #"{"detail":"The Dag with ID: `Task instance is mapped` was not found"}"#)
        == .notFound(.dag))
    #expect(kind(400, #"{"detail":"No Ordering with"}"#) == .badRequest)
  }

  @Test func olderSentencesAreUnderstood() {
    #expect(kind(404, #"{"detail":"The DAG with ID: `x` was not found"}"#) == .notFound(.dag))
    #expect(kind(404, #"{"detail":"Not Found"}"#) == .notFound(.route))
  }

  @Test func manyAndLongFaultsAreCut() throws {
    let long = String(repeating: "é", count: 3000)
    let one = #"{"loc":["a",1,"b",2,"c",3,"d",4,"e",5],"msg":"\#(long)","input":"x"}"#
    let list = (0..<8).map { _ in one }.joined(separator: ",")
    guard case .invalidParameters(let faults) = kind(422, "{\"detail\":[\(list)]}") else {
      Issue.record("not understood")
      return
    }
    #expect(faults.count == 8)
    #expect(faults.allSatisfy { $0.location.count == 8 })
    #expect(faults.allSatisfy { $0.message.unscrubbed.utf8.count <= 2000 })
    let small = (0..<50).map { _ in #"{"loc":[],"msg":"m"}"# }.joined(separator: ",")
    guard case .invalidParameters(let many) = kind(422, "{\"detail\":[\(small)]}") else {
      Issue.record("not understood")
      return
    }
    #expect(many.count == 10)
  }

  @Test func hugeAndDeepBodiesAreNotRead() {
    let huge = "{\"detail\":\"" + String(repeating: "a", count: 70_000) + "\"}"
    #expect(UpstreamFailure(status: 500, body: Array(huge.utf8)).detail == nil)
    let deep = String(repeating: "[", count: 60_000)
    #expect(kind(500, "{\"detail\":" + deep) == .serverError)
  }

  @Test func everyKindSaysWhatToDo() {
    var kinds: [UpstreamFailure.Kind] = [
      .notAuthenticated, .tokenExpired, .tokenInvalid, .forbidden, .configurationNotExposed,
      .methodNotAllowed, .notAcceptable, .orderNotAllowed, .pageTokenRejected, .badRequest,
      .invalidParameters([]), .tooManyRequests, .redirected, .serverError, .unexpectedStatus,
      .unexpectedContentType, .unexpectedContentEncoding, .malformedAnswer, .tooLarge(limit: 5),
      .headersTooLarge, .connectionFailed, .hostNotFound, .tlsFailed, .connectionLost,
      .configuration, .unsupportedVersion(nil), .unsupportedVersion(AirflowVersion("2.11.0")),
      .cancelled, .busy, .closed,
    ]
    kinds += UpstreamFailure.Missing.allCases.map { .notFound($0) }
    kinds += UpstreamFailure.Phase.allCases.map { .timedOut($0) }
    let texts = kinds.map { UpstreamFailure($0).description }
    #expect(Set(texts).count >= kinds.count)
    #expect(texts.allSatisfy { $0.contains("; ") && $0.utf8.count < 200 })
    #expect(
      UpstreamFailure(.unsupportedVersion(AirflowVersion("2.11.0"))).description
        == "Airflow 2.11.0 is not supported; use Airflow 3.0 to 3.3")
  }

  @Test func onlyPassingTroubleIsRetryable() {
    for kind: UpstreamFailure.Kind in [
      .serverError, .tooManyRequests, .connectionFailed, .connectionLost, .busy,
      .timedOut(.connect), .timedOut(.firstByte), .timedOut(.idle),
    ] { #expect(UpstreamFailure(kind).isRetryable) }
    for kind: UpstreamFailure.Kind in [
      .forbidden, .tokenExpired, .notFound(.dag), .tlsFailed, .tooLarge(limit: 1), .cancelled,
      .timedOut(.total), .redirected, .unexpectedContentType,
    ] { #expect(!UpstreamFailure(kind).isRetryable) }
  }
}
