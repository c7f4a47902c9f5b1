/// A JSON-RPC error: a code, a text of our own, and perhaps data.
struct RPCError: Error, Sendable {
  /// Codes of JSON-RPC 2.0 and of MCP 2026-07-28, and one of our own.
  enum Code: Int, Sendable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603
    case headerMismatch = -32020
    case unsupportedVersion = -32022
    /// Ours: MCP wants own codes outside of -32768 to -32000.
    case unauthorised = -31401
    /// Ours: too many requests at once.
    case busy = -31503
  }

  var code: Code
  var message: StaticText
  /// Member `data`, if any.
  var data: ScrubbedJSON?

  init(_ code: Code, _ message: StaticText, data: ScrubbedJSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// Status of the HTTP answer that carries the error (reference, section 2; the table of the
  /// Python SDK 2.3.0). In the legacy era errors of a method are answers like others.
  func httpStatus(in era: Era) -> Int {
    switch code {
    case .parseError, .invalidRequest, .headerMismatch, .unsupportedVersion: 400
    case .invalidParams: era == .modern ? 400 : 200
    case .methodNotFound: era == .modern ? 404 : 200
    case .internalError: 200
    case .unauthorised: 401
    case .busy: 503
    }
  }
}
