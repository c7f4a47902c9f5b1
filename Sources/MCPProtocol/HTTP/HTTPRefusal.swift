internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A request that is refused before anything is dispatched.
struct HTTPRefusal: Error {
  var status: Int
  var message: StaticText
  var fields: [(name: HTTPField.Name, value: String)] = []
  /// Whether what follows on the connection is not worth reading.
  var closes = false
  /// Id of the request, where it was read.
  var id: RequestID?

  init(
    _ status: Int, _ message: StaticText, fields: [(name: HTTPField.Name, value: String)] = [],
    closes: Bool = false
  ) {
    self.status = status
    self.message = message
    self.fields = fields
    self.closes = closes
  }

  var response: Response {
    // As JSON-RPC, because the clients show their users that and nothing else.
    let code: RPCError.Code =
      switch status {
      case 401: .unauthorised
      case 503: .busy
      default: .invalidRequest
      }
    let message = OutgoingMessage.error(id, RPCError(code, message))
    var response = Response.json(message.bytes, status: status)
    for field in fields { response.headers[field.name] = field.value }
    if closes { response.headers[.connection] = "close" }
    return response
  }
}

extension HTTPField.Name {
  static let requestID = HTTPField.Name.known("x-request-id")
  static let host = HTTPField.Name.known("host")
  static let protocolVersion = HTTPField.Name.known("mcp-protocol-version")
  static let method = HTTPField.Name.known("mcp-method")
  static let name = HTTPField.Name.known("mcp-name")
  static let buffering = HTTPField.Name.known("x-accel-buffering")
  static let sniffing = HTTPField.Name.known("x-content-type-options")

  /// A name that is written in this file. `accept` is never reached: all of them are tokens.
  private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .accept }
}

extension Response {
  /// An answer of JSON that nobody may store.
  static func json(_ bytes: [UInt8], status: Int) -> Response {
    var response = Response(
      status: HTTPResponse.Status(code: status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    response.headers[.contentType] = "application/json"
    response.headers[.cacheControl] = "no-store"
    response.headers[.sniffing] = "nosniff"
    return response
  }

  /// An answer without a body.
  static func empty(status: Int) -> Response {
    Response(status: HTTPResponse.Status(code: status))
  }
}
