/// A message of a client, taken apart.
enum IncomingMessage: Sendable {
  case request(IncomingRequest)
  case notification(method: String, params: JSONObject)
}

/// A request of a client.
struct IncomingRequest: Sendable {
  var id: RequestID
  var method: String
  /// Empty if there are none.
  var params: JSONObject

  /// `params._meta`, if it is an object.
  var meta: JSONObject? { params["_meta"]?.object }
}

/// Why a message could not be taken, with its id where that could be read.
struct MessageFault: Error, Sendable {
  var id: RequestID?
  var error: RPCError
}

extension IncomingMessage {
  /// Most bytes of a method's name.
  static let longestMethod = 128

  /// Reads one message.
  ///
  /// Unknown members are ignored; batches and answers are refused, since nothing is ever asked of
  /// the client.
  init(parsing bytes: [UInt8], limits: JSONLimits) throws(MessageFault) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(bytes, limits: limits)
    } catch {
      throw MessageFault(error: Self.rpcError(of: error.reason))
    }
    guard case .object(let object) = value else {
      throw MessageFault(
        error: RPCError(.invalidRequest, "A message must be one JSON object; there are no batches"))
    }
    var id: RequestID?
    if let raw = object["id"] {
      id = RequestID(raw)
      guard id != nil else {
        throw MessageFault(
          error: RPCError(
            .invalidRequest, "`id` must be an integer or a string of at most 256 bytes"))
      }
    }
    func fault(_ code: RPCError.Code, _ text: StaticText) -> MessageFault {
      MessageFault(id: id, error: RPCError(code, text))
    }
    guard object["jsonrpc"]?.string == "2.0" else {
      throw fault(.invalidRequest, #"`jsonrpc` must be "2.0""#)
    }
    guard let method = object["method"]?.string, !method.isEmpty else {
      throw fault(.invalidRequest, "`method` must be a string")
    }
    guard method.utf8.count <= Self.longestMethod else {
      throw fault(.methodNotFound, "There is no such method")
    }
    var params = JSONObject()
    if let raw = object["params"] {
      guard let given = raw.object else {
        throw fault(.invalidParams, "`params` must be an object")
      }
      params = given
    }
    if let meta = params["_meta"], meta.object == nil {
      throw fault(.invalidParams, "`params._meta` must be an object")
    }
    if let id {
      self = .request(IncomingRequest(id: id, method: method, params: params))
    } else {
      self = .notification(method: method, params: params)
    }
  }

  private static func rpcError(of reason: JSONError.Reason) -> RPCError {
    switch reason {
    case .empty: RPCError(.parseError, "The message is empty")
    case .tooLarge: RPCError(.invalidRequest, "The message is too large")
    case .tooDeep: RPCError(.invalidRequest, "The message is nested too deeply")
    case .duplicateKey: RPCError(.invalidRequest, "An object has two members with one key")
    case .invalidUTF8: RPCError(.parseError, "The message is not UTF-8")
    case .trailingBytes: RPCError(.parseError, "Something follows the JSON value")
    default: RPCError(.parseError, "The message is not JSON")
    }
  }
}
