/// The head of a good answer, told before the first piece of its body.
public struct AnswerHead: Sendable, Hashable {
  /// HTTP status, 200.
  public let status: Int
  /// Content type without parameters, the one that the endpoint has.
  public let contentType: String
}

/// Whether a consumer wants more.
public enum StreamDecision: Sendable, Hashable {
  /// Go on.
  case proceed
  /// Close the connection; the call then returns without an error.
  case stop
}

/// How a stream ended.
public struct StreamSummary: Sendable, Hashable {
  /// Bytes handed on, after decoding.
  public let length: Int
  /// Whether the consumer stopped it.
  public let wasStopped: Bool
  /// Whether the end was marked by the sender (a last chunk or the length that was announced). If
  /// not, a connection that was lost looks the same as the end. `false` if the consumer stopped.
  public let endIsCertain: Bool
}
