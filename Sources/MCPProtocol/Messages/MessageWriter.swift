/// A whole JSON-RPC message, ready to be sent.
///
/// Made by `MessageWriter` only, which takes texts of our own, ids and scrubbed values.
public struct OutgoingMessage: Sendable {
  /// One line of JSON without a line end.
  let bytes: [UInt8]

  fileprivate init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// Puts messages together from parts that may leave the process, and from nothing else.
struct MessageWriter {
  private var bytes: [UInt8] = []

  /// JSON text of our own, as it is.
  mutating func json(_ text: StaticString) {
    bytes.append(contentsOf: text.bytes)
  }

  /// A text of our own as a JSON string.
  mutating func string(_ text: StaticText) {
    JSONWriter.writeString(text.bytes, into: &bytes)
  }

  /// A literal as a JSON string.
  mutating func string(_ text: StaticString) {
    JSONWriter.writeString(text.bytes, into: &bytes)
  }

  mutating func value(_ value: ScrubbedJSON) {
    bytes.append(contentsOf: value.bytes)
  }

  mutating func text(_ text: ScrubbedText) {
    bytes.append(contentsOf: text.json.bytes)
  }

  mutating func id(_ id: RequestID) {
    bytes.append(contentsOf: id.json)
  }

  mutating func integer(_ value: Int) {
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func bool(_ value: Bool) {
    json(value ? "true" : "false")
  }

  var message: OutgoingMessage { OutgoingMessage(bytes: bytes) }
  var count: Int { bytes.count }
}

extension OutgoingMessage {
  /// The answer to a request: an object of what `body` writes between its braces.
  static func result(
    _ id: RequestID, _ body: (inout MessageWriter) -> Void
  ) -> OutgoingMessage {
    var writer = MessageWriter()
    writer.json(#"{"jsonrpc":"2.0","id":"#)
    writer.id(id)
    writer.json(#","result":{"#)
    body(&writer)
    writer.json("}}")
    return writer.message
  }

  /// An error. Where the id could not be read there is none: both schemas want a string or an
  /// integer if it is there.
  static func error(_ id: RequestID?, _ error: RPCError) -> OutgoingMessage {
    var writer = MessageWriter()
    writer.json(#"{"jsonrpc":"2.0","#)
    if let id {
      writer.json(#""id":"#)
      writer.id(id)
      writer.json(",")
    }
    writer.json(#""error":{"code":"#)
    writer.integer(error.code.rawValue)
    writer.json(#","message":"#)
    writer.string(error.message)
    if let data = error.data {
      writer.json(#","data":"#)
      writer.value(data)
    }
    writer.json("}}")
    return writer.message
  }

  /// A progress notification.
  static func progress(
    _ token: ProgressToken, _ progress: Int, of total: Int?, message: ScrubbedText?
  ) -> OutgoingMessage {
    var writer = MessageWriter()
    writer.json(#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"#)
    writer.id(token)
    writer.json(#","progress":"#)
    writer.integer(progress)
    if let total {
      writer.json(#","total":"#)
      writer.integer(total)
    }
    if let message {
      writer.json(#","message":"#)
      writer.text(message)
    }
    writer.json("}}")
    return writer.message
  }
}
