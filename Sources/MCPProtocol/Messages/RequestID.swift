/// The id of a request, which its answer repeats exactly; also a progress token, which has the same
/// form.
///
/// What clients choose may come back to them: this is the only text of a client that is repeated
/// without scrubbing, because the protocol matches answers by it.
public struct RequestID: Sendable, Hashable {
  /// Most bytes of an id.
  public static let longest = 256

  /// The id as JSON text.
  let json: [UInt8]

  /// Takes a string or an integer of at most `longest` bytes.
  public init?(_ value: JSONValue) {
    switch value {
    case .string(let text):
      guard text.utf8.count <= Self.longest else { return nil }
    case .number(let number):
      guard number.isInteger else { return nil }
    default: return nil
    }
    guard let json = JSONWriter.bytes(of: value) else { return nil }
    self.json = json
  }
}

/// The token under which a client wants progress of one request.
public typealias ProgressToken = RequestID
